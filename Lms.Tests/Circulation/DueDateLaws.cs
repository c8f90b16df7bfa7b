using FsCheck;
using FsCheck.Fluent;
using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;

namespace Lms.Tests.Circulation;

public sealed class DueDateLaws
{
    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool A_due_date_is_never_on_a_closed_day_unless_the_library_keeps_it_there(SomeLoan any) =>
        any.Rule is ClosedDayRule.Keep || any.Calendar.IsOpen(any.DueDay) || any.NoOpenDayIsLeftOnTheCard;

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool A_due_date_is_never_after_the_card_has_expired(SomeLoan any) =>
        any.CardExpiresOn is not { } lastDay || any.Calendar.EndOf(lastDay) < any.From || any.Due.At <= any.Calendar.EndOf(lastDay);

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool A_due_date_lies_after_the_checkout_and_its_last_step_says_it(SomeLoan any) =>
        any.Due.At > any.From && any.Due.Steps[^1].At == any.Due.At;

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool Whoever_may_have_it_longer_never_has_to_bring_it_back_earlier(SomeLoan any)
    {
        // By the hour, that holds for days alone: what is moved off a closed day goes to the hours when people are there, and what stays is due to the minute, even at night.
        var (byTheDay, byTheHour) = (any with { ByTheHour = false }, any with { ByTheHour = true });
        return byTheDay.Longer.Due.At >= byTheDay.Due.At && byTheHour.Longer.DueDay >= byTheHour.DueDay;
    }

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool Within_open_days_and_the_card_an_hour_more_is_an_hour_more(SomeLoan any)
    {
        var byTheHour = any with { ByTheHour = true, FixedDay = null };
        return byTheHour.Due.Steps.Count > 1 || byTheHour.Longer.Due.Steps.Count > 1 || byTheHour.Longer.Due.At >= byTheHour.Due.At.AddHours(1);
    }

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool Counted_days_are_days_of_the_calendar_whatever_the_clock_does(SomeLoan any)
    {
        var counted = any with { ByTheHour = false, CountClosedDays = true, Rule = ClosedDayRule.Keep, CardExpiresOn = null, FixedDay = null };
        return counted.DueDay == counted.Calendar.DayOf(any.From).AddDays(any.Period) && counted.Due.At == counted.Calendar.ClosingTime(counted.DueDay);
    }

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool Where_closed_days_are_skipped_so_many_open_days_lie_in_the_period(SomeLoan any)
    {
        var skipped = any with { ByTheHour = false, CountClosedDays = false, CardExpiresOn = null, FixedDay = null };
        return skipped.Calendar.OpenDaysBetween(skipped.Calendar.DayOf(any.From), skipped.DueDay) == any.Period;
    }

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool Hours_are_hours_whatever_the_clock_does_and_a_begun_minute_is_the_borrowers(SomeLoan any)
    {
        var hourly = any with { ByTheHour = true, CountClosedDays = true, Rule = ClosedDayRule.Keep, CardExpiresOn = null, FixedDay = null };
        var extra = hourly.Due.At - any.From - TimeSpan.FromHours(any.Period);
        return extra >= TimeSpan.Zero && extra < TimeSpan.FromMinutes(1) && hourly.Due.At.Second == 0;
    }

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool Where_closed_days_are_skipped_so_many_hours_of_open_days_lie_in_the_period(SomeLoan any)
    {
        var skipped = any with { ByTheHour = true, CountClosedDays = false, Rule = ClosedDayRule.Keep, CardExpiresOn = null, FixedDay = null };
        var extra = skipped.Calendar.OpenTimeBetween(any.From, skipped.Due.At) - TimeSpan.FromHours(any.Period);
        return extra >= TimeSpan.Zero && extra < TimeSpan.FromMinutes(1);
    }

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool To_the_next_open_day_means_that_no_open_day_was_passed_over(SomeLoan any)
    {
        var kept = any with { ByTheHour = false, Rule = ClosedDayRule.Keep, CardExpiresOn = null };
        var next = kept with { Rule = ClosedDayRule.Next };
        return next.DueDay == kept.DueDay || next.Calendar.OpenDaysBetween(kept.DueDay, next.DueDay) == 1;
    }

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool A_new_closure_makes_no_loan_due_earlier(SomeLoan any)
    {
        var loan = any.Lend();
        return CalendarMove.Of(loan, any.CardExpiresOn, any.Announce, any.Settings, any.Later) is not { } moved || moved.At > loan.DueAt;
    }

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool A_loan_that_followed_a_closure_is_not_due_on_a_closed_day_nor_after_the_card_expired(SomeLoan any) =>
        CalendarMove.Of(any.Lend(), any.CardExpiresOn, any.Announce, any.Settings, any.Later) is not { } moved
        || ((any.Rule is ClosedDayRule.Keep || any.Announce.After.IsOpen(any.Calendar.DayOf(moved.At)))
            && (any.CardExpiresOn is not { } lastDay || any.Calendar.EndOf(lastDay) < any.From || moved.At <= any.Calendar.EndOf(lastDay)));

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool What_a_closure_does_not_touch_stays_where_it_is(SomeLoan any) =>
        any.Announced.From <= any.DueDay || CalendarMove.Of(any.Lend(), any.CardExpiresOn, any.Announce, any.Settings, any.Later) is null;

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool A_closure_announced_and_lifted_leaves_the_date_that_was_promised(SomeLoan any)
    {
        var loan = any.Lend();
        var promised = loan.DueAt;
        if (CalendarMove.Of(loan, any.CardExpiresOn, any.Announce, any.Settings, any.Later) is { } moved)
            loan.FollowCalendar(moved, any.Later);
        if (CalendarMove.Of(loan, any.CardExpiresOn, any.Lift, any.Settings, any.Later) is { } back)
            loan.FollowCalendar(back, any.Later);
        return loan.DueAt == promised || (loan.DueAt > promised && promised < any.Lift.Earliest(any.Later));
    }

