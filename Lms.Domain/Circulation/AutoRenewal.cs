using Lms.Domain.Branches;

namespace Lms.Domain.Circulation;

/// <summary>When a loan is renewed by itself: in the night before it is due.</summary>
public static class AutoRenewal
{
    /// <summary>No night begins earlier than this before a due date: two days, and an hour for daylight saving.</summary>
    public static readonly TimeSpan LongestNight = TimeSpan.FromHours(49);

    /// <summary>When the night before a due date begins: at closing time of the day before, on the branch's calendar.</summary>
    public static DateTimeOffset NightBefore(DateTimeOffset dueAt, BranchCalendar calendar) => calendar.ClosingTime(calendar.DayOf(dueAt).AddDays(-1));

    /// <summary>Whether it is that night, or the day after it until the loan is due. A loan that began, or was renewed, later than that is not due for a renewal.</summary>
    /// <param name="dueAt">When the loan is due.</param>
    /// <param name="since">When that due date was set.</param>
    /// <param name="calendar">The calendar of the branch where the loan was made.</param>
    /// <param name="now">The moment.</param>
    public static bool IsTime(DateTimeOffset dueAt, DateTimeOffset since, BranchCalendar calendar, DateTimeOffset now) =>
        NightBefore(dueAt, calendar) is var night && since < night && night <= now && now < dueAt;
}
