using Lms.Domain.Branches;
using Lms.Domain.Circulation;

namespace Lms.Tests.Chores;

public sealed class KnowingTheNight
{
    private static readonly BranchCalendar Calendar = new(
        TimeZoneInfo.FindSystemTimeZoneById("Australia/Brisbane"), [new OpeningPeriod(DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(18, 0)), new OpeningPeriod(DayOfWeek.Tuesday, new TimeOnly(9, 0), new TimeOnly(18, 0))], []);

    private static readonly DateTimeOffset Tuesday = Calendar.At(new DateOnly(2026, 3, 24), new TimeOnly(18, 0));
    private static readonly DateTimeOffset Before = Tuesday.AddDays(-21);

    [TestCase("2026-03-23T07:59:59Z", ExpectedResult = false, Description = "a second before the branch closes on Monday")]
    [TestCase("2026-03-23T08:00:00Z", ExpectedResult = true, Description = "it closes")]
    [TestCase("2026-03-24T07:59:59Z", ExpectedResult = true, Description = "the last second")]
    [TestCase("2026-03-24T08:00:00Z", ExpectedResult = false, Description = "due")]
    public bool The_night_begins_when_the_branch_closes_on_the_day_before_and_ends_when_the_loan_is_due(string now) =>
        AutoRenewal.IsTime(Tuesday, Before, Calendar, DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));

    [Test]
    public void Before_a_day_that_follows_a_closed_one_the_night_begins_at_the_end_of_that()
    {
        var monday = Tuesday.AddDays(-1);

        Assert.That(AutoRenewal.NightBefore(monday, Calendar), Is.EqualTo(Calendar.EndOf(new DateOnly(2026, 3, 22))));
    }

    [Test]
    public void A_loan_that_began_after_the_night_did_is_not_renewed_in_it()
    {
        var night = AutoRenewal.NightBefore(Tuesday, Calendar);

        Assert.That(AutoRenewal.IsTime(Tuesday, night.AddSeconds(-1), Calendar, night.AddHours(12)), Is.True);
        Assert.That(AutoRenewal.IsTime(Tuesday, night, Calendar, night.AddHours(12)), Is.False);
    }

    [Test]
    public void No_night_is_longer_than_the_longest()
    {
        var newYork = new BranchCalendar(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), [], []);

        for (var dueAt = Tuesday; dueAt < Tuesday.AddDays(366); dueAt = dueAt.AddMinutes(7))
        {
            foreach (var calendar in new[] { Calendar, newYork })
                Assert.That(dueAt - AutoRenewal.NightBefore(dueAt, calendar), Is.GreaterThan(TimeSpan.Zero).And.LessThanOrEqualTo(AutoRenewal.LongestNight));
        }
    }
}
