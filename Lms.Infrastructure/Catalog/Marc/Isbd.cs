using System.Text;
using System.Text.RegularExpressions;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>Takes the punctuation of the International Standard Bibliographic Description off: it parts the fields of a printed card and belongs to none of them.</summary>
internal static partial class Isbd
{
    /// <summary>The marks that lead to the next part; those of East Asian and Arabic writing too.</summary>
    private const string Marks = " /:;,=\uFF0F\uFF1A\uFF1B\uFF0C\uFF1D\u060C\u061B";

    /// <summary>A text on one line, without control characters and without the punctuation that leads to the next part.</summary>
    /// <returns>Null where nothing is left.</returns>
    public static string? Trim(string? text)
    {
        if (text is null)
            return null;
        var line = Line(text).AsSpan().TrimEnd(Marks).TrimStart(Marks + ".").ToString();
        // An abbreviation and an initial keep their period, and so does an ellipsis.
        if (line.EndsWith('.') && !line.EndsWith("..", StringComparison.Ordinal) && !Abbreviated().IsMatch(line))
            line = line[..^1].TrimEnd();
        line = line.TrimEnd('\u3002', '\uFF0E');
        return line.Length == 0 ? null : line;
    }

    /// <summary>A text on one line, with single spaces, without control characters and marks of the direction of writing, which no reader needs who knows the letters.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character) && line is [.., not ' '])
                line.Append(' ');
            else if (!char.IsControl(character) && !char.IsWhiteSpace(character) && !IsDirection(character))
                line.Append(character);
        }

        return line.ToString().TrimEnd();
    }

    private static bool IsDirection(char character) => character is '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>The parts that are there, each trimmed, with something between them.</summary>
    /// <returns>Null where there is none.</returns>
    public static string? Join(string between, IEnumerable<string?> parts) => string.Join(between, parts.Select(Trim).OfType<string>()) is { Length: > 0 } joined ? joined : null;

    [GeneratedRegex(@"(?:^|[\s.\-])(?:\p{L}\p{M}*|[JS]r|Inc|Co|Corp|Ltd|Bros|St|Dr|etc|ed|vol|no|pt|ca|fl|cent)\.$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Abbreviated();
}
