using Npgsql;

namespace Lms.Infrastructure.Jobs;

/// <summary>Reads the file that a job wrote, from any place.</summary>
internal sealed class JobFileStream(NpgsqlDataSource database, int jobId, long length) : PieceStream
{
    public override bool CanSeek => true;

    public override long Length => length;

    public override long Position
    {
        get => base.Position;
        set => MoveTo(value);
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    protected override async Task<ReadOnlyMemory<byte>?> FetchAsync(long position, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT start, content FROM job_chunks WHERE job_id = $1 AND start <= $2 ORDER BY start DESC LIMIT 1");
        command.Parameters.Add(new() { Value = jobId });
        command.Parameters.Add(new() { Value = position });
        await using var found = await command.ExecuteReaderAsync(cancellationToken);
        if (!await found.ReadAsync(cancellationToken))
            return null;
        var (start, content) = (found.GetInt64(0), found.GetFieldValue<byte[]>(1));
        return position < start + content.Length ? content.AsMemory((int)(position - start)) : null;
    }
}
