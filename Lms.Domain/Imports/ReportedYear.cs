using System.Globalization;
using System.Text.RegularExpressions;
using Lms.Domain.Catalog;

namespace Lms.Domain.Imports;

/// <summary>Years of publication as people and spreadsheets write them.</summary>
public static partial class ReportedYear
{
    /// <summary>
    /// Reads <c>1997</c>, <c>1997.0</c>, <c>-720.0</c>, <c>c1997</c>, <c>[1997?]</c>, <c>1997-05-01</c>, <c>05/1997</c>, <c>44 BC</c>, <c>ca. 380 BCE</c>.
    /// </summary>
    /// <returns>Negative before Christ; null where it says no year, says two, says 0 (there was none), or one out of the catalogue's bounds.</returns>
    public static int? Read(string text)
    {
        text = text.Trim();
        var year = WholeNumber().Match(text) is { Success: true } number ? ToNumber(number.Groups[1].Value)
            : BeforeChrist().Match(text) is { Success: true } before ? -ToNumber(before.Groups[1].Value)
            : FourDigits().Matches(text) is [var only] ? ToNumber(only.Value)
            : null;
        return year is >= Book.MinYear and <= Book.MaxYear and not 0 ? year : null;
    }

    private static int? ToNumber(string digits) =>
        int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"^(-?[0-9]{1,5})(?:[.,]0+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^[^0-9]{0,10}([0-9]{1,4})\s*B\.?\s*C\.?(?:\s*E\.?)?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex BeforeChrist();

    [GeneratedRegex("(?<![0-9])[0-9]{4}(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex FourDigits();
}
