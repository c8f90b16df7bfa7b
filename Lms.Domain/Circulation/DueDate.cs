using System.Globalization;
using Lms.Domain.Branches;
using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>When a loan is due, and how that came about.</summary>
/// <param name="At">The last moment at which it is not overdue, in UTC.</param>
/// <param name="Steps">What moved it, in order; the last one gave <paramref name="At"/>.</param>
public sealed record DueDate(DateTimeOffset At, IReadOnlyList<DueDateStep> Steps)
{
    /// <summary>The due date of a loan or renewal.</summary>
    /// <param name="from">The moment from which the period is counted.</param>
    /// <param name="period">How many units of the policy.</param>
    /// <param name="terms">What the period is counted by.</param>
    public static DueDate After(DateTimeOffset from, int period, LoanTerms terms)
    {
        var reckoning = new Reckoning(terms.Calendar);
        if (terms.FixedDayAhead(from) is { } fixedDay)
            reckoning.GoToDay(fixedDay, "fixed-due-date", string.Create(CultureInfo.InvariantCulture, $"All loans under this rule are due on {fixedDay:yyyy-MM-dd}."));
        else if (terms.Policy.LoanUnit is LoanUnit.Hours)
            reckoning.GoTo(WholeMinute(terms.Settings.CountClosedDays ? from.AddHours(period) : terms.Calendar.AddOpenTime(from, TimeSpan.FromHours(period))), DueDateStep.LoanPeriod, terms.Settings.CountClosedDays ? $"{period} hours." : $"{period} hours of open days.");
        else if (terms.Settings.CountClosedDays)
            reckoning.GoToDay(terms.Calendar.DayOf(from).AddDays(period), DueDateStep.LoanPeriod, $"{period} days.");
        else
            reckoning.GoToDay(terms.Calendar.AddOpenDays(terms.Calendar.DayOf(from), period), DueDateStep.LoanPeriod, $"{period} open days.");

        OffClosedDay(reckoning, from, terms.Calendar, terms.Settings.ClosedDayRule, terms.Policy.LoanUnit is LoanUnit.Hours);
        WithinCard(reckoning, from, terms.Calendar, terms.Settings.ClosedDayRule, terms.CardExpiresOn);
        return reckoning.Ends();
    }

    /// <summary>A due date that was set before, held against a calendar.</summary>
    /// <param name="set">What set it, before anything moved it.</param>
    /// <param name="from">The moment at which it was set; it is not moved back behind it.</param>
    /// <param name="calendar">The calendar of the branch where the loan was made.</param>
    /// <param name="rule">Where it goes from a closed day.</param>
    /// <param name="byTheHour">Whether the loan is counted in hours.</param>
    /// <param name="cardExpiresOn">The last day of the user's card, inclusive; null where it never expires.</param>
    public static DueDate Again(DueDateStep set, DateTimeOffset from, BranchCalendar calendar, ClosedDayRule rule, bool byTheHour, DateOnly? cardExpiresOn)
    {
        var reckoning = new Reckoning(calendar);
        reckoning.GoTo(set.At, set.Kind, set.Reason);
        OffClosedDay(reckoning, from, calendar, rule, byTheHour);
        WithinCard(reckoning, from, calendar, rule, cardExpiresOn);
        return reckoning.Ends();
    }

    /// <summary>The due date of a loan that does not leave the house: today's closing time, the end of the day where the branch has closed, and the next open day's closing time in the last second of a day.</summary>
    public static DueDate OnSite(DateTimeOffset from, BranchCalendar calendar)
    {
        var today = calendar.DayOf(from);
        DateTimeOffset[] ends = [calendar.ClosingTime(today), calendar.EndOf(today), calendar.ClosingTime(calendar.NextOpen(today))];
        var due = ends.First(end => end > from);
        return new DueDate(due, [new DueDateStep("on-site", due, "It stays in the house and is due when the branch closes.")]);
    }

    /// <summary>A due date that staff chose.</summary>
    public static DueDate ByHand(DateTimeOffset at) => new(at, [new DueDateStep(DueDateStep.ByHand, at, "Staff chose it.")]);

    /// <summary>The due date of a loan that is shortened for somebody who waits; never in the past.</summary>
    public static DueDate ByRecall(int days, Settings settings, BranchCalendar calendar, DateTimeOffset now)
    {
        var day = calendar.DayOf(now).AddDays(days);
        if (settings.ClosedDayRule is not ClosedDayRule.Keep && !calendar.IsOpen(day))
            day = calendar.NextOpen(day);
        var due = calendar.ClosingTime(day) is var closing && closing > now ? closing : calendar.EndOf(day);
        return new DueDate(due, [new DueDateStep("recall", due, string.Create(CultureInfo.InvariantCulture, $"Somebody waits for it; it is called back within {days} days."))]);
    }

