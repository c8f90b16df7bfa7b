using System.Text.RegularExpressions;
using Lms.Domain.Catalog;

namespace Lms.Domain.Imports;

/// <summary>A title cell that may name the series too.</summary>
/// <param name="Title">The title proper.</param>
/// <param name="Series">The series with its volume, as in <c>The Hunger Games, #1</c>; null where the cell names none.</param>
public sealed partial record ReportedTitle(string Title, string? Series)
{
    /// <summary>Of a longer cell neither part could be catalogued; looking for them would only take time.</summary>
    private const int Longest = Book.MaxTitle + Book.MaxPhrase + 4;

    /// <summary>
    /// Takes a series out of <c>Title (Series, #1)</c>. Only a volume number makes parentheses a series: without one they may as well belong to the title,
    /// which then stays whole.
    /// </summary>
    public static ReportedTitle Read(string text) => text.Length <= Longest && WithSeries().Match(text) is { Success: true } match
        ? new ReportedTitle(match.Groups["title"].Value.TrimEnd(), match.Groups["series"].Value.Trim())
        : new ReportedTitle(text, null);

    [GeneratedRegex(@"^(?<title>[^(].*?)\s*\((?<series>(?:[^()]|\([^()]*\))+?#\s?[0-9](?:[^()])*)\)$", RegexOptions.CultureInvariant)]
    private static partial Regex WithSeries();
}
