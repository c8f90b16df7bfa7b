using Lms.Application.Common;
using Lms.Domain.Circulation;

namespace Lms.Application.Circulation;

/// <summary>Finds, in one round trip, all that a checkout is decided on.</summary>
public interface ICheckoutFacts
{
    /// <summary>Locks the copy and the patron first where <paramref name="toLend"/>, so that the facts hold until the transaction ends.</summary>
    /// <param name="request">Which copy goes to whom.</param>
    /// <param name="toLend">Whether a loan is to follow, or a mere answer.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotFoundException"><c>copy-not-found</c>, <c>book-not-found</c>, <c>user-not-found</c> or <c>branch-not-found</c>.</exception>
    Task<CheckoutCase> FindAsync(CheckoutRequest request, bool toLend, CancellationToken cancellationToken);
}

/// <summary>A checkout to decide.</summary>
/// <param name="Facts">What to decide it on.</param>
/// <param name="BranchId">The branch where it happens.</param>
/// <param name="LoanId">The id that the loan will have.</param>
public sealed record CheckoutCase(CheckoutFacts Facts, int BranchId, int LoanId);
