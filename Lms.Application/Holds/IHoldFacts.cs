using Lms.Application.Common;
using Lms.Domain.Holds;

namespace Lms.Application.Holds;

/// <summary>Finds all that the placing of a hold is decided on.</summary>
public interface IHoldFacts
{
    /// <summary>Locks the book and the patron first where <paramref name="toPlace"/>, so that the facts hold until the transaction ends.</summary>
    /// <param name="request">What to wait for; who waits is named.</param>
    /// <param name="toPlace">Whether a hold is to follow, or a mere answer.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotFoundException"><c>book-not-found</c>, <c>copy-not-found</c>, <c>user-not-found</c> or <c>branch-not-found</c>.</exception>
    Task<HoldCase> FindAsync(HoldRequest request, bool toPlace, CancellationToken cancellationToken);
}

/// <summary>A hold to decide on.</summary>
/// <param name="Facts">What to decide it on.</param>
/// <param name="HoldId">The id that the hold will have.</param>
/// <param name="BookId">The book.</param>
/// <param name="CopyId">The one copy that will do; null for any.</param>
/// <param name="Title">The book's title.</param>
/// <param name="Ahead">How many active holds the book has already.</param>
public sealed record HoldCase(HoldFacts Facts, int HoldId, int BookId, int? CopyId, string Title, int Ahead);
