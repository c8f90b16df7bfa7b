namespace Lms.Infrastructure.Jobs;

/// <summary>Reads a file that is kept in pieces, one piece in memory at a time.</summary>
internal abstract class PieceStream : Stream
{
    private ReadOnlyMemory<byte> _rest;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>The place of the next byte that is handed out.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_rest.IsEmpty)
            _rest = await FetchAsync(_position, cancellationToken) ?? ReadOnlyMemory<byte>.Empty;
        var length = Math.Min(buffer.Length, _rest.Length);
        _rest[..length].CopyTo(buffer);
        _rest = _rest[length..];
        _position += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Files are read asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    /// <summary>Goes to another place.</summary>
    protected void MoveTo(long position) => (_position, _rest) = (position, ReadOnlyMemory<byte>.Empty);

    /// <summary>Reads from a place to the end of its piece.</summary>
    /// <returns>Null behind the end of the file.</returns>
    protected abstract Task<ReadOnlyMemory<byte>?> FetchAsync(long position, CancellationToken cancellationToken);
}
