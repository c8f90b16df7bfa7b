using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Lms.Domain.Branches;

namespace Lms.Tests.Branches;

public sealed class CalendarLaws
{
    private static readonly DayOfWeek[] Week = Enum.GetValues<DayOfWeek>();

    [TestCase("2026-12-23", ExpectedResult = false)]
    [TestCase("2026-12-24", ExpectedResult = true)]
    [TestCase("2026-12-31", ExpectedResult = true)]
    [TestCase("2027-01-01", ExpectedResult = true)]
    [TestCase("2027-01-02", ExpectedResult = true)]
    [TestCase("2027-01-03", ExpectedResult = false)]
    [TestCase("2030-12-24", ExpectedResult = true, Description = "years later")]
    [TestCase("2031-01-02", ExpectedResult = true)]
    [TestCase("2026-01-01", ExpectedResult = false, Description = "before it was ever announced")]
    public bool A_yearly_closure_over_New_Year_comes_again_every_year(string day) =>
        Closure.Announce(1, new(2026, 12, 24), new(2027, 1, 2), yearly: true, null).Covers(DateOnly.Parse(day, CultureInfo.InvariantCulture));

    [TestCase("2028-02-29", ExpectedResult = true)]
    [TestCase("2029-02-28", ExpectedResult = false)]
    [TestCase("2029-03-01", ExpectedResult = false)]
    [TestCase("2032-02-29", ExpectedResult = true)]
    public bool A_yearly_closure_on_a_leap_day_comes_in_leap_years_only(string day) =>
        Closure.Announce(1, new(2028, 2, 29), new(2028, 2, 29), yearly: true, null).Covers(DateOnly.Parse(day, CultureInfo.InvariantCulture));

    [TestCase("2028-02-29", ExpectedResult = true)]
    [TestCase("2026-02-28", ExpectedResult = true)]
    [TestCase("2026-03-01", ExpectedResult = true)]
    public bool A_yearly_closure_from_28_February_to_1_March_takes_the_leap_day_along(string day) =>
        Closure.Announce(1, new(2025, 2, 28), new(2025, 3, 1), yearly: true, null).Covers(DateOnly.Parse(day, CultureInfo.InvariantCulture));

    [TestCase("2026-05-30", ExpectedResult = false)]
    [TestCase("2026-05-31", ExpectedResult = true)]
    [TestCase("2026-06-02", ExpectedResult = true)]
    [TestCase("2026-06-03", ExpectedResult = false)]
    [TestCase("2027-06-01", ExpectedResult = false)]
    public bool A_closure_has_both_its_days_and_does_not_come_again(string day) =>
        Closure.Announce(1, new(2026, 5, 31), new(2026, 6, 2), yearly: false, null).Covers(DateOnly.Parse(day, CultureInfo.InvariantCulture));

