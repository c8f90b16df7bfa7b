using System.Collections.Immutable;
using System.Text;

namespace Lms.Domain.Catalog;

/// <summary>
/// What somebody searches the catalogue for. Words stand beside each other or are joined by <c>AND</c>, <c>OR</c> and <c>NOT</c> (in capitals);
/// <c>-word</c> excludes, <c>"…"</c> is a phrase, <c>word*</c> a beginning, <c>author:</c>, <c>title:</c>, <c>subject:</c> and <c>isbn:</c> say
/// where to look, parentheses group; <c>NOT</c> binds closest, then <c>AND</c>, then <c>OR</c>. Every text is a query: what makes no sense as an
/// operator is passed over, and where nothing else is left, it is a word.
/// </summary>
public sealed record SearchQuery
{
    /// <summary>The most terms that are looked for; those after them are passed over.</summary>
    public const int MaxTerms = 32;

    /// <summary>The deepest nesting of parentheses; those inside are passed over.</summary>
    public const int MaxDepth = 8;

    private SearchQuery(SearchCondition? condition, bool isToTheLetter) => (Condition, IsToTheLetter) = (condition, isToTheLetter);

    /// <summary>What a book must meet; null where the text says nothing, and every book will do.</summary>
    public SearchCondition? Condition { get; }

    /// <summary>
    /// Whether it means what was typed and nothing else: operators are operators, what is excluded stays so, and no term or group was passed over. Who but looks
    /// is helped by more freedom; what is changed must be what was meant. False where there is no condition.
    /// </summary>
    public bool IsToTheLetter { get; }

    /// <summary>The terms of the query in their order, excluded ones too.</summary>
    public IEnumerable<SearchTerm> Terms => Condition?.Terms ?? [];

    /// <summary>The terms that are looked for, without the excluded ones; at least one where there is a condition.</summary>
    public IEnumerable<SearchTerm> Wanted => WantedIn(Condition);

    /// <summary>Whether it is nothing but words and phrases that may stand anywhere, as when somebody types a title.</summary>
    public bool IsPlain => Condition switch
    {
        SearchTerm term => term.Field is null,
        AllOf all => all.Parts.All(part => part is SearchTerm { Field: null }),
        _ => false,
    };

    /// <summary>Reads a query. Takes time in proportion to the text's length, and never throws.</summary>
    /// <param name="text">What was typed; null is as good as nothing.</param>
    public static SearchQuery Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return new SearchQuery(null, isToTheLetter: false);
        if (Isbn.TryParse(text.Trim(), out var isbn))
            return new SearchQuery(new SearchTerm(isbn.Digits13, SearchField.Isbn), isToTheLetter: true);
        var reader = new SearchReader(Sayable(text));
        var condition = reader.Read();
        return new SearchQuery(condition, condition is not null && !reader.TookLiberties);
    }

    /// <summary>Halves of letters and NUL, which stand in no text of a book, part words.</summary>
    private static string Sayable(string text) => text.Any(character => character == '\0' || char.IsSurrogate(character))
        ? string.Concat(text.EnumerateRunes().Select(letter => letter.Value == 0 ? Rune.ReplacementChar : letter))
        : text;

    /// <summary>The same query with its terms looked up anew.</summary>
    /// <param name="replace">What becomes of a term.</param>
    public SearchQuery With(Func<SearchTerm, SearchTerm> replace) => new(Condition?.With(replace), IsToTheLetter);

    /// <inheritdoc/>
    public override string ToString() => Condition?.ToString() ?? "";

    private static IEnumerable<SearchTerm> WantedIn(SearchCondition? condition) => condition switch
    {
        null or NoneOf => [],
        AllOf all => all.Parts.SelectMany(WantedIn),
        _ => condition.Terms,
    };
}

/// <summary>The fields in which a term can be looked for.</summary>
public enum SearchField
{
    /// <summary>Title and subtitle.</summary>
    Title,

    /// <summary>Everybody who had a part in it.</summary>
    Author,

    /// <summary>Subjects, genre and series.</summary>
    Subject,

    /// <summary>The ISBN or other identifier.</summary>
    Isbn,
}

/// <summary>What a book must meet to be found.</summary>
public abstract record SearchCondition
{
    private protected SearchCondition()
    {
    }

    /// <summary>The terms in it, in their order.</summary>
    public abstract IEnumerable<SearchTerm> Terms { get; }

    /// <summary>The same condition with other terms.</summary>
    public abstract SearchCondition With(Func<SearchTerm, SearchTerm> replace);

    /// <summary>As it would be typed between others.</summary>
    private protected virtual string Grouped => $"({this})";

    private protected static string GroupedOf(SearchCondition condition) => condition.Grouped;
}

/// <summary>Something that must stand in a book.</summary>
/// <param name="Text">Of one word or more, as it was typed.</param>
/// <param name="Field">Where it must stand; null for anywhere.</param>
/// <param name="IsPhrase">Whether it must stand there in exactly these forms and this order.</param>
/// <param name="IsPrefix">Whether a word that begins so will do.</param>
public sealed record SearchTerm(string Text, SearchField? Field = null, bool IsPhrase = false, bool IsPrefix = false) : SearchCondition
{
    /// <inheritdoc/>
    public override IEnumerable<SearchTerm> Terms => [this];

    /// <inheritdoc/>
    public override SearchCondition With(Func<SearchTerm, SearchTerm> replace) => replace(this);

    private protected override string Grouped => ToString();

    /// <inheritdoc/>
    public override string ToString() =>
        (Field is { } field ? Enum.GetName(field)!.ToLowerInvariant() + ":" : "") + (IsPhrase ? $"\"{Text}\"" : Text) + (IsPrefix ? "*" : "");
}

/// <summary>All of several conditions, at least two, one of them at least no exclusion.</summary>
/// <param name="Parts">In their order.</param>
public sealed record AllOf(ImmutableArray<SearchCondition> Parts) : SearchCondition
{
    /// <inheritdoc/>
    public override IEnumerable<SearchTerm> Terms => Parts.SelectMany(part => part.Terms);

    /// <inheritdoc/>
    public override SearchCondition With(Func<SearchTerm, SearchTerm> replace) => new AllOf([.. Parts.Select(part => part.With(replace))]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Parts.Select(GroupedOf));
}

/// <summary>Any of several conditions, at least two, none of them an exclusion.</summary>
/// <param name="Parts">In their order.</param>
public sealed record AnyOf(ImmutableArray<SearchCondition> Parts) : SearchCondition
{
    /// <inheritdoc/>
    public override IEnumerable<SearchTerm> Terms => Parts.SelectMany(part => part.Terms);

    /// <inheritdoc/>
    public override SearchCondition With(Func<SearchTerm, SearchTerm> replace) => new AnyOf([.. Parts.Select(part => part.With(replace))]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(" OR ", Parts.Select(GroupedOf));
}

/// <summary>What must not stand in a book; only ever a part of <see cref="AllOf"/>.</summary>
/// <param name="Excluded">What is excluded.</param>
public sealed record NoneOf(SearchCondition Excluded) : SearchCondition
{
    /// <inheritdoc/>
    public override IEnumerable<SearchTerm> Terms => Excluded.Terms;

    /// <inheritdoc/>
    public override SearchCondition With(Func<SearchTerm, SearchTerm> replace) => new NoneOf(Excluded.With(replace));

    private protected override string Grouped => ToString();

    /// <inheritdoc/>
    public override string ToString() => "-" + GroupedOf(Excluded);
}
