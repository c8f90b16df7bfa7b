using Lms.Application.Common;

namespace Lms.Infrastructure.Persistence;

/// <summary>A lock that the next query is to take along.</summary>
/// <param name="Statement">What takes it; <c>{0}</c> stands for the value.</param>
/// <param name="Value">A number, a text, or an array of numbers.</param>
internal sealed record PendingLock(string Statement, object Value)
{
    /// <summary>The number of the advisory lock that stands for the calendars of all branches.</summary>
    private const long Calendars = 0x63616C656E646172;

    /// <summary>The lock of rows, in the order of their ids.</summary>
    public static PendingLock On(RowLock rows) => new($"SELECT 1 FROM {rows.Table} WHERE {rows.Which} ORDER BY id FOR NO KEY UPDATE", rows.Value);

    /// <summary>The lock of the calendars. It is in memory alone: a row that every checkout locks would have to be written by each.</summary>
    public static PendingLock On(CalendarLock calendars) =>
        new(calendars is CalendarLock.ToChange ? "SELECT pg_advisory_xact_lock({0})" : "SELECT pg_advisory_xact_lock_shared({0})", Calendars);
}
