using Npgsql;

namespace Lms.Tests;

/// <summary>
/// Holds a table, or one book, against writers. Requests fired one after another would mostly not meet; held back, they all stand at the same
/// gate, and letting go starts the race.
/// </summary>
public sealed class HeldBackWrites : IAsyncDisposable
{
    private const long Gate = 0x6761_7465;
    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly TimeSpan _patience;

    private HeldBackWrites(NpgsqlDataSource database, NpgsqlConnection connection, NpgsqlTransaction transaction, int patience) =>
        (_database, _connection, _transaction, _patience) = (database, connection, transaction, TimeSpan.FromSeconds(patience));

    public static async Task<HeldBackWrites> BeginAsync(NpgsqlDataSource database, string table)
    {
        var connection = await database.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"LOCK TABLE {table} IN EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return new HeldBackWrites(database, connection, transaction, patience: 10);
    }

    /// <summary>Whoever catalogues a book of some title is stopped in the middle of its transaction. For a database that no other test gets; waits longer, as processes must start.</summary>
    public static Task<HeldBackWrites> AtBookAsync(NpgsqlDataSource database, string title) => AtRowAsync(database, "books", "INSERT", $"NEW.title = '{title}'");

    /// <summary>Whoever writes some row is stopped in the middle of its transaction. For a database that no other test gets; waits longer, as processes must start.</summary>
    /// <param name="database">Where.</param>
    /// <param name="table">The table; held back once in a test.</param>
    /// <param name="deed">What is done to the row: <c>INSERT</c> or <c>UPDATE</c>.</param>
    /// <param name="row">Which row: what is true of <c>NEW</c>.</param>
    public static async Task<HeldBackWrites> AtRowAsync(NpgsqlDataSource database, string table, string deed, string row)
    {
        await using (var gate = database.CreateCommand($"""
            CREATE OR REPLACE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock_shared({Gate}); RETURN NEW; END $$;
            CREATE TRIGGER gate BEFORE {deed} ON {table} FOR EACH ROW WHEN ({row}) EXECUTE FUNCTION wait_at_gate()
            """))
            await gate.ExecuteNonQueryAsync();
        var connection = await database.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"SELECT pg_advisory_xact_lock({Gate})", connection);
        await command.ExecuteNonQueryAsync();
        return new HeldBackWrites(database, connection, transaction, patience: 60);
    }

    /// <summary>Waits until some sessions wait for a lock, then lets them go.</summary>
    public async Task ReleaseOnceAsync(int waiting)
    {
        await WaitForAsync(waiting);
        await _transaction.RollbackAsync();
    }

    /// <summary>Waits until some sessions wait for a lock.</summary>
    public async Task WaitForAsync(int waiting)
    {
        var until = DateTime.UtcNow + _patience;
        while (await WaitingAsync() < waiting && DateTime.UtcNow < until)
            await Task.Delay(20);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task<long> WaitingAsync()
    {
        // Outside the transaction: inside one, PostgreSQL would answer the same again and again.
        await using var command = _database.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
