using Lms.Domain.Catalog;
using Lms.Domain.Common;
using Lms.Domain.Holds;
using Lms.Domain.Identity;
using Lms.Domain.Patrons;

namespace Lms.Domain.Circulation;

/// <summary>What a copy can have against being lent. Each is null where it does not stand.</summary>
internal static class CopyBlocks
{
    public static Block? OnLoan(Loan? loan, Patron patron) =>
        loan is not { Status: LoanStatus.Open } ? null
        : loan.UserId == patron.Id ? new Block("already-yours", "The user has this copy already; the loan can be renewed.") { LoanId = loan.Id }
        : new Block("copy-on-loan", "The copy is on loan to someone else.");

    public static Block? Status(Copy copy) => copy.Status switch
    {
        CopyStatus.Withdrawn => new Block("copy-withdrawn", "The copy is withdrawn."),
        CopyStatus.Lost or CopyStatus.ClaimedReturned or CopyStatus.Damaged or CopyStatus.Missing or CopyStatus.InRepair or CopyStatus.OnOrder =>
            new Block($"copy-{copy.Status.Phrase().Replace(' ', '-')}", $"The copy is {copy.Status.Phrase()}.", Role.Librarian),
        _ => null,
    };

    /// <summary>Overridden, it needs a due date: the rule has none to give.</summary>
    public static Block? NotForLoan(CheckoutFacts facts) =>
        facts.Policy.Loanable || facts.OnSite ? null
        : facts.ChosenDueAt is null ? new Block("not-for-loan", "This kind of copy is not lent. To lend it all the same, choose a due date.")
        : new Block("not-for-loan", "This kind of copy is not lent.", Role.Librarian);

    public static Block? HeldForAnother(Hold? fills, Patron patron) =>
        fills is null || fills.UserId == patron.Id ? null : new Block("held-for-another", "The copy is put aside for someone else.", Role.Admin);

    public static Block? NeededForHolds(QueueFacts queue) =>
        queue.NeedThisCopy ? new Block("needed-for-holds", $"{queue.ForThisCopy + queue.ForAnyCopy} others wait for it, and the other copies do not suffice.", Role.Librarian) : null;

    public static Block? TooYoung(CheckoutFacts facts, DateOnly today) =>
        facts.MinimumAge is { } age && facts.Patron.AgeOn(today) < age ? new Block("too-young", $"It is lent from the age of {age}.", Role.Librarian) : null;
}
