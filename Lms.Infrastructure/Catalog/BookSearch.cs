using Lms.Application.Catalog;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <summary>Finds books by PostgreSQL's text search.</summary>
internal sealed class BookSearch(LmsDbContext db, SpellingCorrection spelling) : IBookSearch
{
    /// <summary>How many of the likeliest books are held against a filter.</summary>
    private const int HeldAgainstFilter = 6000;

    /// <summary>How many of them at a time, until enough meet it.</summary>
    private const int HeldAtOnce = 2000;

    /// <summary>How many books are enough to choose the best from.</summary>
    private const int EnoughToRank = 250;

    /// <summary>How many books are asked whether they answer a query.</summary>
    private const int Asked = 200;

    /// <summary>Where one in so many books answers, there are many: more than are gathered before a list is read in its order.</summary>
    private const int Many = 20;

    /// <summary>One in so many books is a good part.</summary>
    private const int AGoodPart = 8;

    /// <summary>The same where beginnings of words are looked for, whose books an index must gather word by word.</summary>
    private const int AGoodPartOfBeginnings = 20;

    /// <summary>Where so few books were found, something else may have been meant.</summary>
    private const int Few = 3;

    /// <summary>How many times as many books something else must find to be suggested.</summary>
    private const int FarMore = 10;

    public async Task<FoundBooks> FindAsync(SearchQuery query, SearchFilter? filter, IReadOnlyList<Facet> facets, bool isRanked, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await PlanForAsync(query, filter, cancellationToken);
        var found = query.Condition is null
            ? await BrowseAsync(filter?.Books ?? db.Books.AsNoTracking(), cancellationToken)
            : await FindOrGuessAsync(query, filter, isRanked ? Purpose.Ranking : Purpose.Sorting, cancellationToken);
        return found with { Facets = await CountAsync([.. found.Best.Take(FoundBooks.MaxCounted).Select(book => book.BookId).Order()], facets, cancellationToken) };
    }

    public async Task<FoundBooks> MatchAsync(SearchQuery query, SearchFilter? filter, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await PlanForAsync(query, filter, cancellationToken);
        return await FindOrGuessAsync(query, filter, Purpose.Listing, cancellationToken);
    }

