using System.Security.Cryptography;
using Lms.Application.Imports;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Lms.Infrastructure.Imports;

/// <summary>Keeps files in pieces. Each piece is a transaction of its own: a slow upload holds none open.</summary>
internal sealed class ImportFiles(LmsDbContext db, NpgsqlDataSource database, TimeProvider time) : IImportFiles
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public async Task<StoredFile?> StoreAsync(Stream content, CancellationToken cancellationToken)
    {
        var piece = new byte[ImportChunk.MaxBytes];
        var length = await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken);
        if (length == 0)
            return null;

        var id = await BeginAsync(cancellationToken);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var bytes = 0L;
            for (var number = 0; length > 0; number++)
            {
                await AddAsync(id, number, piece.AsMemory(0, length), cancellationToken);
                hash.AppendData(piece, 0, length);
                bytes += length;
                length = await content.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, cancellationToken);
            }

            return new StoredFile(id, bytes, Convert.ToHexString(hash.GetHashAndReset()));
        }
        catch
        {
            await RemoveAsync(id, CancellationToken.None);
            throw;
        }
    }

    public Task RemoveAsync(int fileId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"DELETE FROM import_files WHERE id = {fileId}", cancellationToken);

    /// <summary>Removes what is left of uploads whose process died.</summary>
    public Task SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Patience;
        return db.Database.ExecuteSqlAsync(
            $"DELETE FROM import_files AS file WHERE touched_at < {before} AND NOT EXISTS (SELECT 1 FROM imports WHERE file_id = file.id)", cancellationToken);
    }

    private async Task<int> BeginAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("INSERT INTO import_files (touched_at) VALUES ($1) RETURNING id");
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task AddAsync(int fileId, int number, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            WITH touched AS (UPDATE import_files SET touched_at = $4 WHERE id = $1)
            INSERT INTO import_chunks (file_id, number, content) VALUES ($1, $2, $3)
            """);
        command.Parameters.Add(new() { Value = fileId });
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = content });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
