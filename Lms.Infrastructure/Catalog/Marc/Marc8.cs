using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>Reads MARC-8 (ANSEL and the sets that escape sequences switch to), as MARC 21 Specifications for Record Structure, Character Sets defines it.</summary>
internal sealed partial class Marc8
{
    private const byte Escape = 0x1B;
    private static readonly CodeTables Tables = CodeTables.Instance;

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _marks = new();
    private byte _g0 = CodeTables.BasicLatin;
    private byte _g1 = CodeTables.ExtendedLatin;

    private Marc8()
    {
    }

    /// <summary>How many codes stand for no character; each becomes U+FFFD.</summary>
    public int Unassigned { get; private set; }

    /// <summary>How many marks stand before nothing that a mark can stand on: a sign that the text is no MARC-8.</summary>
    public int LooseMarks { get; private set; }

    /// <summary>Reads a text that begins in the default sets; normalised (NFC), with references such as <c>&amp;#x0259;</c> resolved.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="unassigned">Counts codes that stand for no character.</param>
    /// <param name="looseMarks">Counts marks that stand before nothing that a mark can stand on.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, ref int unassigned, ref int looseMarks)
    {
        if (bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0 && !bytes.ContainsAny((byte)'&', Escape))
            return Encoding.ASCII.GetString(bytes);

        var reading = new Marc8();
        reading.Read(bytes);
        unassigned += reading.Unassigned;
        looseMarks += reading.LooseMarks;
        return Resolve(Normalize(reading._text));
    }

    /// <summary>Whether an escape sequence of MARC-8 begins here.</summary>
    public static bool IsEscape(ReadOnlySpan<byte> bytes) =>
        bytes is [Escape, (byte)'(' or (byte)',' or (byte)')' or (byte)'-' or (byte)'$' or (byte)'g' or (byte)'b' or (byte)'p' or (byte)'s', ..];

    private void Read(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            if (bytes[at] == Escape)
                at += Designate(bytes[at..]);
            else if (bytes[at] <= 0x20)
                at += Add(new Rune(bytes[at]));
            else
                at += ReadCode(bytes[at..]);
        }

        if (_marks.Length > 0)
        {
            LooseMarks++;
            _text.Append(_marks);
        }
    }

    private int ReadCode(ReadOnlySpan<byte> bytes)
    {
        // The four controls of C1 that MARC-8 knows are not affected by what is designated.
        if (bytes[0] is >= 0x80 and < 0xA0)
            return Add(CodeTables.ExtendedLatin, bytes[0], 1);

        var set = bytes[0] < 0x80 ? _g0 : _g1;
        if (set != CodeTables.EastAsian)
            return Add(set, bytes[0] & 0x7F, 1);
        // What is no printable character belongs to what follows: an escape sequence above all.
        if (bytes[..Math.Min(3, bytes.Length)].IndexOfAnyInRange<byte>(0, 0x20) is > 0 and var cut)
            return Fail(cut);
        if (bytes.Length < 3)
            return Fail(bytes.Length);
        return Add(set, (bytes[0] & 0x7F) << 16 | (bytes[1] & 0x7F) << 8 | bytes[2] & 0x7F, 3);
    }

    private int Add(byte set, int code, int length)
    {
        if (!Tables.TryFind(set, code, out var entry))
            return Fail(length);
        if (!entry.IsCombining)
            Add(new Rune(entry.CodePoint));
        else if (entry.CodePoint != 0)
            _marks.Append((char)entry.CodePoint);
        return length;
    }

    private int Add(Rune character)
    {
        _text.Append(character.ToString());
        if (_marks.Length == 0)
            return 1;
        if (!Rune.IsLetterOrDigit(character))
            LooseMarks++;
        _text.Append(_marks);
        _marks.Clear();
        return 1;
    }

    private int Fail(int length)
    {
        Unassigned++;
        Add(Rune.ReplacementChar);
        return length;
    }

    /// <summary>Follows an escape sequence.</summary>
    /// <returns>Its length; that of the escape alone where it is none, or none that MARC-8 knows.</returns>
    private int Designate(ReadOnlySpan<byte> bytes)
    {
        switch (bytes)
        {
            case [_, (byte)'g' or (byte)'b' or (byte)'p', ..]:
                _g0 = bytes[1];
                return 2;
            case [_, (byte)'s', ..]:
                _g0 = CodeTables.BasicLatin;
                return 2;
            case [_, (byte)'(' or (byte)',', (byte)'!', var final, ..] when Tables.Has(final):
                _g0 = final;
                return 4;
            case [_, (byte)'(' or (byte)',', var final, ..] when Tables.Has(final):
                _g0 = final;
                return 3;
            case [_, (byte)')' or (byte)'-', (byte)'!', var final, ..] when Tables.Has(final):
                _g1 = final;
                return 4;
            case [_, (byte)')' or (byte)'-', var final, ..] when Tables.Has(final):
                _g1 = final;
                return 3;
            case [_, (byte)'$', (byte)')' or (byte)'-', CodeTables.EastAsian, ..]:
                _g1 = CodeTables.EastAsian;
                return 4;
            case [_, (byte)'$', (byte)'(' or (byte)',', CodeTables.EastAsian, ..]:
                _g0 = CodeTables.EastAsian;
                return 4;
            case [_, (byte)'$', CodeTables.EastAsian, ..]:
                _g0 = CodeTables.EastAsian;
                return 3;
            // An escape that begins no sequence, or one that the text ends within, is a character like others.
            case [_] or [_, (byte)'(' or (byte)',' or (byte)')' or (byte)'-' or (byte)'$'] or [_, (byte)'(' or (byte)',' or (byte)')' or (byte)'-', (byte)'!'] or [_, (byte)'$', (byte)'(' or (byte)',' or (byte)')' or (byte)'-']:
            case [_, not ((byte)'(' or (byte)',' or (byte)')' or (byte)'-' or (byte)'$'), ..]:
                return Add(new Rune((char)Escape));
            default:
                return Fail(1);
        }
    }

    private static string Normalize(StringBuilder text) => text.ToString().Normalize(NormalizationForm.FormC);

    private static string Resolve(string text) => text.Contains("&#", StringComparison.Ordinal)
        ? Reference().Replace(text, match => int.TryParse(match.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code) && code >= 0x20 ? new Rune(code).ToString() : match.Value)
        : text;

    [GeneratedRegex("&#[xX]([0-9A-Fa-f]{1,6});", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
