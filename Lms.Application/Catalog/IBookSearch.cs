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
    /// <param name="filter">What the books must meet besides; null for nothing.</param>
    /// <param name="facets">By what to count the best of them.</param>
    /// <param name="isRanked">Whether the best come first; else they come in no order, and sooner.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<FoundBooks> FindAsync(SearchQuery query, SearchFilter? filter, IReadOnlyList<Facet> facets, bool isRanked, CancellationToken cancellationToken);

    /// <summary>Finds the same books without ranking them: all scores are 0.</summary>
    /// <param name="query">What to search for, with a condition or more.</param>
    /// <param name="filter">What the books must meet besides; null for nothing.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<FoundBooks> MatchAsync(SearchQuery query, SearchFilter? filter, CancellationToken cancellationToken);

    /// <summary>Finds the books that have what was typed, and never those that have something like it or that begins so. They are not ranked: all scores are 0.</summary>
    /// <param name="query">What to search for, with a condition or more.</param>
    /// <param name="filter">What the books must meet besides; null for nothing.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>Null where some part of the query has but words that say next to nothing, like <c>the</c>.</returns>
    Task<FoundBooks?> MatchToTheLetterAsync(SearchQuery query, SearchFilter? filter, CancellationToken cancellationToken);

    /// <summary>All books that were found, in no order; also those beyond the ranked ones, and where these are not whole, some that do not meet the filter.</summary>
    IQueryable<Book> BooksOf(FoundBooks found);

    /// <summary>Counts all books that were found, also those beyond the ranked ones.</summary>
    /// <param name="found">What a query found.</param>
    /// <param name="filter">What it was found with.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    Task<long> CountAsync(FoundBooks found, SearchFilter? filter, CancellationToken cancellationToken);

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
public sealed record FoundBooks(IReadOnlyList<FoundBook> Best, bool IsWhole, string? Expression)
{
    /// <summary>The most books that are ranked.</summary>
    public const int MaxRanked = 5000;

    /// <summary>The most books that facets count.</summary>
    public const int MaxCounted = 2000;

    /// <summary>What was searched for instead of what was typed; null where that was found.</summary>
    public SearchQuery? Understood { get; init; }

    /// <summary>What may have been meant where only a few books were found; null where nothing comes to mind that finds far more.</summary>
    public SearchQuery? Suggested { get; init; }

    /// <summary>For every facet asked for the values that most of the best have, most first, at most <see cref="FacetCount.MaxValues"/>.</summary>
    public IReadOnlyDictionary<Facet, IReadOnlyList<FacetCount>> Facets { get; init; } = new Dictionary<Facet, IReadOnlyList<FacetCount>>();
}

/// <summary>A book that was found.</summary>
/// <param name="BookId">Which.</param>
/// <param name="Score">How well it answers the query, in points that mean something only beside each other's.</param>
public sealed record FoundBook(int BookId, int Score);
