namespace Lms.Domain.Branches;

/// <summary>When a branch is open, on its own clock. Where no opening hours are set, it is open all day, every day but for closures.</summary>
/// <param name="clock">The branch's time zone.</param>
/// <param name="hours">The opening hours of the week; empty where none are set.</param>
/// <param name="closures">The days on which it is closed all the same.</param>
public sealed class BranchCalendar(TimeZoneInfo clock, IReadOnlyList<OpeningPeriod> hours, IReadOnlyList<Closure> closures)
{
    /// <summary>A branch that opens on no day within this many days does not open.</summary>
    private const int Horizon = 800;

    private static readonly TimeOnly EndOfDay = new(23, 59, 59);

    /// <summary>The branch's time zone.</summary>
    public TimeZoneInfo Clock { get; } = clock;

    /// <summary>The day on the branch's calendar at a moment.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Clock).DateTime);

    /// <summary>Whether the branch opens at all on a day.</summary>
    public bool IsOpen(DateOnly day) => (hours.Count == 0 || hours.Any(period => period.Day == day.DayOfWeek)) && !closures.Any(closure => closure.Covers(day));

    /// <summary>The first open day after a day; the day after it where the branch never opens.</summary>
    public DateOnly NextOpen(DateOnly day) => Find(day, 1) ?? day.AddDays(1);

    /// <summary>The last open day before a day; null where there is none.</summary>
    public DateOnly? PreviousOpen(DateOnly day) => Find(day, -1);

    /// <summary>The day that lies a number of open days after a day.</summary>
    /// <param name="day">The day from which to count; it does not count itself.</param>
    /// <param name="count">How many; at least 0.</param>
    public DateOnly AddOpenDays(DateOnly day, int count)
    {
        for (; count > 0; count--)
            day = NextOpen(day);
        return day;
    }

    /// <summary>How many days after <paramref name="from"/>, up to and including <paramref name="to"/>, the branch is open.</summary>
    public int OpenDaysBetween(DateOnly from, DateOnly to)
    {
        var open = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
            open += IsOpen(day) ? 1 : 0;
        return open;
    }

    /// <summary>The moment that lies so much time of open days after a moment. All hours of an open day count, opening hours or not; where the branch never opens, those of every day.</summary>
    public DateTimeOffset AddOpenTime(DateTimeOffset from, TimeSpan time)
    {
        for (var day = DayOf(from); ;)
        {
            if (IsOpen(day))
            {
                var left = EndsAt(day) - from;
                if (time <= left)
                    return from + time;
                time -= left;
            }

            if (Find(day, 1) is not { } next)
                return from + time;
            (day, from) = (next, EndsAt(next.AddDays(-1)));
        }
    }

    /// <summary>How much of the time between two moments lies on open days.</summary>
    public TimeSpan OpenTimeBetween(DateTimeOffset from, DateTimeOffset until)
    {
        var open = TimeSpan.Zero;
        for (var day = DayOf(from); from < until; day = day.AddDays(1))
        {
            var reach = EndsAt(day) < until ? EndsAt(day) : until;
            if (IsOpen(day))
                open += reach - from;
            from = reach;
        }

        return open;
    }

    /// <summary>The same time on the wall, some days before.</summary>
    public DateTimeOffset DaysBefore(DateTimeOffset moment, int days) => At(DayOf(moment).AddDays(-days), TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Clock).DateTime));

    /// <summary>When the branch closes on a day, in UTC: the end of the last opening period, 23:59:59 where the day has none.</summary>
    public DateTimeOffset ClosingTime(DateOnly day)
    {
        var periods = hours.Where(period => period.Day == day.DayOfWeek).ToList();
        return At(day, periods.Count == 0 ? EndOfDay : periods.Max(period => period.Closes));
    }

    /// <summary>When the branch opens on a day, in UTC: the start of the first opening period, 00:00 where the day has none.</summary>
    public DateTimeOffset OpeningTime(DateOnly day)
    {
        var periods = hours.Where(period => period.Day == day.DayOfWeek).ToList();
        return At(day, periods.Count == 0 ? TimeOnly.MinValue : periods.Min(period => period.Opens));
    }

    /// <summary>The last second of a day, in UTC.</summary>
    public DateTimeOffset EndOf(DateOnly day) => At(day, EndOfDay);

    /// <summary>A time on the branch's clock, in UTC. One that daylight saving leaves out is put off by half hours until the clock shows it; of one that comes twice, it is the second.</summary>
    public DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        while (Clock.IsInvalidTime(local))
            local = local.AddMinutes(30);
        var offset = Clock.IsAmbiguousTime(local) ? Clock.GetAmbiguousTimeOffsets(local).Min() : Clock.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private DateTimeOffset EndsAt(DateOnly day) => At(day.AddDays(1), TimeOnly.MinValue);

    private DateOnly? Find(DateOnly day, int direction)
    {
        for (var step = 1; step <= Horizon; step++)
        {
            if (IsOpen(day.AddDays(step * direction)))
                return day.AddDays(step * direction);
        }

        return null;
    }
}
