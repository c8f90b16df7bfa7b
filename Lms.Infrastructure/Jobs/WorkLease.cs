using Lms.Domain.Jobs;
using Npgsql;

namespace Lms.Infrastructure.Jobs;

/// <summary>
/// The right to go on with long work. It is a lock of a database session: when a process dies, PostgreSQL ends the session and the next
/// one can take over at once; nobody has to guess from clocks who is still alive.
/// </summary>
internal sealed class WorkLease : IAsyncDisposable
{
    private readonly int _lockSpace;

    private WorkLease(NpgsqlConnection connection, int lockSpace, int workId) => (Connection, _lockSpace, WorkId) = (connection, lockSpace, workId);

    /// <summary>The session; free for reading.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>What it is for.</summary>
    public int WorkId { get; }

    /// <summary>Takes the oldest unfinished work that nobody works on.</summary>
    /// <param name="database">Where.</param>
    /// <param name="workshop">Which sort of work.</param>
    /// <param name="only">The one to take; null for any.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Null where there is none.</returns>
    public static async Task<WorkLease?> TakeAsync<TWork>(NpgsqlDataSource database, IWorkshop<TWork> workshop, int? only, CancellationToken cancellationToken)
        where TWork : LongWork
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            if (await LockAsync(connection, workshop.Table, workshop.LockSpace, only, cancellationToken) is { } id)
                return new WorkLease(connection, workshop.LockSpace, id);
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
            await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock($1, $2)", Connection) { Parameters = { new() { Value = _lockSpace }, new() { Value = WorkId } } };
            await release.ExecuteNonQueryAsync();
        }
        catch (NpgsqlException)
        {
            // The session is gone, and the lock with it.
        }

        await Connection.DisposeAsync();
    }

    private static async Task<int?> LockAsync(NpgsqlConnection connection, string table, int lockSpace, int? only, CancellationToken cancellationToken)
    {
        // A host that loses its power says no goodbye: the server asks after it, so that the session ends within half a minute.
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SET tcp_keepalives_idle = 10"), new("SET tcp_keepalives_interval = 5"), new("SET tcp_keepalives_count = 3"),
                new($"""
                    WITH unfinished AS MATERIALIZED (SELECT id FROM {table} WHERE finished_at IS NULL AND ($2::int IS NULL OR id = $2) ORDER BY id)
                    SELECT id FROM unfinished WHERE pg_try_advisory_lock($1, id) LIMIT 1
                    """)
                {
                    Parameters = { new() { Value = lockSpace }, new() { Value = (object?)only ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Integer } },
                },
            },
        };
        return (int?)await batch.ExecuteScalarAsync(cancellationToken);
    }
}
