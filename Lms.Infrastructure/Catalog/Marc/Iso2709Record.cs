using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>Makes a record of its bytes. Repairs what every reader repairs: lengths, addresses, terminators, leaders that are a character short or long.</summary>
internal sealed class Iso2709Record
{
    private static readonly int[] LikelyLeaders = [Leader.Length, Leader.Length - 1, Leader.Length + 1];

    private readonly MarcText _text;
    private readonly List<string> _remarks = [];

    private Iso2709Record(MarcText text) => _text = text;

    /// <summary>Reads a record.</summary>
    /// <param name="number">Its place in the file.</param>
    /// <param name="bytes">The record, with its terminator or without.</param>
    /// <param name="isLast">Whether the file ends with it, so that a terminator may have been cut off together with the rest.</param>
    /// <param name="encoding">The encoding that somebody names for the file; null to go by the record.</param>
    public static MarcReading Read(int number, ReadOnlySpan<byte> bytes, bool isLast = true, Encoding? encoding = null)
    {
        var original = bytes;
        if (bytes is [.. var whole, Iso2709.RecordTerminator])
            bytes = whole;
        else if (isLast && bytes.Length > 5 && Iso2709.NumberOf(bytes[..5]) > bytes.Length + 1)
            return MarcReading.Broken(number, string.Create(CultureInfo.InvariantCulture, $"The file ends within it: its leader says {Iso2709.NumberOf(bytes[..5])} bytes, and there are {bytes.Length}."));
        if (bytes.Length <= Leader.Length)
            return MarcReading.Broken(number, string.Create(CultureInfo.InvariantCulture, $"It has {bytes.Length} bytes; its leader alone would have {Leader.Length}."));
        if (!TryFindDirectory(bytes, out var directory, out var data))
            return MarcReading.Broken(number, "It has no directory: its leader is not followed by entries of twelve characters each.");

        var area = bytes[data..];
        if (Iso2709Directory.Locate(bytes[directory], area) is not { } places)
            return MarcReading.Broken(number, string.Create(CultureInfo.InvariantCulture, $"Its directory does not fit its fields: it names {(directory.End.Value - directory.Start.Value) / Iso2709.EntryLength}, and there are {Iso2709Directory.CountOf(area)}."));

        var leader = ReadLeader(bytes[..directory.Start.Value]);
        var record = new Iso2709Record(MarcText.Of(area, leader.CharacterCodingScheme == 'a', encoding));
        var fields = new List<MarcField>(places.Count);
        foreach (var (tag, place) in places)
            fields.Add(record.ReadField(tag, area[place]));
        var remarks = record.Remarks();
        return new MarcReading(number, new MarcRecord(leader, fields), remarks, null)
        {
            Original = remarks is [] && record._text.IsUnicode && IsWellFormed(original, directory, data, places) ? original.ToArray() : null,
        };
    }

    /// <summary>Finds the directory by the terminator behind it, and by the leader's base address where that terminator is missing.</summary>
    private static bool TryFindDirectory(ReadOnlySpan<byte> bytes, out Range directory, out int data)
    {
        var terminator = bytes.IndexOf(Iso2709.FieldTerminator);
        var stated = Iso2709.NumberOf(bytes[12..17]);
        foreach (var (end, first) in (ReadOnlySpan<(int, int)>)[(terminator, terminator + 1), (stated, stated), (stated - 1, stated)])
        {
            foreach (var start in LikelyLeaders)
            {
                if (end < start || end > bytes.Length || first > bytes.Length || !EndsLeader(bytes[..start]) || !Iso2709Directory.IsOne(bytes[start..end], isExact: true))
                    continue;
                (directory, data) = (start..end, first);
                return true;
            }
        }

        data = terminator + 1;
        directory = Leader.Length..Math.Max(Leader.Length, terminator);
        return terminator > Leader.Length && Iso2709Directory.IsOne(bytes[directory], isExact: false);
    }

    /// <summary>Whether a leader ends here: at its length, or, where it has a character too few or too many, behind its entry map.</summary>
    private static bool EndsLeader(ReadOnlySpan<byte> bytes) => bytes.Length == Leader.Length || bytes.EndsWith("4500"u8);

