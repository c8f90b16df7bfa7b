using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>
/// Writes records in the exchange format, always in Unicode. A record that was read from well-formed Unicode comes out byte by byte as it was. A record too long for
/// the five digits of its length, or a field for its four, is written with nines there, as other writers do; readers then go by terminators.
/// </summary>
internal static class Iso2709Writer
{
    private static readonly SearchValues<byte> Terminators = SearchValues.Create([Iso2709.RecordTerminator, Iso2709.FieldTerminator, Iso2709.SubfieldDelimiter]);

    /// <summary>Writes a record.</summary>
    public static byte[] Write(MarcRecord record)
    {
        var data = new ArrayBufferWriter<byte>(1024);
        var directory = new StringBuilder();
        foreach (var field in record.Fields)
        {
            var start = data.WrittenCount;
            WriteField(data, field);
            directory.Append(Tag(field.Tag)).Append(Digits(data.WrittenCount - start, 4)).Append(Digits(start, 5));
        }

        var baseAddress = Leader.Length + directory.Length + 1;
        var bytes = new byte[baseAddress + data.WrittenCount + 1];
        var leader = record.Leader.With(0, Digits(bytes.Length, 5)).With(9, "a22").With(12, Digits(baseAddress, 5)).With(20, "4500");
        Encoding.ASCII.GetBytes(leader.ToString(), bytes);
        Encoding.ASCII.GetBytes(directory.ToString(), bytes.AsSpan(Leader.Length));
        bytes[baseAddress - 1] = Iso2709.FieldTerminator;
        data.WrittenSpan.CopyTo(bytes.AsSpan(baseAddress));
        bytes[^1] = Iso2709.RecordTerminator;
        return bytes;
    }

    private static void WriteField(ArrayBufferWriter<byte> data, MarcField field)
    {
        switch (field)
        {
            case ControlField control:
                WriteText(data, control.Data);
                break;
            case DataField described:
                WriteByte(data, Code(described.Indicator1));
                WriteByte(data, Code(described.Indicator2));
                foreach (var subfield in described.Subfields)
                {
                    WriteByte(data, Iso2709.SubfieldDelimiter);
                    WriteByte(data, Code(subfield.Code));
                    WriteText(data, subfield.Value);
                }

                break;
        }

        WriteByte(data, Iso2709.FieldTerminator);
    }

    /// <summary>Writes a text; the three characters that part fields become blanks.</summary>
    private static void WriteText(ArrayBufferWriter<byte> data, string text)
    {
        var target = data.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, target);
        target[..length].ReplaceAny(Terminators, (byte)' ');
        data.Advance(length);
    }

    private static void WriteByte(ArrayBufferWriter<byte> data, byte value)
    {
        data.GetSpan(1)[0] = value;
        data.Advance(1);
    }

    private static byte Code(char code) => code is >= ' ' and <= '~' ? (byte)code : (byte)' ';

    private static string Tag(string tag) => tag is [_, _, _] && tag.All(char.IsAsciiLetterOrDigit) ? tag : "999";

    private static string Digits(int number, int places)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        return digits.Length > places ? new string('9', places) : digits.PadLeft(places, '0');
    }
}
