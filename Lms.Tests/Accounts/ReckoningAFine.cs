using System.Globalization;
using Lms.Domain.Accounts;
using Lms.Domain.Branches;
using Lms.Domain.Policies;

namespace Lms.Tests.Accounts;

public sealed class ReckoningAFine
{
    private static readonly TimeZoneInfo Brisbane = TimeZoneInfo.FindSystemTimeZoneById("Australia/Brisbane");

    // A Tuesday.
    private static readonly DateTimeOffset Due = At("2026-03-24 23:59:59");

    private static readonly OpeningPeriod[] Weekdays =
        [.. Enumerable.Range(1, 5).Select(day => new OpeningPeriod((DayOfWeek)day, new TimeOnly(9, 0), new TimeOnly(17, 0)))];

    [TestCase("2026-03-24 23:59:59", 0)]
    [TestCase("2026-03-25 00:00:00", 0.50)]
    [TestCase("2026-03-25 23:59:59", 0.50)]
    [TestCase("2026-03-26 00:00:00", 1.00)]
    [TestCase("2026-04-24 12:00:00", 15.50)]
    public void Every_day_after_the_due_day_costs_the_rate(string until, decimal fine) =>
        Assert.That(Fine.For(Due, At(until), Terms(new() { FineRate = 0.50m })), Is.EqualTo(fine));

    [TestCase("2026-03-27 12:00:00", 3)]
    [TestCase("2026-03-28 12:00:00", 3)]
    [TestCase("2026-03-29 12:00:00", 3)]
    [TestCase("2026-03-30 12:00:00", 4)]
    public void Closed_days_cost_nothing(string until, decimal fine) =>
        Assert.That(Fine.For(Due, At(until), Terms(new() { FineRate = 1 }, hours: Weekdays)), Is.EqualTo(fine));

    [Test]
    public void Closed_days_cost_as_much_as_others_where_the_setting_says_so() =>
        Assert.That(Fine.For(Due, At("2026-03-30 12:00:00"), Terms(new() { FineRate = 1 }, new Settings { FineCountsClosedDays = true }, Weekdays)), Is.EqualTo(6m));

    [TestCase("2026-03-27 12:00:00", false, 0)]
    [TestCase("2026-03-28 12:00:00", false, 1)]
    [TestCase("2026-03-29 12:00:00", false, 2)]
    [TestCase("2026-03-27 12:00:00", true, 0)]
    [TestCase("2026-03-28 12:00:00", true, 4)]
    [TestCase("2026-03-29 12:00:00", true, 5)]
    public void Grace_days_are_free_and_count_from_the_first_day_once_they_are_over_where_the_setting_says_so(string until, bool countsGrace, decimal fine) =>
        Assert.That(Fine.For(Due, At(until), Terms(new() { FineRate = 1, GraceDays = 3 }, new Settings { FineCountsGraceDays = countsGrace })), Is.EqualTo(fine));

    [TestCase("2026-03-24 23:59:59", 0)]
    [TestCase("2026-03-25 00:00:00", 0.10)]
    [TestCase("2026-03-25 00:59:59", 0.10)]
    [TestCase("2026-03-25 01:00:00", 0.20)]
    [TestCase("2026-03-25 23:59:59", 2.40)]
    public void Every_hour_that_has_begun_costs_the_rate_where_it_is_hourly(string until, decimal fine) =>
        Assert.That(Fine.For(Due, At(until), Terms(new() { FineRate = 0.10m, FineUnit = FineUnit.Hour })), Is.EqualTo(fine));

    [TestCase(false, 0.10)]
    [TestCase(true, 2.50)]
    public void Hours_of_grace_days_are_free_or_count_from_the_first_one(bool countsGrace, decimal fine) =>
        Assert.That(Fine.For(Due, At("2026-03-26 00:30:00"), Terms(new() { FineRate = 0.10m, FineUnit = FineUnit.Hour, GraceDays = 1 }, new Settings { FineCountsGraceDays = countsGrace })), Is.EqualTo(fine));

    [Test]
    public void Hours_of_closed_days_cost_nothing() =>
        Assert.That(Fine.For(At("2026-03-27 17:00:00"), At("2026-03-30 01:00:00"), Terms(new() { FineRate = 1, FineUnit = FineUnit.Hour }, hours: Weekdays)), Is.EqualTo(8m));

    [TestCase("2026-03-28 12:00:00", 2.00)]
    [TestCase("2026-03-29 12:00:00", 2.30)]
    [TestCase("2027-03-29 12:00:00", 2.30)]
    public void A_fine_reaches_its_cap_exactly_and_stops_there(string until, decimal fine) =>
        Assert.That(Fine.For(Due, At(until), Terms(new() { FineRate = 0.50m, FineCap = 2.30m })), Is.EqualTo(fine));

