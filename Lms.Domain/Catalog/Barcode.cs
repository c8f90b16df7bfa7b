using System.Globalization;

namespace Lms.Domain.Catalog;

/// <summary>Barcodes that the library makes itself: fourteen digits, as library scanners expect them.</summary>
public static class Barcode
{
    private const long Numbers = 1_000_000_000_000;

    /// <summary>The barcode of the copy with a running number: a 3 (an item), the number, a Luhn (ISO/IEC 7812-1) check digit.</summary>
    /// <param name="number">From 0 to 999,999,999,999, both inclusive.</param>
    public static string ForCopy(long number) => Make('3', number);

    /// <summary>The card number of a user with a running number: a 2 (a person), the number, a Luhn check digit.</summary>
    /// <inheritdoc cref="ForCopy" path="/param"/>
    public static string ForCard(long number) => Make('2', number);

    private static string Make(char kind, long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, Numbers);
        var digits = kind + number.ToString("D12", CultureInfo.InvariantCulture);
        return digits + CheckDigit(digits);
    }

    private static char CheckDigit(string digits)
    {
        var sum = 0;
        for (var place = 0; place < digits.Length; place++)
        {
            var digit = digits[digits.Length - 1 - place] - '0';
            sum += place % 2 == 1 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        }

        return (char)('0' + (10 - sum % 10) % 10);
    }
}