    /// <summary>Reads a leader. A record longer than five digits can say may have a sixth.</summary>
    private static Leader ReadLeader(ReadOnlySpan<byte> bytes) =>
        Leader.Of(Encoding.Latin1.GetString(bytes.Length > Leader.Length && !bytes[..6].ContainsAnyExceptInRange((byte)'0', (byte)'9') ? bytes[1..] : bytes));

    /// <summary>Whether the length and all places are right, and nothing has to be converted: whoever writes it may write these bytes.</summary>
    private static bool IsWellFormed(ReadOnlySpan<byte> bytes, Range directory, int data, IReadOnlyList<(string Tag, Range Place)> places)
    {
        if (bytes[^1] != Iso2709.RecordTerminator || Iso2709.NumberOf(bytes[..5]) != bytes.Length || Iso2709.NumberOf(bytes[12..17]) != data || !directory.Equals(Leader.Length..(data - 1))
            || bytes[data - 1] != Iso2709.FieldTerminator || bytes[9] != 'a' || !Utf8.IsValid(bytes))
            return false;
        var entries = bytes[directory];
        foreach (var (_, place) in places)
        {
            var (start, end) = (place.Start.Value, place.End.Value);
            if (Iso2709.NumberOf(entries[3..7]) != end - start + 1 || Iso2709.NumberOf(entries[7..12]) != start || bytes[data + end] != Iso2709.FieldTerminator)
                return false;
            entries = entries[Iso2709.EntryLength..];
        }

        return true;
    }

    private MarcField ReadField(string tag, ReadOnlySpan<byte> content)
    {
        if (MarcField.IsControl(tag) || (!tag.All(char.IsAsciiDigit) && !content.Contains(Iso2709.SubfieldDelimiter)))
            return new ControlField(tag, Text(content, tag));

        var delimiter = content.IndexOf(Iso2709.SubfieldDelimiter);
        var indicators = delimiter < 0 ? content[..Math.Min(2, content.Length)] : content[..delimiter];
        if (indicators[..Math.Min(2, indicators.Length)].ContainsAnyExceptInRange((byte)' ', (byte)'~'))
            _remarks.Add($"Field {tag} has an indicator that is no printable ASCII character; a blank was put in its place.");
        else if (indicators.Length > 2)
            _remarks.Add($"Field {tag} has more than two indicators; the first two were kept.");
        var subfields = new List<Subfield>();
        if (delimiter < 0 && content.Length > 2)
            subfields.Add(new Subfield('a', Text(content[2..], tag)));
        for (var rest = delimiter < 0 ? [] : content[(delimiter + 1)..]; !rest.IsEmpty;)
        {
            var next = rest.IndexOf(Iso2709.SubfieldDelimiter);
            AddSubfield(subfields, tag, next < 0 ? rest : rest[..next]);
            rest = next < 0 ? [] : rest[(next + 1)..];
        }

        return new DataField(tag, Indicator(indicators, 0), Indicator(indicators, 1), subfields);
    }

    private void AddSubfield(List<Subfield> subfields, string tag, ReadOnlySpan<byte> content)
    {
        // A code is ASCII; where bytes of another kind stand before it, they got there by accident.
        var code = content.IndexOfAnyInRange((byte)' ', (byte)'~');
        if (code < 0)
            return;
        if (code > 0)
            _remarks.Add($"Field {tag} has a subfield code that is no ASCII character; '{(char)content[code]}' was taken.");
        subfields.Add(new Subfield((char)content[code], Text(content[(code + 1)..], tag)));
    }

    private string Text(ReadOnlySpan<byte> bytes, string tag)
    {
        if (!bytes.ContainsAny(Iso2709.FieldTerminator, Iso2709.RecordTerminator))
            return _text.Read(bytes, tag);
        _remarks.Add($"Field {tag} has a terminator within it; a blank was put in its place.");
        return _text.Read(bytes, tag).Replace((char)Iso2709.FieldTerminator, ' ').Replace((char)Iso2709.RecordTerminator, ' ');
    }

    private List<string> Remarks()
    {
        if (_text.Unreadable.Count > 0)
            _remarks.Add($"Bytes that are no characters were replaced in {(_text.Unreadable.Count == 1 ? "field" : "fields")} {string.Join(", ", _text.Unreadable)}.");
        return _remarks;
    }

    private static char Indicator(ReadOnlySpan<byte> indicators, int place) => place < indicators.Length && indicators[place] is >= 0x20 and <= 0x7E ? (char)indicators[place] : ' ';
}
