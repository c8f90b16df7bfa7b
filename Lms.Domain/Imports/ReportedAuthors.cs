using System.Text.RegularExpressions;
using Lms.Domain.Catalog;

namespace Lms.Domain.Imports;

/// <summary>The people that an author cell names.</summary>
/// <remarks>
/// A comma may part two people (<c>J.K. Rowling, Mary GrandPré</c>) or one person's names (<c>Le Guin, Ursula K.</c>). It is taken to part people only where
/// every part looks like a whole name; otherwise the cell stays whole, so that nobody is cut in two.
/// </remarks>
public static partial class ReportedAuthors
{
    /// <summary>Reads everybody, in the order of the cell. Nobody is named twice.</summary>
    /// <returns>At least one, unless the text is blank.</returns>
    public static IReadOnlyList<Contributor> Read(string text) =>
        [.. Split(text.Trim()).Select(ReadOne).Where(person => person.Name.Length > 0).DistinctBy(person => (person.Name.ToUpperInvariant(), person.Role))];

    private static IEnumerable<string> Split(string text)
    {
        if (text.AsSpan().IndexOfAny(';', '|') >= 0)
            return text.Split([';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (SplitAtCommas(text) is { } people)
            return people.SelectMany(SplitAtAmpersand);
        return SplitAtAmpersand(text);
    }

    private static List<string>? SplitAtCommas(string text)
    {
        var parts = new List<string>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (parts.Count > 0 && Suffix().IsMatch(part))
                parts[^1] += ", " + part;
            else
                parts.Add(part);
        }

        var whole = parts.Count(IsWholeName);
        return parts.Count == whole || (parts.Count > 2 && whole > 0 && !parts.Any(EndsInInitial)) ? parts : null;
    }

    private static IEnumerable<string> SplitAtAmpersand(string text)
    {
        var parts = Ampersand().Split(text);
        return parts.Length > 1 && parts.All(IsWholeName) ? parts : [text];
    }

    private static Contributor ReadOne(string text) => Role().Match(text) is { Success: true } match
        ? new Contributor(match.Groups["name"].Value, match.Groups["role"].Value.ToLowerInvariant())
        : new Contributor(text, Contributor.Author);

    private static bool IsWholeName(string part) => part.Contains(' ', StringComparison.Ordinal) && !EndsInInitial(part);

    private static bool EndsInInitial(string part) => Initial().IsMatch(part);

    [GeneratedRegex(@"(^|[\s.])\p{Lu}\.$", RegexOptions.CultureInvariant)]
    private static partial Regex Initial();

    [GeneratedRegex(@"^(?:Jr|Sr|II|III|IV|V|Ph\.?\s?D|M\.?D|Esq|MBE|OBE)\.?$", RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();

    [GeneratedRegex(@"\s+&\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Ampersand();

    [GeneratedRegex(@"^(?<name>.+?)\s*[(\[](?<role>author|editor|translator|illustrator|narrator|introduction|foreword|photographer|compiler|contributor)[)\]]$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Role();
}
