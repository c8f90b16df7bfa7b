namespace Lms.Domain.Catalog;

/// <summary>A name as a bibliography sorts and shortens it: a person's in its parts, a body's and a single name whole.</summary>
/// <param name="Whole">All of it, as it is displayed.</param>
/// <param name="Family">The name that it is filed under, with the particle that belongs to it (<c>van Gogh</c>); null where the name is not divided.</param>
/// <param name="Given">The other names; null where the name is not divided.</param>
/// <param name="Suffix">What follows the name, such as <c>Jr.</c>; null where nothing does.</param>
/// <param name="IsBody">Whether it is the name of a body and no person's.</param>
public sealed record PersonName(string Whole, string? Family, string? Given, string? Suffix, bool IsBody = false)
{
    private static readonly HashSet<string> Particles = new(StringComparer.OrdinalIgnoreCase)
    {
        "af", "al", "av", "ben", "bin", "da", "das", "de", "del", "della", "den", "der", "des", "di", "do", "dos", "du", "el", "ibn", "la", "las", "le", "lo", "los", "st.", "te", "ten", "ter", "van", "vom", "von", "zu", "zum", "zur",
    };

    private static readonly HashSet<string> Suffixes = new(StringComparer.OrdinalIgnoreCase) { "jr", "sr", "ii", "iii", "iv", "esq", "md", "phd" };

    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase) { "pope", "saint", "king", "queen", "emperor", "empress", "prince", "princess", "tsar", "the elder", "the younger" };

    private static readonly HashSet<string> WordsOfBodies = new(StringComparer.OrdinalIgnoreCase)
    {
        "and", "for", "of", "und", "et", "y", "e", "&", "academy", "agency", "association", "authors", "board", "books", "bureau", "college", "commission", "committee", "company", "congress", "corp", "corporation", "council", "department",
        "editors", "ensemble", "foundation", "gesellschaft", "gmbh", "government", "inc", "institut", "institute", "llc", "ltd", "ministry", "museum", "nations", "orchestra", "organisation", "organization", "parliament", "press",
        "productions", "publishers", "publishing", "quartet", "society", "staff", "studios", "team", "theatre", "universidad", "universität", "université", "university", "verlag",
    };

    /// <summary>The name as it is filed: <c>Wells, H. G.</c>; with a suffix <c>King, Martin Luther, Jr.</c>; undivided as it is.</summary>
    public string Filed => (Family, Given, Suffix) switch
    {
        (null, _, _) => Whole,
        (_, _, null) => $"{Family}, {Given}",
        _ => $"{Family}, {Given}, {Suffix}",
    };

    /// <summary>Reads a name in either order, <c>H. G. Wells</c> or <c>Wells, H. G.</c> What looks like a body, or like a name that nobody inverts, stays whole.</summary>
    /// <param name="name">Not blank.</param>
    public static PersonName Read(string name)
    {
        var text = WithoutFullerForm(name);
        return text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var family, var given, .. var rest] when !IsSuffix(given) => ReadInverted(text, family, given, rest),
            [var direct, var suffix, ..] => ReadDirect(text, direct, suffix),
            [var direct] => ReadDirect(text, direct, null),
            _ => Undivided(text),
        };
    }

    /// <summary>The name of a body.</summary>
    public static PersonName Body(string name) => new(name, null, null, null, IsBody: true);

    private static PersonName Undivided(string name) => new(name, null, null, null);

    private static PersonName ReadInverted(string text, string family, string given, string[] rest)
    {
        if (Titles.Contains(given))
            return Undivided(text);
        if ((family.Contains(' ', StringComparison.Ordinal) && LooksLikeBody(family)) || LooksLikeBody(given))
            return Body(text);
        return new PersonName($"{given} {family}", family, given, rest.FirstOrDefault(IsSuffix));
    }

    private static PersonName ReadDirect(string text, string direct, string? suffix)
    {
        var words = direct.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 2 && suffix is null && IsSuffix(words[^1]))
            (words, suffix) = (words[..^1], words[^1]);
        if (words.Length < 2)
            return Undivided(text);
        if (LooksLikeBody(direct) || words[0].Equals("the", StringComparison.OrdinalIgnoreCase))
            return Body(text);
        // Chinese, Japanese and Korean names begin with the family's.
        if (words.All(word => word[0] is >= '\u3040' and <= '\u9fff' or >= '\uac00' and <= '\ud7a3'))
            return new PersonName(text, words[0], string.Join(' ', words[1..]), suffix);

        var start = words.Length - 1;
        while (start > 1 && Particles.Contains(words[start - 1]))
            start--;
        return new PersonName(text, string.Join(' ', words[start..]), string.Join(' ', words[..start]), suffix);
    }

    private static bool IsSuffix(string text) => Suffixes.Contains(text.Replace(".", "", StringComparison.Ordinal));

    private static bool LooksLikeBody(string text) => text.Split(' ').Any(word => WordsOfBodies.Contains(word.TrimEnd('.')));

    /// <summary>A catalogue adds what initials stand for: <c>Wells, H. G. (Herbert George)</c>. No bibliography does.</summary>
    private static string WithoutFullerForm(string name) =>
        name.IndexOf(" (", StringComparison.Ordinal) is > 0 and var at && name.TrimEnd(' ', ',').EndsWith(')') ? name[..at].Trim() : name.Trim();
}