    [Law(Arbitrary = [typeof(Loans)], MaxTest = 500)]
    public bool A_lifted_closure_makes_no_loan_due_earlier_than_the_checkout_had_promised(SomeLoan any)
    {
        var loan = (any with { Closures = [.. any.Closures, any.Announced] }).Lend();
        return CalendarMove.Of(loan, any.CardExpiresOn, any.Lift, any.Settings, any.Later) is not { } moved || moved.At > loan.DueAt;
    }

    public sealed record SomeClosure(DateOnly From, int Days, bool Yearly)
    {
        public Closure ToClosure() => Closure.Announce(1, From, From.AddDays(Days), Yearly, null);
    }

    public sealed record SomeLoan
    {
        public required string Zone { get; init; }

        public required IReadOnlyList<DayOfWeek> OpenOn { get; init; }

        public required TimeOnly Closes { get; init; }

        public required IReadOnlyList<SomeClosure> Closures { get; init; }

        public required SomeClosure Announced { get; init; }

        public required DateTimeOffset From { get; init; }

        public required int Period { get; init; }

        public required bool ByTheHour { get; init; }

        public required bool CountClosedDays { get; init; }

        public required ClosedDayRule Rule { get; init; }

        public required DateOnly? CardExpiresOn { get; init; }

        public required DateOnly? FixedDay { get; init; }

        /// <summary>Some days after the checkout.</summary>
        public DateTimeOffset Later => From.AddDays(Period % 5);

        public Settings Settings => new() { ClosedDayRule = Rule, CountClosedDays = CountClosedDays };

        public BranchCalendar Calendar => CalendarWith(Closures);

        public CalendarShift Announce => new(Calendar, CalendarWith([.. Closures, Announced]), Lifted: false);

        public CalendarShift Lift => new(CalendarWith([.. Closures, Announced]), Calendar, Lifted: true);

        public DueDate Due => DueDate.After(From, Period, new LoanTerms(Policy, Settings, Calendar, CardExpiresOn));

        public DateOnly DueDay => Calendar.DayOf(Due.At);