    [TestCase("Europe/Vienna", "2026-03-29", "17:30", "2026-03-29T15:30:00Z", Description = "summer time began that night")]
    [TestCase("Europe/Vienna", "2026-03-28", "17:30", "2026-03-28T16:30:00Z")]
    [TestCase("Europe/Vienna", "2026-10-25", "17:30", "2026-10-25T16:30:00Z", Description = "summer time ended that night")]
    [TestCase("Europe/Vienna", "2026-03-29", "02:30", "2026-03-29T01:00:00Z", Description = "a time that the clock leaves out is the first after it")]
    [TestCase("Europe/Vienna", "2026-10-25", "02:30", "2026-10-25T01:30:00Z", Description = "of a time that comes twice, the second")]
    [TestCase("America/New_York", "2026-03-08", "20:00", "2026-03-09T00:00:00Z")]
    [TestCase("America/New_York", "2026-11-01", "20:00", "2026-11-02T01:00:00Z")]
    [TestCase("Australia/Lord_Howe", "2026-10-04", "12:00", "2026-10-04T01:00:00Z", Description = "half an hour forward")]
    [TestCase("Australia/Lord_Howe", "2026-10-03", "12:00", "2026-10-03T01:30:00Z")]
    [TestCase("Australia/Lord_Howe", "2026-04-05", "12:00", "2026-04-05T01:30:00Z")]
    [TestCase("Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00:00Z", Description = "a day without midnight begins at one")]
    [TestCase("Asia/Kathmandu", "2026-04-24", "12:00", "2026-04-24T06:15:00Z")]
    public void A_time_on_the_wall_is_one_moment_whatever_the_clock_does_that_night(string zone, string day, string time, string moment) =>
        Assert.That(new BranchCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone), [], []).At(DateOnly.Parse(day, CultureInfo.InvariantCulture), TimeOnly.Parse(time, CultureInfo.InvariantCulture)), Is.EqualTo(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)));

    [Law(Arbitrary = [typeof(Calendars)], MaxTest = 200)]
    public bool A_day_ends_after_it_began_and_both_moments_are_on_it(SomeCalendar any)
    {
        var calendar = any.Calendar;
        return calendar.At(any.Day, TimeOnly.MinValue) < calendar.EndOf(any.Day)
            && calendar.DayOf(calendar.At(any.Day, TimeOnly.MinValue)) == any.Day
            && calendar.DayOf(calendar.EndOf(any.Day)) == any.Day
            && calendar.DayOf(calendar.ClosingTime(any.Day)) == any.Day;
    }

    [Law(Arbitrary = [typeof(Calendars)], MaxTest = 200)]
    public bool No_day_is_missing_between_one_midnight_and_the_next(SomeCalendar any) =>
        any.Calendar.DayOf(any.Calendar.EndOf(any.Day).AddSeconds(1)) == any.Day.AddDays(1);

    [Law(Arbitrary = [typeof(Calendars)], MaxTest = 200)]
    public bool So_many_open_days_further_so_many_open_days_lie_between(SomeCalendar any)
    {
        var there = any.Calendar.AddOpenDays(any.Day, any.Count);
        return any.Calendar.OpenDaysBetween(any.Day, there) == any.Count && (any.Count == 0 || any.Calendar.IsOpen(there));
    }

    [Law(Arbitrary = [typeof(Calendars)], MaxTest = 200)]
    public bool Between_a_day_and_the_next_open_one_the_branch_is_closed(SomeCalendar any)
    {
        var next = any.Calendar.NextOpen(any.Day);
        return any.Calendar.IsOpen(next) && any.Calendar.OpenDaysBetween(any.Day, next) == 1 && (!any.Calendar.IsOpen(any.Day) || any.Calendar.PreviousOpen(next) == any.Day);
    }

    public sealed record SomeCalendar(string Zone, DayOfWeek[] OpenOn, TimeOnly Closes, (DateOnly From, int Days, bool Yearly)[] Closures, DateOnly Day, int Count)
    {
        public BranchCalendar Calendar => new(
            TimeZoneInfo.FindSystemTimeZoneById(Zone),
            [.. OpenOn.Select(day => new OpeningPeriod(day, new TimeOnly(8, 0), Closes))],
            [.. Closures.Select(closure => Closure.Announce(1, closure.From, closure.From.AddDays(closure.Days), closure.Yearly, null))]);
    }

    public static class Calendars
    {
        private static readonly DateOnly Begin = new(2026, 1, 1);

        public static Arbitrary<SomeCalendar> Any() => Arb.From(
            from zone in Gen.Elements("Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Beirut", "Pacific/Kiritimati", "Asia/Kathmandu", "America/Havana", "UTC")
            from open in Gen.SubListOf(Week)
            from closes in Gen.Choose(9 * 60, (23 * 60) + 59)
            from closures in Gen.ArrayOf(ClosureGen, 3)
            from day in Gen.Choose(0, 1500)
            from count in Gen.Choose(0, 40)
            select new SomeCalendar(zone, [.. open], TimeOnly.MinValue.AddMinutes(closes), closures, Begin.AddDays(day), count));

        private static Gen<(DateOnly From, int Days, bool Yearly)> ClosureGen =>
            from begin in Gen.Choose(0, 1500)
            from days in Gen.Choose(0, 20)
            from yearly in Gen.Elements(true, false)
            select (Begin.AddDays(begin), days, yearly);
    }
}
