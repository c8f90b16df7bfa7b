using System.Globalization;
using Lms.Domain.Reports;

namespace Lms.Tests.Reports;

public sealed class KnowingThePeriod
{
    [TestCase("Europe/Berlin", "2026-03-29", 23)]
    [TestCase("Europe/Berlin", "2026-10-25", 25)]
    [TestCase("Africa/Cairo", "2026-04-24", 23)]
    [TestCase("Australia/Brisbane", "2026-03-03", 24)]
    [TestCase("UTC", "2028-02-29", 24)]
    public void A_day_of_a_report_has_as_many_hours_as_the_librarys_clock_gives_it(string zone, string day, int hours)
    {
        var period = new ReportPeriod(DateOnly.Parse(day, CultureInfo.InvariantCulture), DateOnly.Parse(day, CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.That(period.Ends - period.Begins, Is.EqualTo(TimeSpan.FromHours(hours)));
    }

    [TestCase(null, null, "2026-02-02", "2026-03-03")]
    [TestCase("2026-03-01", null, "2026-03-01", "2026-03-03")]
    [TestCase(null, "2026-01-31", "2026-01-02", "2026-01-31")]
    public void Where_nobody_says_a_report_is_about_the_last_thirty_days(string? from, string? to, string first, string last)
    {
        var period = ReportPeriod.Of(Day(from), Day(to), TimeZoneInfo.FindSystemTimeZoneById("Australia/Brisbane"), Library.Opening);

        Assert.That((period.From, period.To), Is.EqualTo((Day(first)!.Value, Day(last)!.Value)));
    }

    private static DateOnly? Day(string? day) => day is null ? null : DateOnly.Parse(day, CultureInfo.InvariantCulture);
}
