using System.Globalization;
using Lms.Domain.Catalog;

namespace Lms.Domain.Imports;

/// <summary>One cell with an identifier in it.</summary>
internal sealed record ReportedNumber
{
    /// <summary>No ISBN-10 that a library is likely to hold begins with more than four zeros.</summary>
    private const int FewestDigits = 6;

    private static readonly ReportedNumber None = new() { Text = "" };

    /// <summary>The identifier, repaired where it could be; empty where the cell is.</summary>
    public required string Text { get; init; }

    /// <summary>The number; null where it is no valid ISBN.</summary>
    public Isbn? Isbn { get; init; }

    /// <summary>The digits that are left of a number in scientific notation; null where the cell has no such number.</summary>
    public string? Head { get; init; }

    public bool LostDigits => Head is not null;

    /// <summary>Whether there is an identifier, and all of it.</summary>
    public bool IsComplete => Text.Length > 0 && !LostDigits;

    public bool LooksLikeIsbn => IsComplete && Text.All(character => char.IsAsciiDigit(character) || character is '-' or ' ' or 'x' or 'X');

    public static ReportedNumber Read(string? cell)
    {
        var text = Unwrap(cell);
        if (text.Length == 0)
            return None;
        if (ReadScientific(text) is { } scientific)
            return scientific;

        text = text.EndsWith(".0", StringComparison.Ordinal) && text[..^2].All(char.IsAsciiDigit) ? text[..^2] : text;
        foreach (var candidate in Candidates(text))
        {
            if (Catalog.Isbn.TryParse(candidate, out var isbn))
                return new ReportedNumber { Text = candidate, Isbn = isbn };
        }

        return new ReportedNumber { Text = text };
    }

    /// <summary>Whether the other cell may well mean the same number. The last digit before the loss was rounded and says nothing.</summary>
    public bool Agrees(ReportedNumber other) => other.Head is { } head
        ? Isbn!.Value.Digits13.StartsWith(head[..^1], StringComparison.Ordinal)
        : other.Isbn == Isbn;

    /// <summary>The text itself, with its zeros back, and without a binding in parentheses.</summary>
    private static IEnumerable<string> Candidates(string text)
    {
        yield return text;
        if (text.Length is >= FewestDigits and < 10)
            yield return text.PadLeft(10, '0');
        if (text.IndexOf('(', StringComparison.Ordinal) is > 0 and var binding)
            yield return text[..binding].TrimEnd();
    }

    /// <summary>Spreadsheets write <c>="0439023483"</c> or <c>'0439023483</c> to keep a number as text.</summary>
    private static string Unwrap(string? cell)
    {
        var text = cell?.Trim() ?? "";
        if (text.Length > 3 && text.StartsWith("=\"", StringComparison.Ordinal) && text.EndsWith('"'))
            text = text[2..^1];
        return text.TrimStart('\'').Trim();
    }

    private static ReportedNumber? ReadScientific(string text)
    {
        if (text.Length > 32 || text.IndexOfAny(['e', 'E']) is not (> 0 and var exponentAt)
            || !decimal.TryParse(text[..exponentAt], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _)
            || !int.TryParse(text[(exponentAt + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) || exponent is < 5 or > 15)
            return null;

        var point = text.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? exponentAt : point;
        var digits = text[..exponentAt].Replace(".", "", StringComparison.Ordinal);
        return whole + exponent == digits.Length ? Read(digits) : new ReportedNumber { Text = text, Head = digits };
    }
}
