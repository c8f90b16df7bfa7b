namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>What ISO 2709 lays down of the exchange format.</summary>
internal static class Iso2709
{
    public const string MediaType = "application/marc";

    public const byte RecordTerminator = 0x1D;
    public const byte FieldTerminator = 0x1E;
    public const byte SubfieldDelimiter = 0x1F;

    /// <summary>The length of an entry of the directory: the tag, four digits of length, five digits of where the field starts.</summary>
    public const int EntryLength = 12;

    /// <summary>The largest record length that five digits can say.</summary>
    public const int MaxStatedLength = 99_999;

    /// <summary>The largest field length that four digits can say.</summary>
    public const int MaxStatedFieldLength = 9999;

    /// <summary>The longest record that is read; nothing that a library would keep is longer.</summary>
    public const int MaxRecordLength = 32 << 20;

    /// <summary>The number that digits make, blanks before it allowed.</summary>
    /// <returns>-1 where they are none.</returns>
    public static int NumberOf(ReadOnlySpan<byte> digits)
    {
        digits = digits.TrimStart((byte)' ');
        if (digits.IsEmpty)
            return -1;
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return -1;
            number = 10 * number + (digit - '0');
        }

        return number;
    }
}
