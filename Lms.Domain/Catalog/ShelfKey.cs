using System.Globalization;
using System.Text;

namespace Lms.Domain.Catalog;

/// <summary>
/// What call numbers are sorted by, so that a list stands in the order of the shelf. Keys compare by code point. In Dewey and Library of Congress numbers alike, the class number is a number with
/// decimals (<c>QA9</c> before <c>QA76</c>, <c>QA76.5</c> before <c>QA76.73</c>, <c>823.9</c> after <c>823.15</c>), a Cutter number is a decimal (<c>.C55</c> before <c>.C6</c>), years
/// and volumes are whole numbers (<c>v.2</c> before <c>v.10</c>), and nothing comes before something.
/// </summary>
public static class ShelfKey
{
    /// <summary>The longest key of a call number with <see cref="Copy.MaxPlace"/> characters.</summary>
    public const int MaxLength = 640;

    private const int Digits = 9;

    private static readonly HashSet<string> WordsForParts = new(StringComparer.Ordinal) { "V", "VOL", "NO", "NR", "C", "COPY", "PT", "PART", "BD", "BAND", "T", "TOME", "HEFT", "ED", "SER" };

    /// <summary>The key of a call number.</summary>
    /// <param name="callNumber">The call number; null for none.</param>
    /// <returns>Empty where there is none, and not otherwise; copies without a call number come first.</returns>
    public static string Of(string? callNumber)
    {
        if (callNumber is null)
            return "";
        var text = new string([.. callNumber.Normalize(NormalizationForm.FormD).Where(character => CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark)]);
        var key = new StringBuilder();
        var hasClass = false;
        var word = "";
        for (var at = 0; at < text.Length;)
        {
            var start = at;
            if (char.IsAsciiDigit(text[at]))
            {
                at = End(text, at, char.IsAsciiDigit);
                var isAttached = start > 0 && char.IsLetter(text[start - 1]);
                // A lower case v that is written together with its number counts volumes; a capital one is a Cutter letter.
                var isCutter = hasClass && isAttached && !(WordsForParts.Contains(word) && char.IsLower(text[start - 1]));
                if (isCutter)
                {
                    key.Append(text, start, at - start);
                    continue;
                }

                Begin(key).Append(text[start..at].TrimStart('0').PadLeft(Digits, '0'));
                hasClass = true;
                if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
                {
                    start = at;
                    at = End(text, at + 1, char.IsAsciiDigit);
                    key.Append(text, start, at - start);
                }
            }
            else if (char.IsLetter(text[at]))
            {
                at = End(text, at, char.IsLetter);
                word = text[start..at].ToUpper(CultureInfo.InvariantCulture);
                Begin(key).Append(word);
            }
            else
            {
                at++;
            }
        }

        if (key.Length == 0)
            return " ";
        return key.Length <= MaxLength ? key.ToString() : key.ToString(0, MaxLength);
    }

    private static StringBuilder Begin(StringBuilder key) => key.Length == 0 ? key : key.Append(' ');

    private static int End(string text, int start, Func<char, bool> belongs)
    {
        var end = start + 1;
        while (end < text.Length && belongs(text[end]))
            end++;
        return end;
    }
}
