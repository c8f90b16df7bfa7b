using System.Text;
using System.Text.RegularExpressions;
using Lms.Application.Imports;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>
/// The text of an XML file, given to one XML reader after another: where one fails, the next goes on behind the fault. Only what was read since a place that the
/// reading may have to go back to is in memory.
/// </summary>
internal sealed partial class XmlText : TextReader
{
    /// <summary>Stands where bytes are no characters. Unicode promises that it is none, and XML allows it.</summary>
    public const char NoCharacter = '\uFDD0';

    /// <summary>How many bytes may stand before the end of the XML declaration.</summary>
    private const int LongestDeclaration = 512;

    /// <summary>How many characters a tag that begins a record has at most, up to the end of its name.</summary>
    private const int LongestTag = 64;

    private readonly Stream _file;
    private readonly byte[] _bytes = new byte[1 << 14];
    private Decoder _decoder = Encoding.UTF8.GetDecoder();
    private char[] _text = new char[1 << 15];
    private int _start;
    private int _given;
    private int _end;
    private bool _isAtEnd;

    private XmlText(Stream file) => _file = file;

    /// <summary>The line, from 1, of the place that the reading may go back to.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Where in its line that place is, from 1.</summary>
    public int Column { get; private set; } = 1;

    /// <summary>Begins a file. What stands before its first tag, a byte order mark or blanks, is passed over.</summary>
    /// <exception cref="UnreadableFileException">It names an encoding that nobody knows, or is compressed.</exception>
    public static async Task<XmlText> OpenAsync(Stream file, CancellationToken cancellationToken)
    {
        var text = new XmlText(file);
        var length = await file.ReadAtLeastAsync(text._bytes.AsMemory(0, LongestDeclaration), LongestDeclaration, throwOnEndOfStream: false, cancellationToken);
        Packing.Refuse(text._bytes.AsSpan(0, length));
        var encoding = (Encoding)EncodingOf(text._bytes.AsSpan(0, length)).Clone();
        encoding.DecoderFallback = new DecoderReplacementFallback(NoCharacter.ToString());
        text._decoder = encoding.GetDecoder();
        text.Decode(length);
        var blanks = text._text.AsSpan(0, text._end).IndexOfAnyExcept("\uFEFF \t\r\n");
        text._start = text._given = Math.Max(0, blanks);
        return text;
    }

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        if (_given == _end && !await FillAsync(cancellationToken))
            return 0;
        var length = Math.Min(buffer.Length, _end - _given);
        _text.AsMemory(_given, length).CopyTo(buffer);
        _given += length;
        return length;
    }

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count)).AsTask();

    /// <summary>Forgets what stands before a place: the reading will not go back behind it.</summary>
    public void KeepFrom(int line, int column)
    {
        while (Line < line && PassLine(_end))
            ;
        if (Line == line)
            Pass(Math.Max(_start, Math.Min(_end, _start + column - Column)));
    }

    /// <summary>Goes on to the next tag that begins a record; whoever reads on begins with it.</summary>
    /// <returns>The tag's prefix, and what was passed over; null where no record begins any more.</returns>
    public async Task<(string Prefix, string Passed)?> SkipToRecordAsync(CancellationToken cancellationToken)
    {
        for (var from = 1; ;)
        {
            if (BeginningFrom(from) is var (at, length))
            {
                var (passed, prefix) = (new string(_text, _start, at), new string(_text, _start + at + 1, length - "<record".Length).TrimEnd(':'));
                var end = _start + at;
                while (PassLine(end))
                    ;
                Pass(end);
                _given = _start;
                return (prefix, passed);
            }

            // The tag may be cut in two.
            from = Math.Max(1, _end - _start - LongestTag);
            if (!await FillAsync(cancellationToken))
                return null;
        }
    }

    private (int At, int Length)? BeginningFrom(int from)
    {
        var kept = _text.AsSpan(_start, _end - _start);
        foreach (var tag in BeginningOfRecord().EnumerateMatches(kept, Math.Min(from, kept.Length)))
            return (tag.Index, tag.Length);
        return null;
    }

    /// <summary>Passes the next end of a line before a place; false where there is none.</summary>
    private bool PassLine(int limit)
    {
        var at = _text.AsSpan(_start, limit - _start).IndexOfAny('\r', '\n');
        if (at < 0)
            return false;
        _start += at + 1;
        if (_text[_start - 1] == '\r' && _start < _end && _text[_start] == '\n')
            _start++;
        (Line, Column) = (Line + 1, 1);
        return true;
    }

    private void Pass(int place) => (Column, _start) = (Column + place - _start, place);

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isAtEnd)
            return false;
        if (_end - _start > Iso2709.MaxRecordLength)
            throw new UnreadableFileException($"What begins at line {Line} has no end within {Iso2709.MaxRecordLength >> 20} MiB.");
        // A few bytes may be no whole character yet.
        while (!_isAtEnd)
        {
            if (Decode(await _file.ReadAsync(_bytes, cancellationToken)) > 0)
                return true;
        }

        return false;
    }

    /// <returns>How many characters there are more.</returns>
    private int Decode(int length)
    {
        _isAtEnd = length == 0;
        MakeRoom(_bytes.Length + 2);
        var characters = _decoder.GetChars(_bytes.AsSpan(0, length), _text.AsSpan(_end), flush: _isAtEnd);
        _end += characters;
        return characters;
    }

    private void MakeRoom(int length)
    {
        if (_end + length <= _text.Length)
            return;
        var kept = _end - _start;
        var target = kept + length <= _text.Length / 2 ? _text : new char[2 * Math.Max(_text.Length, kept + length)];
        _text.AsSpan(_start, kept).CopyTo(target);
        (_text, _given, _start, _end) = (target, _given - _start, 0, kept);
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFE, 0xFF, ..] or [0, (byte)'<', ..] => Encoding.BigEndianUnicode,
        [0xFF, 0xFE, ..] or [(byte)'<', 0, ..] => Encoding.Unicode,
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8,
        _ => Declared().Match(Encoding.Latin1.GetString(bytes)) is { Success: true } declared ? Named(declared.Groups["name"].Value) : Encoding.UTF8,
    };

    private static Encoding Named(string name)
    {
        // Whoever reads these letters does not read sixteen bits for each.
        if (name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase))
            return Encoding.UTF8;
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            throw new UnreadableFileException($"The XML says that it is written in '{name}', which is no known encoding.");
        }
    }

    [GeneratedRegex(@"^\s*<\?xml\s[^>]*?encoding\s*=\s*[""'](?<name>[A-Za-z][A-Za-z0-9._\-]{0,40})[""']", RegexOptions.CultureInvariant)]
    private static partial Regex Declared();

    [GeneratedRegex(@"<(?:[A-Za-z_][\w.\-]{0,40}:)?record(?=[\s/>])", RegexOptions.CultureInvariant)]
    private static partial Regex BeginningOfRecord();
}
