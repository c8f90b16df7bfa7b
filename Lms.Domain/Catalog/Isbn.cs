namespace Lms.Domain.Catalog;

/// <summary>
/// An International Standard Book Number (ISO 2108). Ten- and thirteen-digit forms, with or without hyphens, of the same
/// number are equal.
/// </summary>
public readonly record struct Isbn
{
    private Isbn(string digits13) => Digits13 = digits13;

    /// <summary>The thirteen digits, without hyphens.</summary>
    public string Digits13 { get; }

    /// <summary>
    /// The thirteen digits with hyphens between prefix, registration group, registrant, publication and check digit; without hyphens where the International ISBN Agency
    /// has not given the range to anybody.
    /// </summary>
    public string Hyphenated => IsbnRanges.Hyphenate(Digits13) ?? Digits13;

    /// <summary>
    /// Reads an ISBN-10 or ISBN-13. Hyphens and spaces are passed over; the check digit must be right.
    /// </summary>
    /// <returns>False where <paramref name="text"/> is no ISBN; never throws.</returns>
    public static bool TryParse(string? text, out Isbn isbn)
    {
        isbn = default;
        if (text is null || text.Length > 32)
            return false;

        Span<char> digits = stackalloc char[13];
        var length = 0;
        foreach (var character in text)
        {
            if (character is '-' or ' ' or '\u2010' or '\u2011' or '\u2013')
                continue;
            if (length == 13 || !(char.IsAsciiDigit(character) || (character is 'x' or 'X' && length == 9)))
                return false;
            digits[length++] = char.ToUpperInvariant(character);
        }

        return length switch
        {
            10 when HasValidCheckDigit10(digits[..10]) => Take(From10(digits[..9]), out isbn),
            13 when IsBookland(digits) && digits[12] == CheckDigit13(digits[..12]) => Take(new string(digits), out isbn),
            _ => false,
        };
    }

    /// <summary>The thirteen digits.</summary>
    public override string ToString() => Digits13;

    private static bool Take(string digits13, out Isbn isbn)
    {
        isbn = new Isbn(digits13);
        return true;
    }

    private static string From10(ReadOnlySpan<char> nine)
    {
        var twelve = string.Concat("978", nine);
        return twelve + CheckDigit13(twelve);
    }

    private static bool IsBookland(ReadOnlySpan<char> digits) => digits.StartsWith("978") || digits.StartsWith("979");

    private static bool HasValidCheckDigit10(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var place = 0; place < 10; place++)
            sum += (10 - place) * (digits[place] == 'X' ? 10 : digits[place] - '0');
        return sum % 11 == 0;
    }

    private static char CheckDigit13(ReadOnlySpan<char> twelve)
    {
        var sum = 0;
        for (var place = 0; place < 12; place++)
            sum += (place % 2 == 0 ? 1 : 3) * (twelve[place] - '0');
        return (char)('0' + (10 - sum % 10) % 10);
    }
}
