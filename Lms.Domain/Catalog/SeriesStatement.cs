using System.Text.RegularExpressions;

namespace Lms.Domain.Catalog;

/// <summary>A series as a book names it: its title, and which volume of it the book is.</summary>
/// <param name="Title">The title of the series.</param>
/// <param name="Volume">The volume without the word for it, as in <c>3</c>, <c>2a</c>, <c>IV</c>; null where none is named.</param>
public sealed partial record SeriesStatement(string Title, string? Volume)
{
    /// <summary>
    /// Reads <c>Discworld ; 3</c> (as ISBD writes it), <c>Discworld, vol. 3</c>, <c>Discworld, Bd. 3</c>, <c>Discworld #3</c> and <c>Discworld (3)</c> all alike. A number without such a
    /// mark belongs to the title: <c>Area 51</c>.
    /// </summary>
    /// <param name="text">The statement; null for none.</param>
    /// <returns>Null where there is none.</returns>
    public static SeriesStatement? Read(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : Numbered().Match(text.Trim()) is { Success: true } match ? new SeriesStatement(match.Groups["title"].Value, match.Groups["volume"].Value)
        : new SeriesStatement(text.Trim(), null);

    [GeneratedRegex(@"^(?<title>.+?)(?:\s*[;#]\s*(?:(?:volume|vol|v|no|nr|number|book|bd|band|tome|t|part|pt)\b\.?\s*)?|\s*[,;]\s*(?:volume|vol|v|no|nr|number|book|bd|band|tome|t|part|pt)\b\.?\s*|\s+\((?:(?:volume|vol|no|nr|book|bd|band|#)\.?\s*)?(?=[^()]*\)$)|\s*,\s*#?)(?<volume>[0-9]+[a-z]?(?:[.\-/][0-9]+)?|[IVXLC]+)\)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 200)]
    private static partial Regex Numbered();
}