        /// <summary>The same for a day, or an hour, more.</summary>
        public SomeLoan Longer => this with { Period = Period + 1 };

        public bool NoOpenDayIsLeftOnTheCard
        {
            get
            {
                if (CardExpiresOn is not { } lastDay)
                    return false;
                var last = Calendar.IsOpen(lastDay) ? lastDay : Calendar.PreviousOpen(lastDay);
                return last is null || Calendar.ClosingTime(last.Value) <= From;
            }
        }

        private LoanPolicy Policy => new RuleBook([CirculationRule.Make(null, null, null, RuleValues.Default with { LoanPeriod = Period, LoanUnit = ByTheHour ? LoanUnit.Hours : LoanUnit.Days, FixedDueDate = FixedDay })]).For(1, "book", 1);

        public Loan Lend()
        {
            var facts = new CheckoutFacts
            {
                Copy = Copy.Acquire(1, new CopyDescription { Barcode = "1", HomeBranchId = 1, MaterialType = "book" }),
                Patron = Patron.Enrol(new PatronDescription { CardNumber = "1", PatronCategoryId = 1, HomeBranchId = 1, ExpiresOn = CardExpiresOn }),
                Policy = Policy,
                Settings = Settings,
                BranchId = 1,
                Calendar = Calendar,
                Loans = new LoanCounts(0, 0, 0, 0),
                Overdue = 0,
                Debt = new PatronDebt(0, 0),
                Queue = new QueueFacts(0, 0, 0),
            };
            var decision = Checkout.Decide(facts, From);
            return Loan.Begin(1, facts, LoanTrace.Of("checkout", decision, decision.Due, [], From));
        }

        private BranchCalendar CalendarWith(IReadOnlyList<SomeClosure> closures) => new(
            TimeZoneInfo.FindSystemTimeZoneById(Zone), [.. OpenOn.Select(day => new OpeningPeriod(day, new TimeOnly(8, 0), Closes))], [.. closures.Select(closure => closure.ToClosure())]);
    }

    public static class Loans
    {
        private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        private static readonly DateOnly FirstDay = new(2026, 1, 1);

        public static Arbitrary<SomeLoan> Any() => Arb.From(
            from zone in Gen.Elements("Europe/Vienna", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Beirut", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC")
            from open in Gen.SubListOf(Enum.GetValues<DayOfWeek>())
            from closes in Gen.Choose(9 * 60, (23 * 60) + 59)
            from seconds in Gen.Choose(0, 900 * 24 * 60 * 60)
            from period in Gen.Choose(1, 60)
            from near in Gen.Choose(0, 70)
            from closures in Gen.ArrayOf(ClosureAround(FirstDay.AddDays(seconds / 86400)), 2)
            from announced in ClosureAround(FirstDay.AddDays(seconds / 86400))
            from byTheHour in Gen.Frequency((3, Gen.Constant(false)), (1, Gen.Constant(true)))
            from count in Gen.Elements(true, false)
            from rule in Gen.Elements(Enum.GetValues<ClosedDayRule>())
            from hasCard in Gen.Elements(true, false)
            from isFixed in Gen.Frequency((5, Gen.Constant(false)), (1, Gen.Constant(true)))
            select new SomeLoan
            {
                Zone = zone,
                OpenOn = [.. open],
                Closes = TimeOnly.MinValue.AddMinutes(closes),
                Closures = closures,
                Announced = announced,
                From = Begin.AddSeconds(seconds),
                Period = period,
                ByTheHour = byTheHour,
                CountClosedDays = count,
                Rule = rule,
                CardExpiresOn = hasCard ? FirstDay.AddDays((seconds / 86400) + near - 3) : null,
                FixedDay = isFixed ? FirstDay.AddDays((seconds / 86400) + (near / 3)) : null,
            });

        private static Gen<SomeClosure> ClosureAround(DateOnly day) =>
            from begin in Gen.Choose(-10, 70)
            from days in Gen.Choose(0, 20)
            from yearly in Gen.Elements(true, false)
            select new SomeClosure(day.AddDays(begin), days, yearly);
    }
}
