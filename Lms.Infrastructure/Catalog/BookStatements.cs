using System.Globalization;
using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog;

/// <summary>A statement and its parameters.</summary>
internal sealed record Statement(string Sql, object[] Parameters);

/// <summary>Where a book was come across.</summary>
internal enum HitSource
{
    /// <summary>Among those whose titles begin as the query does.</summary>
    ByTitle,

    /// <summary>Among those that are lent often.</summary>
    Popular,

    /// <summary>Among any.</summary>
    Any,
}

/// <summary>A book that answers a query.</summary>
internal sealed record Hit(int BookId, int Score, HitSource Source);

/// <summary>The statements that find the books that answer a query.</summary>
/// <param name="query">The query.</param>
/// <param name="lexicon">Its words.</param>
/// <param name="match">What the index has of the books that are meant.</param>
/// <param name="indexed">What of it the index is asked; the rest is asked of each book.</param>
/// <param name="isRanked">Whether the books are to be ranked.</param>
/// <param name="isBroad">Whether so many books answer that reading one after the other finds some sooner than the index.</param>
internal sealed class BookStatements(SearchQuery query, Lexicon lexicon, string match, string indexed, bool isRanked, bool isBroad)
{
    /// <summary>The most books that are looked at because their title begins as the query does.</summary>
    private const int MaxByTitle = 500;

    /// <summary>The most books that are looked at because they are lent often.</summary>
    private const int MaxPopular = 1500;

    /// <summary>The most popular books that are asked for beginnings of words, which an index would have to gather word by word once more.</summary>
    private const int MaxAskedForBeginnings = 5000;

    /// <summary>An index is not asked for what is said so.</summary>
    private const string OutOfTheIndex = "(document @@ {0}::tsquery) IS TRUE";

    private readonly string _title = isRanked && query.IsPlain
        ? Book.SortForm(string.Join(' ', query.Terms.SelectMany(term => lexicon[term.Text]).Select(word => word.Folded)))
        : "";

    /// <summary>What the index has of the books that are meant.</summary>
    public string Match => match;

    /// <summary>Finds the likeliest books: those whose titles begin as the query does, those that are lent often, and others up to a bound.</summary>
    /// <param name="limit">The bound.</param>
    /// <param name="areScored">Whether to score them too.</param>
    public Statement Likeliest(int limit, bool areScored = true)
    {
        var parameters = new List<object> { match };
        var sources = new List<string>();
        var hasBeginnings = query.Wanted.Any(term => term.IsPrefix);
        if (_title.Length > 0)
        {
            parameters.AddRange(_title, _title + "\U0010FFFF");
            sources.Add($"(SELECT {Source(HitSource.ByTitle)}, begun.* FROM (SELECT * FROM search_entries WHERE title_key ~>=~ {{1}} AND title_key ~<~ {{2}} ORDER BY title_key USING ~<~ LIMIT {MaxByTitle}) AS begun WHERE document @@ {{0}}::tsquery)");
        }

        if (isRanked && TextSearch.PopularOf(lexicon.Popular) is { } popular)
        {
            parameters.Add(hasBeginnings ? popular : TextSearch.And(match, popular));
            var lent = $"SELECT * FROM search_entries WHERE document @@ {{{parameters.Count - 1}}}::tsquery LIMIT";
            sources.Add($"(SELECT {Source(HitSource.Popular)}, lent.* FROM ({lent} {(hasBeginnings ? MaxAskedForBeginnings : MaxPopular)}) AS lent WHERE document @@ {{0}}::tsquery LIMIT {MaxPopular})");
        }

        parameters.Add(indexed);
        var meeting = isBroad ? OutOfTheIndex : $"document @@ {{{parameters.Count - 1}}}::tsquery{(indexed == match ? "" : $" AND {OutOfTheIndex}")}";
        sources.Add(string.Create(CultureInfo.InvariantCulture, $"(SELECT {Source(HitSource.Any)}, anyone.* FROM search_entries AS anyone WHERE {meeting} LIMIT {limit})"));
        return new Statement($"SELECT entry.book_id, {(areScored ? Score(parameters) : "0")} AS score, entry.source FROM ({string.Join(" UNION ALL ", sources)}) AS entry", [.. parameters]);
    }

    /// <summary>Scores some books.</summary>
    public Statement Of(int[] bookIds)
    {
        var parameters = new List<object> { bookIds };
        return new Statement($"SELECT entry.book_id, {Score(parameters)} AS score, {Source(HitSource.Any)} FROM search_entries AS entry WHERE entry.book_id = ANY ({{0}})", [.. parameters]);
    }

    /// <summary>Finds all books.</summary>
    public Statement All()
    {
        var parameters = new List<object> { match };
        return new Statement($"SELECT entry.book_id, {Score(parameters)} AS score, {Source(HitSource.Any)} FROM search_entries AS entry WHERE entry.document @@ {{0}}::tsquery", [.. parameters]);
    }

    private static string Source(HitSource source) => string.Create(CultureInfo.InvariantCulture, $"{(int)source} AS source");

    private string Score(List<object> parameters) => isRanked ? BookScore.Of(query, lexicon, _title, parameters) : "0";
}
