using Lms.Application.Common;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Policies;

namespace Lms.Application.Circulation;

/// <summary>Finds, in one round trip, all that a checkout is decided on.</summary>
public interface ICheckoutFacts
{
    /// <summary>Locks the book and the patron first where <paramref name="toLend"/>, so that the facts hold until the transaction ends.</summary>
    /// <param name="request">Which copy goes to whom; the borrower is named.</param>
    /// <param name="bySelf">Whether the borrower does it without staff.</param>
    /// <param name="toLend">Whether a loan is to follow, or a mere answer.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotFoundException"><c>copy-not-found</c>, <c>book-not-found</c>, <c>user-not-found</c> or <c>branch-not-found</c>.</exception>
    Task<CheckoutCase> FindAsync(CheckoutRequest request, bool bySelf, bool toLend, CancellationToken cancellationToken);
}

/// <summary>A checkout to decide.</summary>
/// <param name="Facts">What to decide it on.</param>
/// <param name="LoanId">The id that the loan will have.</param>
/// <param name="Policies">What circulation goes by.</param>
/// <param name="Transfer">The way that the copy is on; null for none.</param>
/// <param name="LiesOnHoldShelf">Whether the copy is still to be cleared from the place of an ended hold.</param>
public sealed record CheckoutCase(CheckoutFacts Facts, int LoanId, LibraryPolicies Policies, Transfer? Transfer, bool LiesOnHoldShelf);
