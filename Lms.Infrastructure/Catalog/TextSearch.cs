using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog;

/// <summary>Says in PostgreSQL's text search language what a query means.</summary>
internal static class TextSearch
{
    /// <summary>The expression; null where nothing is left that could be looked for.</summary>
    public static string? Of(SearchCondition condition, Lexicon lexicon) => condition switch
    {
        SearchTerm term => Of(term, lexicon[term.Text]),
        AnyOf any => Join(" | ", any.Parts.Select(part => Of(part, lexicon))),
        AllOf all => Of(all, lexicon),
        _ => null,
    };

    private static string? Of(AllOf all, Lexicon lexicon)
    {
        var wanted = all.Parts.Where(part => part is not NoneOf).ToList();
        var telling = wanted.Where(part => !IsFiller(part, lexicon)).ToList();
        return Join(" & ", (telling.Any(part => part is not SearchTerm { IsPrefix: true }) ? telling : wanted).Select(part => Of(part, lexicon))) is { } found
            ? Join(" & ", all.Parts.OfType<NoneOf>().Select(part => Of(part.Excluded, lexicon)).Select(excluded => excluded is null ? null : "!" + excluded).Prepend(found))
            : null;
    }

    private static bool IsFiller(SearchCondition part, Lexicon lexicon) =>
        part is SearchTerm { Field: null, IsPhrase: false, IsPrefix: false } term && lexicon[term.Text] is [{ IsFiller: true }];

    private static string? Of(SearchTerm term, IReadOnlyList<LexiconWord> words)
    {
        var weight = term.Field switch
        {
            SearchField.Title => "A",
            SearchField.Author => "B",
            SearchField.Subject => "C",
            SearchField.Isbn => "D",
            _ => "",
        };
        if (words.Count == 0)
            return null;
        if (term.Field == SearchField.Isbn)
            return Lexeme(string.Concat(words.Select(word => word.Folded)), term.IsPrefix ? "*D" : "D");
        if (words.Count == 1 && !term.IsPhrase && !term.IsPrefix)
            return Join(" | ", words[0].Stems.Prepend(words[0].Folded).Select(form => Lexeme(form, weight)));
        return Join(" <-> ", words.Select((word, place) => Lexeme(word.Folded, term.IsPrefix && place == words.Count - 1 ? "*" + weight : weight)));
    }

    /// <summary>Lexemes are letters and digits, with nothing in them to escape.</summary>
    private static string Lexeme(string word, string suffix) => suffix.Length == 0 ? $"'{word}'" : $"'{word}':{suffix}";

    private static string? Join(string @operator, IEnumerable<string?> parts) => parts.OfType<string>().ToList() switch
    {
        [] => null,
        [var one] => one,
        var several => $"({string.Join(@operator, several)})",
    };
}
