using Lms.Application.Catalog;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <summary>Finds books by PostgreSQL's text search.</summary>
internal sealed class BookSearch(LmsDbContext db, SpellingCorrection spelling) : IBookSearch
{
    /// <summary>The most books that are looked at because their title begins as the query does.</summary>
    private const int MaxByTitle = 500;

    /// <summary>The most books that are held against conditions before it is known whether enough of them meet these.</summary>
    private const int MaxHeldAgainstConditions = 10_000;

    /// <summary>How many books are enough to choose the best from.</summary>
    private const int EnoughToRank = 1000;

    /// <summary>
    /// What stands in the title counts most, then people, then subjects; on top of it that the title is the query ({2}), that it begins so ({3}), how much of the title
    /// the query's words ({1}) are, and that the author's name has all that could be of one ({6}).
    /// </summary>
    private const string Scored = """
        SELECT book_id, (1000 * ts_rank('{{0.1,0.4,0.8,1}}', document, {0}::tsquery))::int
            + CASE WHEN {2} = '' THEN 0 WHEN title_key = {2} THEN 5000 WHEN starts_with(title_key, {3}) THEN 2000 ELSE 0 END
            + (SELECT coalesce(sum(length(word) + 1), 0) FROM unnest({1}) AS word WHERE position(' ' || word || ' ' IN ' ' || title_key || ' ') > 0)::int * 3000 / (length(title_key) + 1)
            + CASE WHEN cardinality({6}) > 0 AND NOT EXISTS (SELECT FROM unnest({6}) AS word WHERE position(' ' || word || ' ' IN ' ' || author_key || ' ') = 0) THEN 3500 ELSE 0 END AS score
        """;

    private const string ByText = Scored + ", 0 AS looked_at FROM search_entries WHERE document @@ {0}::tsquery";

    /// <summary>The database takes words that stand in the same books for independent of each other; what it must look up, it is not left to guess.</summary>
    private const string ByTextLookedUp = Scored + ", 0 AS looked_at FROM (SELECT * FROM search_entries WHERE document @@ {0}::tsquery OFFSET 0) AS narrow";

    private const string FirstByText = "SELECT * FROM (WITH first AS MATERIALIZED (SELECT * FROM search_entries WHERE document @@ {0}::tsquery ORDER BY book_id LIMIT {7}) "
        + Scored + ", (SELECT count(*) FROM first)::int AS looked_at FROM first) AS scored";

    private const string ByTitle = Scored + """
        , 0 AS looked_at FROM (SELECT * FROM search_entries WHERE title_key ~>=~ {2} AND title_key ~<~ {4} ORDER BY title_key USING ~<~ LIMIT {5}) AS begun WHERE document @@ {0}::tsquery
        """;

    public async Task<FoundBooks> FindAsync(SearchQuery query, IQueryable<Book>? conditions, IReadOnlyList<Facet> facets, CancellationToken cancellationToken)
    {
        // In how many books a word stands decides how they are best read; a plan for any word whatever would be wrong for most. To compile a plan takes longer than to run it.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync("SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)", cancellationToken);
        var found = query.Condition is null
            ? await BrowseAsync(conditions ?? db.Books.AsNoTracking(), cancellationToken)
            : await FindOrGuessAsync(query, conditions, cancellationToken);
        return found with { Facets = await CountAsync([.. found.Best.Select(book => book.BookId)], facets, cancellationToken) };
    }

    public IQueryable<Book> BooksOf(FoundBooks found)
    {
        var books = db.Books.AsNoTracking();
        if (found.IsWhole)
        {
            var ids = found.Best.Select(book => book.BookId).ToArray();
            return books.Where(book => ids.Contains(book.Id));
        }

        // Of so many, a page is sooner found by asking book after book in the list's order than by sorting them all.
        return found.Expression is null
            ? books
            : db.Books.FromSql($"SELECT books.*, books.xmin FROM books WHERE (SELECT document @@ {found.Expression}::tsquery FROM search_entries WHERE book_id = books.id)").AsNoTracking();
    }

