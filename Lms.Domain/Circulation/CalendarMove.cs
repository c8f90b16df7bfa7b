using Lms.Domain.Branches;
using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>
/// Says where due dates go when the calendar of a branch changes. A new closure makes none earlier; a lifted one makes none earlier than
/// the checkout, the renewal or staff had promised. Loans that are not open, or stay in the house, are left alone.
/// </summary>
public static class CalendarMove
{
    /// <summary>The new due date of a loan; null where it stays.</summary>
    /// <param name="loan">The loan.</param>
    /// <param name="cardExpiresOn">The last day of the user's card, inclusive; null where it never expires.</param>
    /// <param name="shift">How the calendar of the loan's branch changed.</param>
    /// <param name="settings">The library's settings.</param>
    /// <param name="now">The moment.</param>
    public static DueDate? Of(Loan loan, DateOnly? cardExpiresOn, CalendarShift shift, Settings settings, DateTimeOffset now)
    {
        if (loan.Status is not LoanStatus.Open || loan.OnSite)
            return null;

        var (set, decided) = (SetBy(loan), DecidedBy(loan));
        var card = set.Kind is DueDateStep.ByHand ? null : cardExpiresOn;
        var byTheHour = loan.Traces is [.., { Values.LoanUnit: LoanUnit.Hours }];
        DueDate Under(BranchCalendar calendar, DueDateStep step, ClosedDayRule rule) => DueDate.Again(step, decided?.At ?? loan.CheckedOutAt, calendar, rule, byTheHour, card);

        var moved = settings.CountClosedDays ? set : Recounted(loan, set, shift, settings, byTheHour);
        var due = Under(shift.After, moved, settings.ClosedDayRule);
        if (due.At == Under(shift.Before, set, settings.ClosedDayRule).At)
            return null;
        if (due.At < loan.DueAt && !shift.Lifted && settings.ClosedDayRule is ClosedDayRule.Previous)
            due = Under(shift.After, moved, ClosedDayRule.Next);
        if (due.At < loan.DueAt && shift.Lifted)
            due = NotTooEarly(due, decided?.DueAt ?? loan.DueAt, shift.Earliest(now));
        if (settings.ClosedDayRule is not ClosedDayRule.Keep && !shift.After.IsOpen(shift.After.DayOf(due.At)))
            return null;
        return due.At > loan.DueAt || (due.At < loan.DueAt && shift.Lifted && loan.DueAt > now) ? due : null;
    }

    private static DueDateStep SetBy(Loan loan) =>
        loan.Traces is [.., var last] && last.Steps.LastOrDefault(step => step.Sets) is { } set ? set : new DueDateStep(DueDateStep.ByHand, loan.DueAt, "It was set before Lms kept reasons.");

    /// <summary>The last decision about the loan, before the calendar changed; null for a loan older than Lms' reasons.</summary>
    private static LoanTrace? DecidedBy(Loan loan) => loan.Traces.LastOrDefault(trace => trace.Action != LoanTrace.CalendarChange);

    /// <summary>Where closed days are skipped, the borrower keeps as many open days, or hours of open days, as before.</summary>
    private static DueDateStep Recounted(Loan loan, DueDateStep set, CalendarShift shift, Settings settings, bool byTheHour)
    {
        if (set.Kind is not DueDateStep.LoanPeriod)
            return set;
        var begin = BeginOf(loan, settings);
        if (byTheHour)
            return shift.Before.OpenTimeBetween(begin, set.At) is var time && time == TimeSpan.Zero ? set : set with { At = shift.After.AddOpenTime(begin, time) };
        var from = shift.Before.DayOf(begin);
        var days = shift.Before.OpenDaysBetween(from, shift.Before.DayOf(set.At));
        return days == 0 ? set : set with { At = shift.After.ClosingTime(shift.After.AddOpenDays(from, days)) };
    }

    /// <summary>The moment from which the period that runs is counted.</summary>
    private static DateTimeOffset BeginOf(Loan loan, Settings settings)
    {
        var decided = loan.Traces.Where(trace => trace.Action != LoanTrace.CalendarChange).ToList();
        return decided is [.., var before, { Action: "renewal" } renewal] && settings.RenewFrom is RenewFrom.DueDate && before.DueAt > renewal.At ? before.DueAt : decided[^1].At;
    }

    private static DueDate NotTooEarly(DueDate due, DateTimeOffset promised, DateTimeOffset earliest)
    {
        var floor = promised > earliest ? promised : earliest;
        return due.At >= floor ? due : new DueDate(floor, [.. due.Steps, new DueDateStep("not-earlier", floor, "A change of the calendar makes no loan due earlier than was promised, nor at once.")]);
    }
}
