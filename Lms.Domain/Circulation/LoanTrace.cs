using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>How a due date came about, kept with the loan: it can be told years later, whatever the rules say by then.</summary>
/// <param name="Action">What was decided: <c>checkout</c>, <c>renewal</c>, <c>dueDateChange</c>, <c>recall</c> or <c>calendarChange</c>.</param>
/// <param name="At">When.</param>
/// <param name="DueAt">What came out.</param>
/// <param name="RuleId">The most specific circulation rule that matched; null where no rule was asked.</param>
/// <param name="Values">Each value that applied; null where no rule was asked.</param>
/// <param name="Sources">The id of the rule that each value came from, by the value's name; null where no rule was asked.</param>
/// <param name="Steps">What set and moved the due date, in order.</param>
/// <param name="PassedOver">The codes of the blocks that somebody passed over; empty for none.</param>
public sealed record LoanTrace(
    string Action,
    DateTimeOffset At,
    DateTimeOffset DueAt,
    int? RuleId,
    RuleValues? Values,
    IReadOnlyDictionary<string, int>? Sources,
    IReadOnlyList<DueDateStep> Steps,
    IReadOnlyList<string> PassedOver)
{
    /// <summary>The action of a trace by which the due date followed the calendar.</summary>
    public const string CalendarChange = "calendarChange";

    /// <summary>The trace of a decision by a rule.</summary>
    public static LoanTrace Of(string action, Decision decision, DueDate due, IReadOnlyList<string> passedOver, DateTimeOffset at) =>
        new(action, at, due.At, decision.Policy.RuleId, decision.Policy.Values, decision.Policy.Sources, due.Steps, passedOver);

    /// <summary>The trace of a due date that came about without a rule.</summary>
    public static LoanTrace Of(string action, DueDate due, DateTimeOffset at) => new(action, at, due.At, null, null, null, due.Steps, []);

    /// <summary>The trace of a due date that followed the calendar; by which rule it had been set, stays.</summary>
    public LoanTrace Following(DueDate due, DateTimeOffset at) => this with { Action = CalendarChange, At = at, DueAt = due.At, Steps = due.Steps, PassedOver = [] };
}
