using Lms.Domain.Catalog;
using Lms.Domain.Common;

namespace Lms.Domain.Circulation;

/// <summary>One copy lent to one user, from checkout to return.</summary>
public sealed class Loan : Entity
{
    private Loan()
    {
    }

    /// <summary>The book that was lent.</summary>
    public int BookId { get; private init; }

    /// <summary>The book that was lent, where it was read along with the loan.</summary>
    public Book? Book { get; private init; }

    /// <summary>The copy that was lent.</summary>
    public int CopyId { get; private init; }

    /// <summary>The copy that was lent, where it was read along with the loan.</summary>
    public Copy? Copy { get; private init; }

    /// <summary>Who has it, or had it; null once a returned loan has been anonymised.</summary>
    public int? UserId { get; private init; }

    /// <summary>Whether the user keeps a history, where it stays theirs after it ended; as <see cref="Patrons.Patron.KeepsHistory"/> says.</summary>
    public bool InHistory { get; private init; }

    /// <summary>The borrower's patron category at checkout; kept for statistics.</summary>
    public int PatronCategoryId { get; private init; }

    /// <summary>The branch where it was checked out.</summary>
    public int BranchId { get; private init; }

    /// <summary>When it was checked out.</summary>
    public DateTimeOffset CheckedOutAt { get; private init; }

    /// <summary>The last moment at which it is not overdue.</summary>
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>When it came back; null until then.</summary>
    public DateTimeOffset? ReturnedAt { get; private set; }

    /// <summary>How often it was renewed.</summary>
    public int Renewals { get; private set; }

    /// <summary>How many of the renewals happened without the copy being seen.</summary>
    public int UnseenRenewals { get; private set; }

    /// <summary>How often it may be renewed in all, by the rule of the last decision.</summary>
    public int MaxRenewals { get; private set; }

    /// <summary>How it stands.</summary>
    public LoanStatus Status { get; private set; }

    /// <summary>The circulation rule it was made under; null once that was deleted.</summary>
    public int? RuleId { get; private init; }

    /// <summary>The copy's material type at checkout; kept for statistics.</summary>
    public string MaterialType { get; private init; } = "";

    /// <summary>Whether the copy stays in the house.</summary>
    public bool OnSite { get; private init; }

    /// <summary>When it was shortened for somebody who waits; null where it was not.</summary>
    public DateTimeOffset? RecalledAt { get; private set; }

    /// <summary>When the copy was given up as lost; null where it was not.</summary>
    public DateTimeOffset? LostAt { get; private set; }

    /// <summary>When the user said that the copy was returned; null where they did not. The fine stopped then.</summary>
    public DateTimeOffset? ClaimedAt { get; private set; }

    /// <summary>How each of its due dates came about, in order.</summary>
    public IReadOnlyList<LoanTrace> Traces { get; private set; } = [];

    /// <summary>Lends a copy. The decision must have allowed it.</summary>
    /// <param name="id">The loan's id, drawn beforehand.</param>
    /// <param name="facts">What the decision was made on.</param>
    /// <param name="trace">How the due date came about.</param>
    public static Loan Begin(int id, CheckoutFacts facts, LoanTrace trace)
    {
        facts.Copy.Lend(facts.BranchId);
        return new Loan
        {
            Id = id,
            BookId = facts.Copy.BookId,
            CopyId = facts.Copy.Id,
            UserId = facts.Patron.Id,
            InHistory = facts.Patron.KeepsHistory,
            PatronCategoryId = facts.Patron.PatronCategoryId,
            MaterialType = facts.Copy.MaterialType,
            BranchId = facts.BranchId,
            CheckedOutAt = trace.At,
            DueAt = trace.DueAt,
            OnSite = facts.OnSite,
            MaxRenewals = facts.OnSite || !facts.Policy.Renewable ? 0 : facts.Policy.Renewals,
            RuleId = facts.Policy.RuleId,
            Traces = [trace],
        };
    }

    /// <summary>Whether the copy should have been back before <paramref name="now"/>; not once it is lost or claimed to be back.</summary>
    public bool IsOverdue(DateTimeOffset now) => Status is LoanStatus.Open && DueAt < now;

    /// <summary>When it was due, as far as anybody knew at a moment.</summary>
    public DateTimeOffset DueAtOn(DateTimeOffset moment) => Traces.LastOrDefault(trace => trace.At <= moment)?.DueAt ?? DueAt;

    /// <summary>Extends the loan. The decision must have allowed it.</summary>
    /// <param name="trace">How the due date came about.</param>
    /// <param name="policy">The circulation rule's values that apply now.</param>
    /// <param name="seen">Whether staff saw the copy.</param>
    public void Renew(LoanTrace trace, Policies.LoanPolicy policy, bool seen)
    {
        MoveDueDate(trace);
        Renewals++;
        UnseenRenewals += seen ? 0 : 1;
        MaxRenewals = policy.Renewals;
    }

    /// <summary>Ends the loan.</summary>
    /// <param name="at">When the copy came back.</param>
    public void Return(DateTimeOffset at)
    {
        ReturnedAt = at;
        Status = LoanStatus.Returned;
    }

    /// <summary>Becomes due at another moment.</summary>
    /// <param name="trace">How that came about.</param>
    public void MoveDueDate(LoanTrace trace)
    {
        DueAt = trace.DueAt;
        Traces = [.. Traces, trace];
    }

    /// <summary>Becomes due at another moment because the branch's calendar changed.</summary>
    public void FollowCalendar(DueDate due, DateTimeOffset now) =>
        MoveDueDate(Traces is [.., var last] ? last.Following(due, now) : LoanTrace.Of(LoanTrace.CalendarChange, due, now));

    /// <summary>Is due earlier, for somebody who waits; once.</summary>
    public void Recall(LoanTrace trace)
    {
        MoveDueDate(trace);
        RecalledAt = trace.At;
    }

    /// <summary>Is given up.</summary>
    public void Lose(DateTimeOffset now)
    {
        Status = LoanStatus.Lost;
        LostAt = now;
    }

    /// <summary>The user says that the copy was returned.</summary>
    public void ClaimReturned(DateTimeOffset now)
    {
        Status = LoanStatus.ClaimedReturned;
        ClaimedAt = now;
    }

    /// <summary>Was a mistake: it is over as if it had not been.</summary>
    public void Undo(DateTimeOffset now)
    {
        Status = LoanStatus.Undone;
        ReturnedAt = now;
    }

    /// <summary>Is as it was before a renewal that was a mistake.</summary>
    public void UndoRenewal(bool seen)
    {
        Traces = [.. Traces.SkipLast(1)];
        DueAt = Traces[^1].DueAt;
        MaxRenewals = Traces.LastOrDefault(trace => trace.Values is not null)?.Values is { Renewable: not false, Renewals: { } most } ? most : 0;
        Renewals--;
        UnseenRenewals -= seen ? 0 : 1;
    }

    /// <summary>Goes on as if it had not been returned.</summary>
    public void UndoReturn(LoanStatus status)
    {
        ReturnedAt = null;
        Status = status;
    }
}
