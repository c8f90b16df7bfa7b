using System.Globalization;
using System.Text.RegularExpressions;

namespace Lms.Domain.Imports;

/// <summary>Numbers of pages as files give them.</summary>
public static partial class ReportedPages
{
    /// <summary>Reads <c>374</c>, <c>374.0</c>, <c>374 p.</c>, <c>374 pages</c> and <c>xii, 374 p.</c></summary>
    /// <returns>At least 1; null where it says no number of pages, or 0.</returns>
    public static int? Read(string text) =>
        Pages().Match(text) is { Success: true } match && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var pages) && pages > 0 ? pages : null;

    [GeneratedRegex(@"^\s*(?:[ivxlc]+,\s*)?([0-9]{1,6})(?:\.0)?\s*(?:p|pp|pages|S|Seiten)?\.?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Pages();
}
