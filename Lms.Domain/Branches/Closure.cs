using Lms.Domain.Common;

namespace Lms.Domain.Branches;

/// <summary>Days on which a branch is closed though its opening hours say otherwise.</summary>
public sealed class Closure : Entity
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxReason = 200;

    private Closure()
    {
    }

    /// <summary>The branch.</summary>
    public int BranchId { get; private init; }

    /// <summary>The first closed day.</summary>
    public DateOnly From { get; private init; }

    /// <summary>The last closed day, inclusive.</summary>
    public DateOnly To { get; private init; }

    /// <summary>Whether it comes again every year on the same days; a 29 February then only in leap years.</summary>
    public bool Yearly { get; private init; }

    /// <summary>Why; null where no reason was given.</summary>
    public string? Reason { get; private init; }

    /// <summary>Closes a branch for some days.</summary>
    /// <param name="branchId">The branch.</param>
    /// <param name="from">The first closed day.</param>
    /// <param name="to">The last closed day, inclusive; not before <paramref name="from"/>, and where it is yearly less than a year later.</param>
    /// <param name="yearly">Whether it comes again every year.</param>
    /// <param name="reason">Why; null for no reason.</param>
    public static Closure Announce(int branchId, DateOnly from, DateOnly to, bool yearly, string? reason) =>
        new() { BranchId = branchId, From = from, To = to, Yearly = yearly, Reason = reason };

    /// <summary>Whether the branch is closed on a day because of it.</summary>
    public bool Covers(DateOnly day)
    {
        if (!Yearly)
            return From <= day && day <= To;
        if (day < From)
            return false;
        var (first, last, asked) = (DayInYear(From), DayInYear(To), DayInYear(day));
        return first <= last ? first <= asked && asked <= last : asked >= first || asked <= last;
    }

    /// <summary>Orders days within a year, whether it is a leap year or not.</summary>
    private static int DayInYear(DateOnly day) => day.Month * 100 + day.Day;
}
