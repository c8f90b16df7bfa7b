using Lms.Infrastructure.Jobs;
using Npgsql;

namespace Lms.Infrastructure.Imports;

/// <summary>Reads a kept file from its beginning to its end.</summary>
internal sealed class ChunkStream(NpgsqlConnection connection, int fileId) : PieceStream
{
    private int _next;

    protected override async Task<ReadOnlyMemory<byte>?> FetchAsync(long position, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT content FROM import_chunks WHERE file_id = $1 AND number = $2", connection);
        command.Parameters.Add(new() { Value = fileId });
        command.Parameters.Add(new() { Value = _next++ });
        return await command.ExecuteScalarAsync(cancellationToken) is byte[] piece ? piece.AsMemory() : null;
    }
}
