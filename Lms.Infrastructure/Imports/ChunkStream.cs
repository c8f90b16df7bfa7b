using Npgsql;

namespace Lms.Infrastructure.Imports;

/// <summary>Reads a kept file from its beginning, one piece in memory at a time.</summary>
internal sealed class ChunkStream(NpgsqlConnection connection, int fileId) : Stream
{
    private byte[] _piece = [];
    private int _at;
    private int _next;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>How many bytes were handed out.</summary>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_at == _piece.Length && !await FetchAsync(cancellationToken))
            return 0;
        var length = Math.Min(buffer.Length, _piece.Length - _at);
        _piece.AsMemory(_at, length).CopyTo(buffer);
        _at += length;
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

    private async Task<bool> FetchAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT content FROM import_chunks WHERE file_id = $1 AND number = $2", connection);
        command.Parameters.Add(new() { Value = fileId });
        command.Parameters.Add(new() { Value = _next });
        if (await command.ExecuteScalarAsync(cancellationToken) is not byte[] piece)
            return false;
        (_piece, _at, _next) = (piece, 0, _next + 1);
        return true;
    }
}
