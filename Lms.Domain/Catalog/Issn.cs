namespace Lms.Domain.Catalog;

/// <summary>An International Standard Serial Number (ISO 3297).</summary>
public readonly record struct Issn
{
    private const int Length = 8;

    private readonly string _digits;

    private Issn(string digits) => _digits = digits;

    /// <summary>Reads an ISSN, with its hyphen or without; <c>ISSN</c> before it and spaces are passed over. The check digit must be right.</summary>
    /// <returns>False where <paramref name="text"/> is no ISSN; never throws.</returns>
    public static bool TryParse(string? text, out Issn issn)
    {
        issn = default;
        if (text is null || text.Length > 32)
            return false;
        var bare = text.Trim();
        if (bare.StartsWith("ISSN", StringComparison.OrdinalIgnoreCase))
            bare = bare[4..].TrimStart(':', ' ');
        if (bare.Length == Length + 1 && bare[4] is '-' or '\u2010' or '\u2011' or '\u2013' or ' ')
            bare = bare.Remove(4, 1);
        if (bare.Length != Length || !bare[..7].All(char.IsAsciiDigit) || char.ToUpperInvariant(bare[7]) != CheckDigit(bare[..7]))
            return false;
        issn = new Issn(bare.ToUpperInvariant());
        return true;
    }

    /// <summary>The number as it is printed: <c>0317-8471</c>.</summary>
    public override string ToString() => $"{_digits[..4]}-{_digits[4..]}";

    private static char CheckDigit(string seven)
    {
        var sum = 0;
        for (var place = 0; place < seven.Length; place++)
            sum += (Length - place) * (seven[place] - '0');
        var digit = (11 - sum % 11) % 11;
        return digit == 10 ? 'X' : (char)('0' + digit);
    }
}