    public async Task<FoundBooks?> MatchToTheLetterAsync(SearchQuery query, SearchFilter? filter, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await PlanForAsync(query, filter, cancellationToken);
        var lexicon = await Lexicon.LookUpAsync(db, query.Terms.Select(term => term.Text), cancellationToken);
        return lexicon.Tells(query.Condition!) ? await FindAsync(query, lexicon, filter, Purpose.Listing, cancellationToken) : null;
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

    public async Task<long> CountAsync(FoundBooks found, SearchFilter? filter, CancellationToken cancellationToken)
    {
        if (found.IsWhole)
            return found.Best.Count;

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(
            "SELECT set_config('jit', 'off', true), set_config('enable_seqscan', 'off', true), set_config('max_parallel_workers_per_gather', '0', true), set_config('work_mem', '64MB', true)", cancellationToken);
        if (filter is null or { IsIndexed: true })
            return (await db.Database.SqlQuery<long>($"SELECT count(*) AS \"Value\" FROM search_entries WHERE document @@ {found.Expression}::tsquery").ToListAsync(cancellationToken))[0];
        var ids = db.Database.SqlQuery<int>($"SELECT book_id AS \"Value\" FROM search_entries WHERE document @@ {found.Expression}::tsquery");
        return await filter.Books.LongCountAsync(book => ids.Contains(book.Id), cancellationToken);
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
            (SELECT 'title', title FROM (
                SELECT title, title_key FROM search_titles
                WHERE (SELECT beginning <> '' FROM typed) AND title_key ~>=~ (SELECT beginning FROM typed) AND title_key ~<~ (SELECT ending FROM typed) ORDER BY title_key USING ~<~ LIMIT {1} * 4) AS other
                GROUP BY title ORDER BY min(title_key), 2 LIMIT {1})
            UNION ALL
            (SELECT kind, said FROM (SELECT DISTINCT ON (kind, said) kind, said, books FROM (
                SELECT kind, said, books FROM search_terms
                WHERE (SELECT beginning <> '' FROM typed) AND kind IN ('author', 'subject') AND key ~>=~ (SELECT beginning FROM typed) AND key ~<~ (SELECT ending FROM typed) LIMIT {2}) AS begun) AS term
                ORDER BY books DESC, said LIMIT {1} * 2)
            """, Book.SortForm(text), limit, MostRead).ToListAsync(cancellationToken);
        return [.. rows.GroupBy(row => row.Kind).OrderBy(kind => Enum.Parse<SuggestionKind>(kind.Key, ignoreCase: true)).SelectMany(kind => kind.Take(limit)).Select(row => new SearchSuggestion(Enum.Parse<SuggestionKind>(row.Kind, ignoreCase: true), row.Text))];
    }

    /// <summary>
    /// In how many books a word stands decides how they are best read; a plan for any word whatever would be wrong for most. To compile a plan takes
    /// longer than to run it.
    /// </summary>
    private async Task PlanForAsync(SearchQuery query, SearchFilter? filter, CancellationToken cancellationToken)
    {
        var isHeld = query.Condition is not null && filter is { IsIndexed: false };
        await db.Database.ExecuteSqlRawAsync(
            """
            SELECT set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true), set_config('synchronize_seqscans', 'off', true),
                set_config('max_parallel_workers_per_gather', '0', true), set_config('work_mem', '64MB', true),
                set_config('enable_seqscan', {0}, true), set_config('enable_hashjoin', {1}, true), set_config('enable_mergejoin', {1}, true)
            """,
            [query.Condition is null ? "on" : "off", isHeld ? "off" : "on"], cancellationToken);
    }

    /// <summary>Finds what was typed, or where that is nothing, what may have been meant; where that is little, what may have been meant is suggested.</summary>
    private async Task<FoundBooks> FindOrGuessAsync(SearchQuery query, SearchFilter? filter, Purpose purpose, CancellationToken cancellationToken)
    {
        var found = await FindOrCompleteAsync(query, filter, purpose, cancellationToken);
        if (found.Best.Count > Few || (found.Best.Count > 0 && purpose == Purpose.Listing))
            return found;
        foreach (var guess in await spelling.GuessAsync(query, found.Best.Count, cancellationToken))
        {
            if (await FindOrCompleteAsync(guess, filter, purpose, cancellationToken) is { Best.Count: > 0 } meant)
                return found.Best.Count == 0 ? meant with { Understood = guess } : meant.Best.Count >= FarMore * found.Best.Count ? found with { Suggested = guess } : found;
        }

        return found;
    }

    /// <summary>Finds what was typed, or where that is nothing, what it may be the beginning of.</summary>
    private async Task<FoundBooks> FindOrCompleteAsync(SearchQuery query, SearchFilter? filter, Purpose purpose, CancellationToken cancellationToken)
    {
        var lexicon = await Lexicon.LookUpAsync(db, query.Terms.Select(term => term.Text), cancellationToken);
        var found = await FindAsync(query, lexicon, filter, purpose, cancellationToken);
        if (found.Best.Count > 0 || query.Wanted.Last() is not { IsPhrase: false, IsPrefix: false, Field: not SearchField.Isbn } last)
            return found;
        return await FindAsync(query.With(term => ReferenceEquals(term, last) ? term with { IsPrefix = true } : term), lexicon, filter, purpose, cancellationToken);
    }

    private async Task<FoundBooks> FindAsync(SearchQuery query, Lexicon lexicon, SearchFilter? filter, Purpose purpose, CancellationToken cancellationToken)
    {
        if (TextSearch.MatchOf(query.Condition!, lexicon) is not { } asked)
            return new FoundBooks([], IsWhole: true, "");
        var filtered = filter is null ? null : TextSearch.FilterOf(filter, await LowerAsync(filter.Genre, cancellationToken));
        var match = TextSearch.And(asked, filtered);
        var sample = await SampleAsync(asked, match, cancellationToken);
        if (purpose == Purpose.Listing && filter is null or { IsIndexed: true } && sample.Meeting.Length >= Asked / Many)
            return new FoundBooks([.. sample.Meeting.Distinct().Select(id => new FoundBook(id, 0))], IsWhole: false, match);
        var isBroad = sample.Meeting.Length >= Asked / (query.Wanted.Any(term => term.IsPrefix) ? AGoodPartOfBeginnings : AGoodPart);
        var indexed = TextSearch.And(TextSearch.IndexedOf(query.Condition!, lexicon)!, sample.IsFilterWeak ? null : filtered);
        var statements = new BookStatements(query, lexicon, match, indexed, purpose == Purpose.Ranking, isBroad);
        if (filter is { IsIndexed: false })
            return await HoldAgainstAsync(filter.Books, statements, cancellationToken);
        var hits = await HitsAsync(statements.Likeliest(FoundBooks.MaxRanked + 1), cancellationToken);
        return Ranked(hits, AreAll(hits, FoundBooks.MaxRanked), match);
    }

    /// <summary>
    /// Asks some books from all over the catalogue. Where a good part of them answers, the first thousands are sooner found by reading book after book than by an index, which
    /// must come up with all before it tells the first; of several words together, the database cannot know how many books have them.
    /// </summary>
    private async Task<Sample> SampleAsync(string asked, string match, CancellationToken cancellationToken) => (await db.Database.SqlQuery<Sample>($"""
        SELECT count(*)::int AS answering, coalesce(array_agg(book_id) FILTER (WHERE document @@ {match}::tsquery), ARRAY[]::int[]) AS meeting
        FROM (SELECT max(book_id) AS last FROM search_entries) AS catalogue CROSS JOIN generate_series(1, {Asked}) AS place
        CROSS JOIN LATERAL (SELECT book_id, document FROM search_entries WHERE book_id = 1 + place * 2654435761 % last OFFSET 0) AS entry WHERE document @@ {asked}::tsquery
        """).ToListAsync(cancellationToken))[0];

    private async Task<string?> LowerAsync(string? text, CancellationToken cancellationToken) =>
        text is null ? null : (await db.Database.SqlQuery<string>($"SELECT lower({text}) AS \"Value\"").ToListAsync(cancellationToken))[0];

    /// <summary>Holds the likeliest books against conditions that the index knows nothing of; where too few of them meet these, all.</summary>
    private async Task<FoundBooks> HoldAgainstAsync(IQueryable<Book> conditions, BookStatements statements, CancellationToken cancellationToken)
    {
        var likeliest = await HitsAsync(statements.Likeliest(HeldAgainstFilter + 1, areScored: false), cancellationToken);
        var areAll = AreAll(likeliest, HeldAgainstFilter);
        var meeting = new List<int>();
        foreach (var held in likeliest.Select(hit => hit.BookId).Distinct().Chunk(HeldAtOnce))
        {
            if (meeting.Count >= EnoughToRank)
            {
                areAll = false;
                break;
            }

            meeting.AddRange(await conditions.Where(book => held.Contains(book.Id)).Select(book => book.Id).ToListAsync(cancellationToken));
        }

        var some = await HitsAsync(statements.Of([.. meeting]), cancellationToken);
        if (areAll || meeting.Count >= EnoughToRank)
            return Ranked(some, areAll, statements.Match);

        await db.Database.ExecuteSqlRawAsync("SELECT set_config('enable_seqscan', 'on', true), set_config('enable_hashjoin', 'on', true), set_config('enable_mergejoin', 'on', true)", cancellationToken);
        var every = statements.All();
        var all = await db.Database.SqlQueryRaw<Hit>(every.Sql, every.Parameters).Join(conditions, hit => hit.BookId, book => book.Id, (hit, _) => hit).Take(FoundBooks.MaxRanked + 1).ToListAsync(cancellationToken);
        return Ranked([.. some, .. all], all.Count <= FoundBooks.MaxRanked, statements.Match);
    }

    private static bool AreAll(List<Hit> hits, int bound) => hits.Count(hit => hit.Source == HitSource.Any) <= bound;

    private static FoundBooks Ranked(List<Hit> hits, bool areAll, string match)
    {
        var books = hits.DistinctBy(hit => hit.BookId).Select(hit => new FoundBook(hit.BookId, hit.Score)).ToList();
        return new FoundBooks([.. books.OrderByDescending(book => book.Score).ThenBy(book => book.BookId).Take(FoundBooks.MaxRanked)], areAll && books.Count <= FoundBooks.MaxRanked, match);
    }

    /// <summary>Thousands of numbers travel faster in three arrays than in rows.</summary>
    private async Task<List<Hit>> HitsAsync(Statement statement, CancellationToken cancellationToken)
    {
        var sql = $"SELECT coalesce(array_agg(book_id), ARRAY[]::int[]) AS book_ids, coalesce(array_agg(score), ARRAY[]::int[]) AS scores, coalesce(array_agg(source), ARRAY[]::int[]) AS sources FROM ({statement.Sql}) AS hit";
        var columns = (await db.Database.SqlQueryRaw<HitColumns>(sql, statement.Parameters).ToListAsync(cancellationToken))[0];
        return [.. columns.BookIds.Select((id, place) => new Hit(id, columns.Scores[place], (HitSource)columns.Sources[place]))];
    }

    /// <summary>Their ids are their places, which do not move when others come in.</summary>
    private static async Task<FoundBooks> BrowseAsync(IQueryable<Book> books, CancellationToken cancellationToken)
    {
        var newest = await books.OrderByDescending(book => book.Id).Select(book => book.Id).Take(FoundBooks.MaxRanked + 1).ToListAsync(cancellationToken);
        return new FoundBooks([.. newest.Take(FoundBooks.MaxRanked).Select(id => new FoundBook(id, id))], newest.Count <= FoundBooks.MaxRanked, null);
    }

    private async Task<IReadOnlyDictionary<Facet, IReadOnlyList<FacetCount>>> CountAsync(int[] bookIds, IReadOnlyList<Facet> facets, CancellationToken cancellationToken)
    {
        if (facets.Count == 0)
            return new Dictionary<Facet, IReadOnlyList<FacetCount>>();
        var counts = facets.Select(facet => $"(SELECT '{facet}' AS facet, value, count FROM ({CountsOf(facet)}) AS one WHERE value IS NOT NULL AND count > 0 ORDER BY count DESC, value LIMIT {FacetCount.MaxValues})");
        var sql = $$"""
            WITH found AS MATERIALIZED (SELECT id, genre, author, language, other_languages, subjects, published_year, material_type FROM books WHERE id = ANY ({0})),
                stock AS MATERIALIZED (SELECT book_id, branch_id, status = 'available' AS available FROM copies WHERE book_id = ANY ({0}) AND status <> 'withdrawn')
            {{string.Join(" UNION ALL ", counts)}}
            """;
        var rows = await db.Database.SqlQueryRaw<FacetRow>(sql, bookIds).ToListAsync(cancellationToken);
        return facets.ToDictionary(facet => facet, facet => (IReadOnlyList<FacetCount>)[.. rows.Where(row => row.Facet == facet.ToString()).Select(row => new FacetCount(row.Value, row.Count))]);
    }

    private static string CountsOf(Facet facet) => facet switch
    {
        Facet.Genre => CountsOf("genre"),
        Facet.Author => CountsOf("author"),
        Facet.Language => "SELECT spoken AS value, count(*)::int AS count FROM found CROSS JOIN LATERAL unnest(array_append(other_languages, language)) AS spoken GROUP BY spoken",
        Facet.Subject => "SELECT subject AS value, count(*)::int AS count FROM found CROSS JOIN LATERAL unnest(subjects) AS subject GROUP BY subject",
        Facet.Year => CountsOf("published_year"),
        Facet.MaterialType => CountsOf("material_type"),
        Facet.Branch => "SELECT branch_id::text AS value, count(DISTINCT book_id)::int AS count FROM stock GROUP BY branch_id",
        Facet.Availability => """
            SELECT free.value::text AS value, (CASE WHEN free.value THEN free.books ELSE cardinality({0}) - free.books END)::int AS count
            FROM (SELECT count(DISTINCT book_id) AS books FROM stock WHERE available) AS counted CROSS JOIN LATERAL (VALUES (true, books), (false, books)) AS free (value, books)
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(facet), facet, "There is no such facet."),
    };

    private static string CountsOf(string column) => $"SELECT {column}::text AS value, count(*)::int AS count FROM found GROUP BY {column}";

    /// <summary>What found books are for.</summary>
    private enum Purpose
    {
        /// <summary>The best come first.</summary>
        Ranking,

        /// <summary>They come in another order, and it is told how many there are, and of which sorts.</summary>
        Sorting,

        /// <summary>They come in another order, and nothing else is told.</summary>
        Listing,
    }

    /// <summary>Of the books that were asked, how many answer a query, and which of these meet its filter too.</summary>
    private sealed record Sample(int Answering, int[] Meeting)
    {
        /// <summary>Whether so many answer, and so many of these meet the filter, that books are sooner asked whether they meet it than the index, which must gather all that do.</summary>
        public bool IsFilterWeak => Answering >= Asked / Many && Meeting.Length >= Answering / 3;
    }

    private sealed record HitColumns(int[] BookIds, int[] Scores, int[] Sources);

    private sealed record FacetRow(string Facet, string Value, int Count);

    private sealed record SuggestionRow(string Kind, string Text);
}
