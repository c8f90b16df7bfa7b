using System.Text;
using System.Text.Unicode;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>Reads the texts of one record in the encoding that it is in, which is not always the one that its leader names.</summary>
internal sealed class MarcText
{
    private readonly Encoding? _encoding;
    private readonly HashSet<string> _unreadable = [];

    private MarcText(Encoding? encoding) => _encoding = encoding;

    /// <summary>The tags of fields that hold what stands for no character; each such place becomes U+FFFD.</summary>
    public IReadOnlyCollection<string> Unreadable => _unreadable;

    /// <summary>Whether the record is in Unicode (UTF-8) already.</summary>
    public bool IsUnicode => _encoding == Encoding.UTF8;

    /// <summary>Finds out how a record is encoded.</summary>
    /// <param name="data">All of its fields.</param>
    /// <param name="isUnicode">Whether the leader says that it is Unicode.</param>
    /// <param name="stated">The encoding that somebody names for the whole file; null to go by the records.</param>
    public static MarcText Of(ReadOnlySpan<byte> data, bool isUnicode, Encoding? stated)
    {
        if (stated is not null)
            return new MarcText(stated);
        var isAscii = data.IndexOfAnyInRange((byte)0x80, (byte)0xFF) < 0;
        // Bytes that are valid UTF-8 throughout are no MARC-8 by chance, whatever the leader says.
        if (Utf8.IsValid(data) && (isUnicode || !isAscii) && !(isAscii && HasEscape(data)))
            return new MarcText(Encoding.UTF8);
        return isUnicode && !IsMarc8(data) ? new MarcText(Encoding.UTF8) : new MarcText(null);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="tag">The field it is from.</param>
    public string Read(ReadOnlySpan<byte> bytes, string tag)
    {
        if (bytes.IsEmpty)
            return "";
        if (_encoding is null)
            return ReadMarc8(bytes, tag);
        if (_encoding == Encoding.UTF8 && !Utf8.IsValid(bytes))
            _unreadable.Add(tag);
        return _encoding.GetString(bytes);
    }

    private string ReadMarc8(ReadOnlySpan<byte> bytes, string tag)
    {
        var (unassigned, looseMarks) = (0, 0);
        var text = Marc8.Decode(bytes, ref unassigned, ref looseMarks);
        if (unassigned > 0)
            _unreadable.Add(tag);
        return text;
    }

    /// <summary>Whether a record that says it is Unicode, and is not, reads as MARC-8 without a doubt.</summary>
    private static bool IsMarc8(ReadOnlySpan<byte> data)
    {
        if (HasEscape(data))
            return true;
        var (unassigned, looseMarks) = (0, 0);
        foreach (var part in data.SplitAny(Iso2709.SubfieldDelimiter, Iso2709.FieldTerminator))
            Marc8.Decode(data[part], ref unassigned, ref looseMarks);
        return unassigned == 0 && looseMarks == 0;
    }

    private static bool HasEscape(ReadOnlySpan<byte> data)
    {
        for (var rest = data; rest.IndexOf((byte)0x1B) is var at and >= 0; rest = rest[(at + 1)..])
        {
            if (Marc8.IsEscape(rest[at..]))
                return true;
        }

        return false;
    }
}
