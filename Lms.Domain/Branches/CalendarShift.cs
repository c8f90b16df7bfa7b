namespace Lms.Domain.Branches;

/// <summary>A closure announced or lifted: the calendar of the branch before and after.</summary>
/// <param name="Before">The calendar until now.</param>
/// <param name="After">The calendar from now on.</param>
/// <param name="Lifted">Whether the closure was lifted; else it was announced.</param>
public sealed record CalendarShift(BranchCalendar Before, BranchCalendar After, bool Lifted)
{
    /// <summary>The earliest moment to which anything may be moved back: closing time of the next open day, so that nobody is late without having had a day to come.</summary>
    public DateTimeOffset Earliest(DateTimeOffset now) => After.ClosingTime(After.NextOpen(After.DayOf(now)));
}