    public async Task<IReadOnlyList<SearchSuggestion>> CompleteAsync(string text, int limit, CancellationToken cancellationToken)
    {
        const int MostRead = 2000;
        var rows = await db.Database.SqlQueryRaw<SuggestionRow>("""
            WITH typed AS MATERIALIZED (SELECT search_title_key({0}) AS beginning, search_title_key({0}) || U&'\+10FFFF' AS ending)
            (SELECT 'title' AS kind, books.title AS text FROM (
                SELECT book_id, title_key FROM search_entries
                WHERE (SELECT beginning <> '' FROM typed) AND title_key ~>=~ (SELECT beginning FROM typed) AND title_key ~<~ (SELECT ending FROM typed) ORDER BY title_key USING ~<~ LIMIT {1} * 4) AS entry
                JOIN books ON books.id = entry.book_id GROUP BY books.title ORDER BY min(entry.title_key), 2 LIMIT {1})
            UNION ALL
            (SELECT kind, said FROM (SELECT DISTINCT ON (kind, said) kind, said, books FROM (
                SELECT kind, said, books FROM search_terms
                WHERE (SELECT beginning <> '' FROM typed) AND kind IN ('author', 'subject') AND key ~>=~ (SELECT beginning FROM typed) AND key ~<~ (SELECT ending FROM typed) LIMIT {2}) AS begun) AS term
                ORDER BY books DESC, said LIMIT {1} * 2)
            """, Book.SortForm(text), limit, MostRead).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(row => row.Kind).OrderBy(kind => Enum.Parse<SuggestionKind>(kind.Key, ignoreCase: true)).SelectMany(kind => kind.Take(limit)).Select(row => new SearchSuggestion(Enum.Parse<SuggestionKind>(row.Kind, ignoreCase: true), row.Text))];
    }

    /// <summary>Finds what was typed, or where that is nothing, what may have been meant.</summary>
    private async Task<FoundBooks> FindOrGuessAsync(SearchQuery query, IQueryable<Book>? conditions, CancellationToken cancellationToken)
    {
        var found = await FindOrCompleteAsync(query, conditions, cancellationToken);
        if (found.Best.Count > 0)
            return found;
        foreach (var guess in await spelling.GuessAsync(query, cancellationToken))
        {
            if (await FindOrCompleteAsync(guess, conditions, cancellationToken) is { Best.Count: > 0 } meant)
                return meant with { Understood = guess };
        }

        return found;
    }

    /// <summary>Finds what was typed, or where that is nothing, what it may be the beginning of.</summary>
    private async Task<FoundBooks> FindOrCompleteAsync(SearchQuery query, IQueryable<Book>? conditions, CancellationToken cancellationToken)
    {
        var lexicon = await Lexicon.LookUpAsync(db, query.Terms.Select(term => term.Text), cancellationToken);
        var found = await FindAsync(query, lexicon, conditions, cancellationToken);
        if (found.Best.Count > 0 || query.Wanted.Last() is not { IsPhrase: false, IsPrefix: false, Field: not SearchField.Isbn } last)
            return found;
        return await FindAsync(query.With(term => ReferenceEquals(term, last) ? term with { IsPrefix = true } : term), lexicon, conditions, cancellationToken);
    }

    private async Task<FoundBooks> FindAsync(SearchQuery query, Lexicon lexicon, IQueryable<Book>? conditions, CancellationToken cancellationToken)
    {
        if (TextSearch.Of(query.Condition!, lexicon) is not { } expression)
            return new FoundBooks([], IsWhole: true, "", null);

        var words = query.Wanted.Where(term => term.Field is null or SearchField.Title).SelectMany(term => lexicon[term.Text]).Select(word => word.Folded).Distinct().ToArray();
        var names = query.Wanted.Where(term => term.Field is null or SearchField.Author).SelectMany(term => lexicon[term.Text]).Where(word => !word.IsFiller).Select(word => word.Folded).Distinct().ToArray();
        var title = query.IsPlain ? TitleOf(query, lexicon) : "";
        object[] parameters = [expression, words, title, query.Wanted.Last().IsPrefix ? title : title + " ", title + "\U0010FFFF", MaxByTitle, names, MaxHeldAgainstConditions];
        var begun = title.Length > 0 ? Hits(ByTitle, parameters, conditions) : null;
        var isNarrow = query.Condition is SearchTerm { IsPhrase: true } || (query.Condition is AllOf several && several.Parts.Count(part => part is not NoneOf) > 1);
        if (conditions is not null && !isNarrow)
        {
            var some = await AllAsync(begun, Hits(FirstByText, parameters, conditions), cancellationToken);
            var areAll = some.Max(hit => (int?)hit.LookedAt) is > 0 and < MaxHeldAgainstConditions;
            if (areAll || some.Count >= EnoughToRank)
                return Ranked(some, expression, areAll && some.Count <= FoundBooks.MaxRanked);
        }

        var all = await AllAsync(begun, Hits(isNarrow ? ByTextLookedUp : ByText, parameters, conditions), cancellationToken);
        return Ranked(all, expression, all.Count <= FoundBooks.MaxRanked);
    }

    private static async Task<List<Hit>> AllAsync(IQueryable<Hit>? begun, IQueryable<Hit> hits, CancellationToken cancellationToken)
    {
        var some = hits.OrderBy(hit => hit.BookId).Take(FoundBooks.MaxRanked + 1);
        return [.. (await (begun is null ? some : begun.Concat(some)).ToListAsync(cancellationToken)).DistinctBy(hit => hit.BookId)];
    }

    private static FoundBooks Ranked(List<Hit> hits, string expression, bool isWhole) => new(
        [.. hits.OrderByDescending(hit => hit.Score).ThenBy(hit => hit.BookId).Take(FoundBooks.MaxRanked).Select(hit => new FoundBook(hit.BookId, hit.Score))], isWhole, expression, null);

    private IQueryable<Hit> Hits(string sql, object[] parameters, IQueryable<Book>? conditions)
    {
        var hits = db.Database.SqlQueryRaw<Hit>(sql, parameters);
        return conditions is null ? hits : hits.Join(conditions, hit => hit.BookId, book => book.Id, (hit, _) => hit);
    }

    private static async Task<FoundBooks> BrowseAsync(IQueryable<Book> books, CancellationToken cancellationToken)
    {
        var newest = await books.OrderByDescending(book => book.Id).Select(book => book.Id).Take(FoundBooks.MaxRanked + 1).ToListAsync(cancellationToken);
        return new FoundBooks([.. newest.Take(FoundBooks.MaxRanked).Select((id, place) => new FoundBook(id, -place))], newest.Count <= FoundBooks.MaxRanked, null, null);
    }

    private async Task<IReadOnlyDictionary<Facet, IReadOnlyList<FacetCount>>> CountAsync(int[] bookIds, IReadOnlyList<Facet> facets, CancellationToken cancellationToken)
    {
        if (facets.Count == 0)
            return new Dictionary<Facet, IReadOnlyList<FacetCount>>();
        var counts = facets.Select(facet => $"(SELECT '{facet}' AS facet, value, count(*)::int AS count FROM ({ValuesOf(facet)}) AS one WHERE value IS NOT NULL GROUP BY value ORDER BY 3 DESC, 2 LIMIT {FacetCount.MaxValues})");
        var sql = $$"""
            WITH found AS MATERIALIZED (SELECT id, genre, author, language, subjects, published_year, material_type FROM books WHERE id = ANY ({0}))
            {{string.Join(" UNION ALL ", counts)}}
            """;
        var rows = await db.Database.SqlQueryRaw<FacetRow>(sql, bookIds).ToListAsync(cancellationToken);
        return facets.ToDictionary(facet => facet, facet => (IReadOnlyList<FacetCount>)[.. rows.Where(row => row.Facet == facet.ToString()).Select(row => new FacetCount(row.Value, row.Count))]);
    }

    /// <summary>The words of a query as the title of a book would have them, without a leading article.</summary>
    private static string TitleOf(SearchQuery query, Lexicon lexicon) =>
        Book.SortForm(string.Join(' ', query.Terms.SelectMany(term => lexicon[term.Text]).Select(word => word.Folded)));

    private static string ValuesOf(Facet facet) => facet switch
    {
        Facet.Genre => "SELECT genre AS value FROM found",
        Facet.Author => "SELECT author AS value FROM found",
        Facet.Language => "SELECT language AS value FROM found",
        Facet.Subject => "SELECT unnest(subjects) AS value FROM found",
        Facet.Year => "SELECT published_year::text AS value FROM found",
        Facet.MaterialType => "SELECT material_type AS value FROM found",
        Facet.Branch => "SELECT DISTINCT found.id, branch_id::text AS value FROM found JOIN copies ON copies.book_id = found.id AND status <> 'withdrawn'",
        Facet.Availability => "SELECT EXISTS (SELECT FROM copies WHERE copies.book_id = found.id AND status = 'available')::text AS value FROM found",
        _ => throw new ArgumentOutOfRangeException(nameof(facet), facet, "There is no such facet."),
    };

    private sealed record Hit(int BookId, int Score, int LookedAt);

    private sealed record FacetRow(string Facet, string Value, int Count);

    private sealed record SuggestionRow(string Kind, string Text);
}
