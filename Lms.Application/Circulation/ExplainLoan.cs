using System.Globalization;
using System.Text.Json;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Branches;
using Lms.Domain.Circulation;
using Lms.Domain.Policies;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Explains how the due dates of a loan came about, by what was kept then; a member asks about their own.</summary>
/// <param name="Id">Which loan.</param>
public sealed record ExplainLoan(int Id) : IRequest<LoanExplanation>;

/// <summary>How the due dates of a loan came about, whatever the rules say by now.</summary>
/// <param name="LoanId">Which loan.</param>
/// <param name="Status">How it stands.</param>
/// <param name="DueAt">When it is, or was, due in the end.</param>
/// <param name="Words">All of it in sentences, in the time of the branch where it was lent.</param>
/// <param name="Decisions">All of it in data, in order; empty where the loan is older than what explains it.</param>
public sealed record LoanExplanation(int LoanId, LoanStatus Status, DateTimeOffset DueAt, IReadOnlyList<string> Words, IReadOnlyList<ExplainedDecision> Decisions);

/// <summary>How one due date came about.</summary>
/// <param name="Action"><c>checkout</c>, <c>renewal</c>, <c>dueDateChange</c>, <c>recall</c> or <c>calendarChange</c>.</param>
/// <param name="At">When.</param>
/// <param name="DueAt">What came out.</param>
/// <param name="RuleId">The most specific circulation rule that matched; null where no rule was asked.</param>
/// <param name="Values">Each value that applied, as it was then; null where no rule was asked.</param>
/// <param name="Sources">The id of the rule that each value came from, by the value's name; null where no rule was asked.</param>
/// <param name="Steps">What set and moved the due date, in order.</param>
/// <param name="PassedOver">The codes of the blocks that staff passed over; empty for none.</param>
public sealed record ExplainedDecision(
    string Action,
    DateTimeOffset At,
    DateTimeOffset DueAt,
    int? RuleId,
    RuleValues? Values,
    IReadOnlyDictionary<string, int>? Sources,
    IReadOnlyList<DueDateStep> Steps,
    IReadOnlyList<string> PassedOver);

internal sealed class ExplainLoanHandler(ILmsDbContext db, ILibraryPolicies policies, ICaller caller) : IRequestHandler<ExplainLoan, LoanExplanation>
{
    public async Task<LoanExplanation> Handle(ExplainLoan query, CancellationToken cancellationToken)
    {
        var loan = await db.Loans.AsNoTracking().SingleOrDefaultAsync(loan => loan.Id == query.Id && (caller.IsStaff || loan.UserId == caller.UserId), cancellationToken)
            ?? throw new NotFoundException("loan", query.Id);
        var calendar = (await policies.CurrentAsync(cancellationToken)).CalendarOf(loan.BranchId);
        return new LoanExplanation(
            loan.Id,
            loan.Status,
            loan.DueAt,
            loan.Traces.Count == 0 ? ["The loan is older than the library's memory of why it was due when it was."] : [.. loan.Traces.SelectMany(trace => WordsOf(trace, calendar))],
            [.. loan.Traces.Select(Explain)]);
    }

    private static ExplainedDecision Explain(LoanTrace trace) => new(
        trace.Action,
        trace.At,
        trace.DueAt,
        trace.RuleId,
        trace.Values,
        trace.Sources?.ToDictionary(source => JsonNamingPolicy.CamelCase.ConvertName(source.Key), source => source.Value),
        trace.Steps,
        trace.PassedOver);

    private static IEnumerable<string> WordsOf(LoanTrace trace, BranchCalendar calendar)
    {
        yield return $"{ActionOf(trace.Action)} on {Local(trace.At, calendar)}{(trace.RuleId is { } rule ? $" under circulation rule {rule}" : "")}.";
        if (trace.PassedOver.Count > 0)
            yield return $"Staff passed over: {string.Join(", ", trace.PassedOver)}.";
        if (PeriodSource(trace) is { } source)
            yield return source;
        foreach (var step in trace.Steps)
            yield return $"{step.Reason} That makes it due on {Local(step.At, calendar)}.";
    }

    /// <summary>Which rule said for how long, where the date was counted.</summary>
    private static string? PeriodSource(LoanTrace trace)
    {
        if (trace is not { Values: { } values, Sources: { } sources } || trace.Steps.All(step => step.Kind != "loan-period"))
            return null;
        var (name, period) = trace.Action == "renewal" && values.RenewalPeriod is not null ? (nameof(RuleValues.RenewalPeriod), values.RenewalPeriod) : (nameof(RuleValues.LoanPeriod), values.LoanPeriod);
        return sources.TryGetValue(name, out var rule) ? $"The period of {period} {(values.LoanUnit is LoanUnit.Hours ? "hours" : "days")} comes from circulation rule {rule}." : null;
    }

    private static string ActionOf(string action) => action switch
    {
        "checkout" => "Lent",
        "renewal" => "Renewed",
        "dueDateChange" => "Another due date was set",
        "recall" => "Shortened for somebody who waits",
        "calendarChange" => "Moved with the library's calendar",
        _ => "Changed",
    };

    private static string Local(DateTimeOffset moment, BranchCalendar calendar) =>
        TimeZoneInfo.ConvertTime(moment, calendar.Clock).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
