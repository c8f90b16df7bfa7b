namespace Lms.Domain.Reports;

/// <summary>The days that a report is about, on the library's own calendar.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, inclusive.</param>
/// <param name="Clock">The library's time zone.</param>
public sealed record ReportPeriod(DateOnly From, DateOnly To, TimeZoneInfo Clock)
{
    /// <summary>The most days that a report is about; a leap year has as many.</summary>
    public const int MaxDays = 366;

    /// <summary>How many days a report is about where nobody says.</summary>
    public const int UsualDays = 30;

    /// <summary>How many days it is about; less than 1 where it ends before it begins.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>The first moment of the first day, in UTC.</summary>
    public DateTimeOffset Begins => MidnightOf(From);

    /// <summary>The first moment after the last day, in UTC.</summary>
    public DateTimeOffset Ends => MidnightOf(To.AddDays(1));

    /// <summary>The days that somebody asks about. Where the last is left out it is today; where the first is left out, it lies so that there are <see cref="UsualDays"/>.</summary>
    /// <param name="from">The first day; null where it is left out.</param>
    /// <param name="to">The last day; null where it is left out.</param>
    /// <param name="clock">The library's time zone.</param>
    /// <param name="now">The moment.</param>
    public static ReportPeriod Of(DateOnly? from, DateOnly? to, TimeZoneInfo clock, DateTimeOffset now)
    {
        var last = to ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, clock).DateTime);
        return new ReportPeriod(from ?? last.AddDays(1 - UsualDays), last, clock);
    }

    /// <summary>Where daylight saving leaves midnight out, the day begins with the first half hour that there is; where it comes twice, with the first.</summary>
    private DateTimeOffset MidnightOf(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (Clock.IsInvalidTime(local))
            local = local.AddMinutes(30);
        var offset = Clock.IsAmbiguousTime(local) ? Clock.GetAmbiguousTimeOffsets(local).Max() : Clock.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
