using Lms.Domain.Catalog;

namespace Lms.Application.Catalog;

/// <summary>Finds books by what is said about them.</summary>
public interface IBookSearch
{
    /// <summary>
    /// Finds books, best first. Where nothing is found, the last word may be the beginning of one; where still nothing is found, words that no
    /// book has are taken for those most like them.
    /// </summary>
    /// <param name="query">What to search for; where it has no condition, every book is found, newest first.</param>
    /// <param name="conditions">The books that may be found at all; null for every book.</param>
    /// <param name="facets">By what to count the best of them.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<FoundBooks> FindAsync(SearchQuery query, IQueryable<Book>? conditions, IReadOnlyList<Facet> facets, CancellationToken cancellationToken);

    /// <summary>All books that were found, in no order; also those beyond the ranked ones.</summary>
    IQueryable<Book> BooksOf(FoundBooks found);

    /// <summary>Finds titles, authors and subjects that begin as a text does; authors and subjects by any of their words.</summary>
    /// <param name="text">What was typed so far.</param>
    /// <param name="limit">The most of each kind.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<SearchSuggestion>> CompleteAsync(string text, int limit, CancellationToken cancellationToken);
}

/// <summary>What a search found.</summary>
/// <param name="Best">The best of them, best first; at most <see cref="MaxRanked"/>.</param>
/// <param name="IsWhole">Whether these are all that there are.</param>
/// <param name="Expression">What they were found by, in the database's own words; null where every book is found.</param>
/// <param name="Understood">What was searched for instead of what was typed; null where that was found.</param>
public sealed record FoundBooks(IReadOnlyList<FoundBook> Best, bool IsWhole, string? Expression, SearchQuery? Understood)
{
    /// <summary>For every facet asked for the values that most of the best have, most first, at most <see cref="FacetCount.MaxValues"/>.</summary>
    public IReadOnlyDictionary<Facet, IReadOnlyList<FacetCount>> Facets { get; init; } = new Dictionary<Facet, IReadOnlyList<FacetCount>>();

    /// <summary>The most books that are ranked and counted.</summary>
    public const int MaxRanked = 5000;
}

/// <summary>A book that was found.</summary>
/// <param name="BookId">Which.</param>
/// <param name="Score">How well it answers the query, in points that mean something only beside each other's.</param>
public sealed record FoundBook(int BookId, int Score);
