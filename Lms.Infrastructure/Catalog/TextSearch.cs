using System.Globalization;
using Lms.Application.Catalog;
using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog;

/// <summary>
/// Says in PostgreSQL's text search language what a query means. The index has every word with its place and weight, and words of titles, people
/// and subjects once more with a mark before them, as it has what books are filtered by: it cannot tell weights, but marks.
/// </summary>
internal static class TextSearch
{
    private const int LastYear = 9999;

    private delegate string? SayTerm(SearchTerm term, IReadOnlyList<LexiconWord> words);

    /// <summary>How many letters of a word the index keeps.</summary>
    private const int LongestWord = 255;

    /// <summary>What the index has of the books that are meant; null where nothing is left that could be looked for.</summary>
    public static string? MatchOf(SearchCondition condition, Lexicon lexicon) => Of(condition, lexicon, Marked, Marked);

    /// <summary>What of it the index is asked: of a phrase only the words that tell something. It finds all books that are meant, and others, each of which must be asked for the rest.</summary>
    public static string? IndexedOf(SearchCondition condition, Lexicon lexicon) => Of(condition, lexicon, Telling, Marked);

    /// <summary>The same said by weights, which tell where in a book a word stands.</summary>
    public static string? RankOf(SearchCondition condition, Lexicon lexicon) => Of(condition, lexicon, Weighted, Weighted);

    /// <summary>What the index has of the books that meet a filter; null where it has nothing to tell them by.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="genre">Its genre in the database's lower case.</param>
    public static string? FilterOf(SearchFilter filter, string? genre) => Join(" & ",
    [
        genre is null ? null : Quote("g:" + genre),
        filter.Subject is null ? null : Quote("k:" + filter.Subject),
        filter.Language is null ? null : Quote("l:" + filter.Language),
        filter.MaterialType is null ? null : Quote("m:" + filter.MaterialType),
        YearsOf(filter.PublishedFrom, filter.PublishedTo),
    ]);

    /// <summary>What the index has of books that are lent often.</summary>
    /// <param name="popularities">How popular they are.</param>
    public static string? PopularOf(IEnumerable<short> popularities) =>
        Join(" | ", popularities.Select(popularity => string.Create(CultureInfo.InvariantCulture, $"'p:{popularity}'")));

    /// <summary>One expression and another.</summary>
    public static string And(string one, string? other) => other is null ? one : $"{one} & {other}";

    private static string? Of(SearchCondition condition, Lexicon lexicon, SayTerm wanted, SayTerm excluded) => condition switch
    {
        SearchTerm term => lexicon[term.Text] is { Count: > 0 } words ? wanted(term, words) : null,
        AnyOf any => Join(" | ", any.Parts.Select(part => Of(part, lexicon, wanted, excluded))),
        AllOf all => Of(all, lexicon, wanted, excluded),
        _ => null,
    };

    private static string? Of(AllOf all, Lexicon lexicon, SayTerm said, SayTerm saidNot)
    {
        var wanted = all.Parts.Where(part => part is not NoneOf).ToList();
        var telling = wanted.Where(part => !IsFiller(part, lexicon)).ToList();
        return Join(" & ", (telling.Any(part => part is not SearchTerm { IsPrefix: true }) ? telling : wanted).Select(part => Of(part, lexicon, said, saidNot))) is { } found
            ? Join(" & ", all.Parts.OfType<NoneOf>().Select(part => Of(part.Excluded, lexicon, saidNot, saidNot)).Select(excluded => excluded is null ? null : "!" + excluded).Prepend(found))
            : null;
    }

    private static bool IsFiller(SearchCondition part, Lexicon lexicon) =>
        part is SearchTerm { Field: null, IsPhrase: false, IsPrefix: false } term && lexicon[term.Text] is [{ IsFiller: true }];

    private static string? Marked(SearchTerm term, IReadOnlyList<LexiconWord> words)
    {
        if (MarkOf(term.Field) is not { } mark)
            return term.Field is null && IsOne(term, words) && words[0].IsStemmed ? Anywhere(words[0]) : Weighted(term, words);
        var standing = IsOne(term, words)
            ? Join(" | ", FormsOf(words[0]).Select(form => Lexeme(mark + form)))
            : Join(" & ", words.Select((word, place) => Lexeme(mark + word.Folded, IsBeginning(term, words, place) ? "*" : "")));
        return words.Count == 1 ? standing : Join(" & ", [standing, Weighted(term, words)]);
    }

