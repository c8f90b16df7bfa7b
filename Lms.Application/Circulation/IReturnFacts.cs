using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Policies;

namespace Lms.Application.Circulation;

/// <summary>Finds, in one round trip, all that it takes to take a copy back.</summary>
public interface IReturnFacts
{
    /// <summary>Locks the book and the borrower first, so that the facts hold until the transaction ends.</summary>
    /// <param name="copyBarcode">What the scanner read.</param>
    /// <param name="branchId">The branch where it happens; null for the one the copy was last at.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotFoundException"><c>copy-not-found</c> or <c>branch-not-found</c>.</exception>
    Task<ReturnCase> FindAsync(string copyBarcode, int? branchId, CancellationToken cancellationToken);
}

/// <summary>A copy that came back.</summary>
/// <param name="Copy">The copy.</param>
/// <param name="BranchId">The branch where it happens.</param>
/// <param name="Loan">The loan that it is out on, or was lost on; null for none.</param>
/// <param name="FillsHold">The active hold that it was found for; null for none.</param>
/// <param name="Transfer">The way that it is on; null for none.</param>
/// <param name="SomebodyWaits">Whether there are waiting holds on its book.</param>
/// <param name="LiesOnHoldShelf">Whether an ended hold's copy is still to be cleared from the hold shelf.</param>
/// <param name="Policies">What circulation goes by.</param>
public sealed record ReturnCase(Copy Copy, int BranchId, Loan? Loan, WaitingHold? FillsHold, Transfer? Transfer, bool SomebodyWaits, bool LiesOnHoldShelf, LibraryPolicies Policies)
{
    /// <summary>What the fine of the loan is reckoned by.</summary>
    public FineTerms FineTermsOf(Loan loan) => new(
        Policies.Rules.For(loan.PatronCategoryId, Copy.MaterialType, Copy.HomeBranchId), Policies.Settings, Policies.CalendarOf(loan.BranchId), Copy.Price);
}
