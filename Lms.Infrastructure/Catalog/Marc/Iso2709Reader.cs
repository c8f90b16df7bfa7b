using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Lms.Application.Imports;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>
/// Reads records in the exchange format, one in memory at a time. Where a leader is wrong about its length, record terminators say where records end; what is between two
/// of them and is no record is reported, and the reading goes on after it.
/// </summary>
/// <param name="file">Is read forward only, asynchronously, and not closed.</param>
/// <param name="encoding">The encoding that somebody names for the whole file; null to go by the records.</param>
internal sealed class Iso2709Reader(Stream file, Encoding? encoding = null)
{
    private const int FirstBuffer = 1 << 17;

    private byte[] _buffer = new byte[FirstBuffer];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    private ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Reads all records, numbered from 1.</summary>
    /// <exception cref="UnreadableFileException">The file is compressed.</exception>
    public async IAsyncEnumerable<MarcReading> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await FillUpToAsync(Leader.Length, cancellationToken);
        Packing.Refuse(Unread);
        for (var number = 1; await SkipFillingAsync(cancellationToken); number++)
        {
            var length = await FrameAsync(cancellationToken);
            if (length < 0)
            {
                yield return MarcReading.Broken(number, string.Create(CultureInfo.InvariantCulture, $"It has no end within {Iso2709.MaxRecordLength >> 20} MiB."));
                await SkipRecordAsync(cancellationToken);
                continue;
            }

            var reading = Iso2709Record.Read(number, Unread[..length], _isAtEnd && length == _end - _start, encoding);
            _start += length;
            yield return reading;
        }
    }

    /// <summary>Passes over what writers put between records: line ends, blanks, zeros, a byte order mark, the end-of-file mark of old systems.</summary>
    /// <returns>False at the end of the file.</returns>
    private async ValueTask<bool> SkipFillingAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await FillUpToAsync(Leader.Length, cancellationToken);
            if (_start == _end)
                return false;
            // A leader may begin with a blank in place of its length.
            if (!IsFilling(_buffer[_start]) || (_buffer[_start] == ' ' && HasEntryMap(Unread)))
                return true;
            _start++;
        }
    }

    private static bool IsFilling(byte value) => value is 0 or (byte)'\r' or (byte)'\n' or (byte)'\t' or (byte)' ' or 0x1A or 0xEF or 0xBB or 0xBF or Iso2709.RecordTerminator;

    private static bool HasEntryMap(ReadOnlySpan<byte> bytes) => bytes.Length >= Leader.Length && bytes[20..24].SequenceEqual("4500"u8);

    /// <summary>Finds the end of the record that begins here.</summary>
    /// <returns>Its length; -1 where there is no end within the longest record.</returns>
    private async ValueTask<int> FrameAsync(CancellationToken cancellationToken)
    {
        await FillUpToAsync(Leader.Length, cancellationToken);
        var stated = Unread.Length < 5 ? -1 : Iso2709.NumberOf(Unread[..5]);
        if (stated > Leader.Length)
        {
            await FillUpToAsync(stated + Leader.Length, cancellationToken);
            if (IsEndOfRecord(stated))
                return stated;
            if (LacksTerminator(stated))
                return stated;
            if (LacksTerminator(stated - 1))
                return stated - 1;
        }

        for (var searched = 0; ;)
        {
            if (Unread[searched..].IndexOf(Iso2709.RecordTerminator) is var at and >= 0)
                return searched + at + 1;
            searched = Unread.Length;
            if (searched >= Iso2709.MaxRecordLength)
                return -1;
            if (!await FillAsync(cancellationToken))
                return searched;
        }
    }

    private bool IsEndOfRecord(int length) => Unread.Length >= length && Unread[length - 1] == Iso2709.RecordTerminator;

    /// <summary>Whether a record of this length ends with its last field, and another leader or the end of the file follows.</summary>
    private bool LacksTerminator(int length) => Unread.Length >= length && Unread[length - 1] == Iso2709.FieldTerminator
        && (Unread.Length == length ? _isAtEnd : IsLeader(Unread[length..]));

    private static bool IsLeader(ReadOnlySpan<byte> bytes) =>
        HasEntryMap(bytes) && Iso2709.NumberOf(bytes[..5]) > Leader.Length && Iso2709.NumberOf(bytes[12..17]) > Leader.Length;

    private async ValueTask SkipRecordAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var at = Unread.IndexOf(Iso2709.RecordTerminator);
            _start = at < 0 ? _end : _start + at + 1;
            if (at >= 0 || !await FillAsync(cancellationToken))
                return;
        }
    }

    private async ValueTask FillUpToAsync(int length, CancellationToken cancellationToken)
    {
        while (_end - _start < length && await FillAsync(cancellationToken))
            ;
    }

    /// <summary>Reads more. The buffer grows with the record that is in it, never with the file.</summary>
    /// <returns>False at the end of the file.</returns>
    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_isAtEnd)
            return false;
        if (_end == _buffer.Length)
            MakeRoom();
        var read = await file.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _isAtEnd = read == 0;
        return read > 0;
    }

    private void MakeRoom()
    {
        var unread = _end - _start;
        var target = unread <= _buffer.Length / 2 ? _buffer : new byte[2 * _buffer.Length];
        _buffer.AsSpan(_start, unread).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, unread);
    }
}
