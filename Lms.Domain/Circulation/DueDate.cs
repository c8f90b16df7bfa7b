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
        if (terms.Policy.Values.FixedDueDate is { } fixedDay && fixedDay >= terms.Calendar.DayOf(from))
            reckoning.GoToDay(fixedDay, "fixed-due-date", string.Create(CultureInfo.InvariantCulture, $"All loans under this rule are due on {fixedDay:yyyy-MM-dd}."));
        else if (terms.Policy.LoanUnit is LoanUnit.Hours)
            reckoning.GoTo(WholeMinute(from.AddHours(period)), "loan-period", $"{period} hours.");
        else if (terms.Settings.CountClosedDays)
            reckoning.GoToDay(terms.Calendar.DayOf(from).AddDays(period), "loan-period", $"{period} days.");
        else
            reckoning.GoToDay(terms.Calendar.AddOpenDays(terms.Calendar.DayOf(from), period), "loan-period", $"{period} open days.");

        OffClosedDay(reckoning, from, terms);
        WithinCard(reckoning, from, terms);
        return reckoning.Ends();
    }

    /// <summary>The due date of a loan that does not leave the house: today's closing time, or the end of the day where the branch has closed.</summary>
    public static DueDate OnSite(DateTimeOffset from, BranchCalendar calendar)
    {
        var today = calendar.DayOf(from);
        var closing = calendar.ClosingTime(today);
        return new DueDate(closing > from ? closing : calendar.EndOf(today), [new DueDateStep("on-site", closing > from ? closing : calendar.EndOf(today), "It stays in the house and is due when the branch closes.")]);
    }

    /// <summary>A due date that staff chose.</summary>
    public static DueDate ByHand(DateTimeOffset at) => new(at, [new DueDateStep("by-hand", at, "Staff chose it.")]);

    private static void OffClosedDay(Reckoning reckoning, DateTimeOffset from, LoanTerms terms)
    {
        var calendar = terms.Calendar;
        var day = calendar.DayOf(reckoning.At);
        if (terms.Settings.ClosedDayRule is ClosedDayRule.Keep || calendar.IsOpen(day))
            return;

        var reason = string.Create(CultureInfo.InvariantCulture, $"The branch is closed on {day:yyyy-MM-dd}.");
        if (terms.Settings.ClosedDayRule is ClosedDayRule.Previous && calendar.PreviousOpen(day) is { } previous && calendar.ClosingTime(previous) > from)
            reckoning.GoToDay(previous, "closed-day", reason);
        else if (terms.Policy.LoanUnit is LoanUnit.Hours)
            reckoning.GoTo(calendar.OpeningTime(calendar.NextOpen(day)), "closed-day", reason);
        else
            reckoning.GoToDay(calendar.NextOpen(day), "closed-day", reason);
    }

    /// <summary>A card that has expired already was passed over by somebody who may; it does not cut.</summary>
    private static void WithinCard(Reckoning reckoning, DateTimeOffset from, LoanTerms terms)
    {
        var calendar = terms.Calendar;
        if (terms.CardExpiresOn is not { } lastDay || calendar.EndOf(lastDay) < from || reckoning.At <= calendar.EndOf(lastDay))
            return;

        var day = terms.Settings.ClosedDayRule is ClosedDayRule.Keep || calendar.IsOpen(lastDay) ? lastDay : calendar.PreviousOpen(lastDay) ?? lastDay;
        var reason = string.Create(CultureInfo.InvariantCulture, $"The card expires on {lastDay:yyyy-MM-dd}.");
        if (calendar.ClosingTime(day) > from)
            reckoning.GoToDay(day, "card-expiry", reason);
        else
            reckoning.GoTo(calendar.EndOf(lastDay), "card-expiry", reason);
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
public sealed record LoanTerms(LoanPolicy Policy, Settings Settings, BranchCalendar Calendar, DateOnly? CardExpiresOn);

/// <summary>Something that set or moved a due date.</summary>
/// <param name="Kind"><c>loan-period</c>, <c>fixed-due-date</c>, <c>closed-day</c>, <c>card-expiry</c>, <c>on-site</c>, <c>by-hand</c>, <c>recall</c> or <c>not-earlier</c>.</param>
/// <param name="At">The due date after it.</param>
/// <param name="Reason">A sentence for people.</param>
public sealed record DueDateStep(string Kind, DateTimeOffset At, string Reason);