    [TestCase(null, 20.00)]
    [TestCase(7.25, 7.25)]
    [TestCase(0.00, 0.00)]
    public void A_fine_stops_at_the_price_of_the_copy_or_at_the_default_price(double? price, decimal fine) =>
        Assert.That(Fine.For(Due, At("2027-03-29 12:00:00"), Terms(new() { FineRate = 0.50m, FineCapAtPrice = true }, price: (decimal?)price)), Is.EqualTo(fine));

    [TestCase(1, 0.12)]
    [TestCase(2, 0.25)]
    [TestCase(3, 0.38)]
    [TestCase(5, 0.62)]
    [TestCase(1000, 125.00)]
    public void Half_cents_are_rounded_to_the_even_cent_once_at_the_end(int days, decimal fine) =>
        Assert.That(Fine.For(Due, Due.AddDays(days), Terms(new() { FineRate = 0.125m })), Is.EqualTo(fine));

    [Test]
    public void No_fine_is_greater_than_an_account_can_take() =>
        Assert.That(Fine.For(Due, Due.AddYears(10), Terms(new() { FineRate = 999_999.99m, FineUnit = FineUnit.Hour })), Is.EqualTo(AccountEntry.MaxAmount));

    [Law]
    public void A_fine_never_falls_as_time_passes(Drawn drawn, ushort hours, ushort moreHours)
    {
        var (terms, until) = (drawn.Terms(), Due.AddHours(hours - 100));

        Assert.That(Fine.For(Due, until.AddHours(moreHours), terms), Is.GreaterThanOrEqualTo(Fine.For(Due, until, terms)));
    }

    [Law]
    public void A_fine_never_exceeds_its_cap_or_the_price_less_what_was_charged_before_and_is_never_negative(Drawn drawn, ushort hours)
    {
        var terms = drawn.Terms();
        var caps = new[] { terms.Policy.Values.FineCap, terms.Policy.Values.FineCapAtPrice is true ? terms.CopyPrice ?? terms.Settings.DefaultPrice : null };

        var fine = Fine.For(Due, Due.AddHours(hours), terms);

        Assert.That(fine, Is.GreaterThanOrEqualTo(0m));
        foreach (var cap in caps.OfType<decimal>())
            Assert.That(fine + terms.Charged, Is.LessThanOrEqualTo(Math.Max(cap, terms.Charged)));
        Assert.That(decimal.Round(fine, 2), Is.EqualTo(fine));
    }

    [Law]
    public void Nothing_is_owed_for_a_copy_that_is_back_by_the_due_date_or_within_the_grace_days(Drawn drawn, ushort hours)
    {
        var terms = drawn.Terms();
        var lastFreeDay = terms.Calendar.DayOf(Due).AddDays(terms.Policy.GraceDays);

        Assert.That(Fine.For(Due, Due.AddHours(-hours), terms), Is.Zero);
        Assert.That(Fine.For(Due, terms.Calendar.EndOf(lastFreeDay), terms), Is.Zero);
    }

    private static DateTimeOffset At(string local) => new(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), TimeSpan.FromHours(10));

    private static FineTerms Terms(RuleValues values, Settings? settings = null, IReadOnlyList<OpeningPeriod>? hours = null, decimal? price = null)
    {
        var whole = values.Inherit(RuleValues.Default with { FineCapAtPrice = false });
        var policy = new LoanPolicy(1, whole, new Dictionary<string, int>(), CirculationRule.Make(null, null, null, whole));
        return new FineTerms(policy, settings ?? new Settings(), new BranchCalendar(Brisbane, hours ?? [], []), price);
    }

    /// <summary>Any terms that a library could have, drawn from numbers.</summary>
    public sealed record Drawn(ushort Rate, bool Hourly, byte Grace, ushort? Cap, ushort? Price, bool CapAtPrice, bool CountsClosed, bool CountsGrace, bool ClosedAtWeekends, byte Charged)
    {
        public FineTerms Terms()
        {
            var values = new RuleValues { FineRate = Rate / 1000m, FineUnit = Hourly ? FineUnit.Hour : FineUnit.Day, GraceDays = Grace % 30, FineCap = Cap / 100m, FineCapAtPrice = CapAtPrice };
            var settings = new Settings { FineCountsClosedDays = CountsClosed, FineCountsGraceDays = CountsGrace };
            return ReckoningAFine.Terms(values, settings, ClosedAtWeekends ? Weekdays : [], Price / 100m) with { Charged = Charged / 100m };
        }
    }
}