    private static void OffClosedDay(Reckoning reckoning, DateTimeOffset from, BranchCalendar calendar, ClosedDayRule rule, bool byTheHour)
    {
        var day = calendar.DayOf(reckoning.At);
        if (rule is ClosedDayRule.Keep || calendar.IsOpen(day))
            return;

        var reason = string.Create(CultureInfo.InvariantCulture, $"The branch is closed on {day:yyyy-MM-dd}.");
        if (rule is ClosedDayRule.Previous && calendar.PreviousOpen(day) is { } previous && calendar.ClosingTime(previous) > from)
            reckoning.GoToDay(previous, DueDateStep.ClosedDay, reason);
        else if (byTheHour)
            reckoning.GoTo(calendar.OpeningTime(calendar.NextOpen(day)), DueDateStep.ClosedDay, reason);
        else
            reckoning.GoToDay(calendar.NextOpen(day), DueDateStep.ClosedDay, reason);
    }

    /// <summary>A card that has expired already was passed over by somebody who may; it does not cut.</summary>
    private static void WithinCard(Reckoning reckoning, DateTimeOffset from, BranchCalendar calendar, ClosedDayRule rule, DateOnly? cardExpiresOn)
    {
        if (cardExpiresOn is not { } lastDay || calendar.EndOf(lastDay) < from || reckoning.At <= calendar.EndOf(lastDay))
            return;

        var day = rule is ClosedDayRule.Keep || calendar.IsOpen(lastDay) ? lastDay : calendar.PreviousOpen(lastDay) ?? lastDay;
        var reason = string.Create(CultureInfo.InvariantCulture, $"The card expires on {lastDay:yyyy-MM-dd}.");
        if (calendar.ClosingTime(day) > from)
            reckoning.GoToDay(day, DueDateStep.CardExpiry, reason);
        else
            reckoning.GoTo(calendar.EndOf(lastDay), DueDateStep.CardExpiry, reason);
    }

    private static DateTimeOffset WholeMinute(DateTimeOffset moment)
    {
        var beyond = moment.Ticks % TimeSpan.TicksPerMinute;
        return beyond == 0 ? moment : moment.AddTicks(TimeSpan.TicksPerMinute - beyond);
    }

    private sealed class Reckoning(BranchCalendar calendar)
    {
        private readonly List<DueDateStep> _steps = [];

        public DateTimeOffset At { get; private set; }

        public void GoToDay(DateOnly day, string kind, string reason) => GoTo(calendar.ClosingTime(day), kind, reason);

        public void GoTo(DateTimeOffset moment, string kind, string reason)
        {
            At = moment;
            _steps.Add(new DueDateStep(kind, moment, reason));
        }

        public DueDate Ends() => new(At, _steps);
    }
}

/// <summary>What a due date is counted by.</summary>
/// <param name="Policy">The circulation rule's values.</param>
/// <param name="Settings">The library's settings.</param>
/// <param name="Calendar">The calendar of the branch where the loan is made.</param>
/// <param name="CardExpiresOn">The last day of the user's card, inclusive; null where it never expires.</param>
public sealed record LoanTerms(LoanPolicy Policy, Settings Settings, BranchCalendar Calendar, DateOnly? CardExpiresOn)
{
    /// <summary>The day on which all loans under the rule are due; null where there is none, or its closing time has passed.</summary>
    public DateOnly? FixedDayAhead(DateTimeOffset now) => Policy.Values.FixedDueDate is { } day && Calendar.ClosingTime(day) > now ? day : null;
}

/// <summary>Something that set or moved a due date.</summary>
/// <param name="Kind"><c>loan-period</c>, <c>fixed-due-date</c>, <c>closed-day</c>, <c>card-expiry</c>, <c>on-site</c>, <c>by-hand</c>, <c>recall</c> or <c>not-earlier</c>.</param>
/// <param name="At">The due date after it.</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record DueDateStep(string Kind, DateTimeOffset At, string Reason)
{
    /// <summary>The period of the rule set it.</summary>
    public const string LoanPeriod = "loan-period";

    /// <summary>Staff set it.</summary>
    public const string ByHand = "by-hand";

    /// <summary>It was moved off a closed day.</summary>
    public const string ClosedDay = "closed-day";

    /// <summary>It was cut to the end of the card.</summary>
    public const string CardExpiry = "card-expiry";

    /// <summary>Whether it set the due date, rather than moved one that was set.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool Sets => Kind is not (ClosedDay or CardExpiry);
}
