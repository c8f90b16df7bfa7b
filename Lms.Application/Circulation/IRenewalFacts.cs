using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;

namespace Lms.Application.Circulation;

/// <summary>Finds all that a renewal is decided on.</summary>
public interface IRenewalFacts
{
    /// <summary>Locks the book and the patron first, so that the facts hold until the transaction ends.</summary>
    /// <param name="command">Which loan.</param>
    /// <param name="seen">Whether staff see the copy.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotFoundException"><c>loan-not-found</c>: there is none, or it is not the caller's to see.</exception>
    Task<(RenewalFacts Facts, FineTerms FineTerms)> FindAsync(RenewLoan command, bool seen, CancellationToken cancellationToken);
}
