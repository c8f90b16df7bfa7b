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

    /// <summary>How often it may be renewed in all, by the rule at checkout.</summary>
    public int MaxRenewals { get; private init; }

    /// <summary>How it stands.</summary>
    public LoanStatus Status { get; private set; }

    /// <summary>The circulation rule it was made under.</summary>
    public int RuleId { get; private init; }

    /// <summary>Lends a copy. The decision must have allowed it.</summary>
    /// <param name="id">The loan's id, drawn beforehand.</param>
    /// <param name="facts">What the decision was made on.</param>
    /// <param name="branchId">The branch where it happens.</param>
    /// <param name="dueAt">The last moment at which it is not overdue.</param>
    /// <param name="now">The moment of the checkout.</param>
    public static Loan Begin(int id, CheckoutFacts facts, int branchId, DateTimeOffset dueAt, DateTimeOffset now)
    {
        facts.Copy.Lend(branchId);
        return new Loan
        {
            Id = id,
            BookId = facts.Copy.BookId,
            CopyId = facts.Copy.Id,
            UserId = facts.Patron.Id,
            PatronCategoryId = facts.Patron.PatronCategoryId,
            BranchId = branchId,
            CheckedOutAt = now,
            DueAt = dueAt,
            MaxRenewals = facts.Rule.Renewals,
            RuleId = facts.Rule.Id,
        };
    }

    /// <summary>Whether the copy should have been back before <paramref name="now"/>.</summary>
    public bool IsOverdue(DateTimeOffset now) => ReturnedAt is null && DueAt < now;

    /// <summary>Extends the loan. The decision must have allowed it.</summary>
    public void Renew(DateTimeOffset dueAt)
    {
        DueAt = dueAt;
        Renewals++;
    }

    /// <summary>Ends the loan.</summary>
    /// <param name="at">When the copy came back.</param>
    public void Return(DateTimeOffset at)
    {
        ReturnedAt = at;
        Status = LoanStatus.Returned;
    }

    /// <summary>Sets another due date by hand.</summary>
    public void ChangeDueDate(DateTimeOffset dueAt) => DueAt = dueAt;
}
