using System.Globalization;
using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog;

/// <summary>
/// Says in SQL how well an entry of the index answers a query. What stands in the title counts most, then people, then subjects; on top of it that
/// the title is the query or begins so, how much of the title the query's words are, that the author's name has all that could be of one, and how
/// often the book is lent.
/// </summary>
internal static class BookScore
{
    /// <summary>The most words that are looked for one by one.</summary>
    private const int MaxWords = 16;

    /// <summary>The expression, of <c>entry</c>.</summary>
    /// <param name="query">The query.</param>
    /// <param name="lexicon">Its words.</param>
    /// <param name="title">It as the title of a book; empty where it is none.</param>
    /// <param name="parameters">The statement's parameters, to which those of the expression are added.</param>
    public static string Of(SearchQuery query, Lexicon lexicon, string title, List<object> parameters)
    {
        var words = WordsOf(query, lexicon, SearchField.Title).Select(word => word.Folded).Distinct().Take(MaxWords).ToList();
        var names = WordsOf(query, lexicon, SearchField.Author).Where(word => !word.IsFiller).Select(word => word.Folded).Distinct().Take(MaxWords).ToList();
        var points = new List<string>
        {
            $"(1000 * ts_rank('{{{{0.1,0.4,0.8,1}}}}', entry.document, {Add(parameters, TextSearch.RankOf(query.Condition!, lexicon)!)}::tsquery))::int",
            "100 * coalesce(entry.popularity, 0)",
        };
        if (title.Length > 0)
            points.Add($"CASE WHEN entry.title_key = {Add(parameters, title)} THEN 5000 WHEN starts_with(entry.title_key, {Add(parameters, query.Wanted.Last().IsPrefix ? title : title + " ")}) THEN 2000 ELSE 0 END");
        if (words.Count > 0)
        {
            var letters = words.Select(word => string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {Stands(word, "title_key", parameters)} THEN {word.Length + 1} ELSE 0 END"));
            points.Add($"({string.Join(" + ", letters)}) * 3000 / (length(entry.title_key) + 1)");
        }

        if (names.Count > 0)
            points.Add($"CASE WHEN {string.Join(" AND ", names.Select(name => Stands(name, "author_key", parameters)))} THEN 3500 ELSE 0 END");
        return string.Join(" + ", points);
    }

    private static IEnumerable<LexiconWord> WordsOf(SearchQuery query, Lexicon lexicon, SearchField field) =>
        query.Wanted.Where(term => term.Field is null || term.Field == field).SelectMany(term => lexicon[term.Text]);

    private static string Stands(string word, string column, List<object> parameters) => $"strpos(' ' || entry.{column} || ' ', {Add(parameters, $" {word} ")}) > 0";

    private static string Add(List<object> parameters, string value)
    {
        parameters.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"{{{parameters.Count - 1}}}");
    }
}