    private static string? Telling(SearchTerm term, IReadOnlyList<LexiconWord> words)
    {
        var telling = words.Where((word, place) => !word.IsFiller && !IsBeginning(term, words, place)).ToList();
        return words.Count == 1 || telling is [] || term.Field == SearchField.Isbn ? Marked(term, words) : Join(" & ", telling.Select(word => Lexeme(MarkOf(term.Field) + word.Folded)));
    }

    private static string? MarkOf(SearchField? field) => field switch
    {
        SearchField.Title => "t:",
        SearchField.Author => "a:",
        SearchField.Subject => "s:",
        _ => null,
    };

    /// <summary>Names have no stems in the index: beside those of other texts, the word as it stands is looked for in them alone.</summary>
    private static string? Anywhere(LexiconWord word) =>
        Join(" | ", word.Stems.Select(stem => Lexeme(stem)).Concat(word.Stems.Contains(word.Folded) ? [] : [Lexeme("a:" + word.Folded)]));

    private static string? Weighted(SearchTerm term, IReadOnlyList<LexiconWord> words)
    {
        var weight = term.Field switch
        {
            SearchField.Title => "A",
            SearchField.Author => "B",
            SearchField.Subject => "C",
            SearchField.Isbn => "D",
            _ => "",
        };
        if (term.Field == SearchField.Isbn)
            return Lexeme(string.Concat(words.SelectMany(word => word.Folded.EnumerateRunes()).Take(LongestWord)), term.IsPrefix ? "*D" : "D");
        return IsOne(term, words)
            ? Join(" | ", FormsOf(words[0]).Select(form => Lexeme(form, weight)))
            : Join(" <-> ", words.Select((word, place) => Lexeme(word.Folded, (IsBeginning(term, words, place) ? "*" : "") + weight)));
    }

    /// <summary>Whether any form of the word will do.</summary>
    private static bool IsOne(SearchTerm term, IReadOnlyList<LexiconWord> words) => words is [{ IsPart: false }] && !term.IsPhrase && !term.IsPrefix;

    private static IEnumerable<string> FormsOf(LexiconWord word) => word.Stems.Prepend(word.Folded).Distinct();

    private static bool IsBeginning(SearchTerm term, IReadOnlyList<LexiconWord> words, int place) =>
        place == words.Count - 1 && (term.IsPrefix || words is [{ IsPart: true }]);

    private static string? YearsOf(int? from, int? to)
    {
        if (from is null && to is null)
            return null;
        var years = Years("", Math.Max(from ?? 0, 0), Math.Clamp(to ?? LastYear, -1, LastYear)).Select(year => Lexeme("y:" + year));
        return Join(" | ", from is null or < 0 ? years.Append(Lexeme("y:-")) : years) ?? Lexeme("y:none");
    }

    /// <summary>The millennia, centuries, decades and years, by their first digits, from one year to another; as few as will do.</summary>
    private static IEnumerable<string> Years(string digits, int from, int to)
    {
        var (first, last) = (int.Parse(digits.PadRight(4, '0'), CultureInfo.InvariantCulture), int.Parse(digits.PadRight(4, '9'), CultureInfo.InvariantCulture));
        if (last < from || first > to)
            return [];
        return digits.Length > 0 && from <= first && last <= to ? [digits] : Enumerable.Range(0, 10).SelectMany(digit => Years(digits + (char)('0' + digit), from, to));
    }

    /// <summary>Words are letters and digits, with nothing in them to escape.</summary>
    private static string Lexeme(string word, string suffix = "") => suffix.Length == 0 ? $"'{word}'" : $"'{word}':{suffix}";

    private static string Quote(string said) => $"'{said.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";

    private static string? Join(string @operator, IEnumerable<string?> parts) => parts.OfType<string>().ToList() switch
    {
        [] => null,
        [var one] => one,
        var several => $"({string.Join(@operator, several)})",
    };
}
