namespace Lms.Domain.Circulation;

/// <summary>When a loan is due.</summary>
public static class DueDate
{
    /// <summary>The last second of the day that lies a number of days after <paramref name="from"/>.</summary>
    /// <param name="from">The moment from which days are counted; its day is the day on the branch's calendar.</param>
    /// <param name="days">How many days later; at least 0.</param>
    /// <param name="clock">The branch's clock. A day is a day, however many hours daylight saving gives it.</param>
    /// <returns>The moment in UTC.</returns>
    public static DateTimeOffset After(DateTimeOffset from, int days, TimeZoneInfo clock)
    {
        var lastDay = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(from, clock).DateTime).AddDays(days);
        return EndOf(lastDay, clock);
    }

    /// <summary>The last second of a day on a clock, in UTC.</summary>
    public static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo clock)
    {
        var local = day.ToDateTime(new TimeOnly(23, 59, 59));
        return new DateTimeOffset(local, clock.GetUtcOffset(local)).ToUniversalTime();
    }
}
