using Npgsql;

namespace Lms.Infrastructure.Imports;

/// <summary>
/// The right to work on an import. It is a lock of a database session: when a process dies, PostgreSQL ends the session and the next
/// one can take over at once; nobody has to guess from clocks who is still alive.
/// </summary>
internal sealed class ImportLease : IAsyncDisposable
{
    private const int LockSpace = 0x4c6d_7369;

    private ImportLease(NpgsqlConnection connection, int importId) => (Connection, ImportId) = (connection, importId);

    /// <summary>The session; free for reading the file.</summary>
    public NpgsqlConnection Connection { get; }

    public int ImportId { get; }

    /// <summary>Takes the oldest unfinished import that nobody works on.</summary>
    /// <param name="database">Where.</param>
    /// <param name="only">The import to take; null for any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null where there is none.</returns>
    public static async Task<ImportLease?> TakeAsync(NpgsqlDataSource database, int? only, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            if (await LockAsync(connection, only, cancellationToken) is { } id)
                return new ImportLease(connection, id);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock($1, $2)", Connection) { Parameters = { new() { Value = LockSpace }, new() { Value = ImportId } } };
            await release.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // The session is gone, and the lock with it.
        }

        await Connection.DisposeAsync();
    }

    private static async Task<int?> LockAsync(NpgsqlConnection connection, int? only, CancellationToken cancellationToken)
    {
        // A host that loses its power says no goodbye: the server asks after it, so that the session ends within half a minute.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SET tcp_keepalives_idle = 10"), new("SET tcp_keepalives_interval = 5"), new("SET tcp_keepalives_count = 3"),
                new("""
                    WITH unfinished AS MATERIALIZED (SELECT id FROM imports WHERE finished_at IS NULL AND ($2::int IS NULL OR id = $2) ORDER BY id)
                    SELECT id FROM unfinished WHERE pg_try_advisory_lock($1, id) LIMIT 1
                    """)
                {
                    Parameters = { new() { Value = LockSpace }, new() { Value = (object?)only ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer } },
                },
            },
        };
        return (int?)await batch.ExecuteScalarAsync(cancellationToken);
    }
}
