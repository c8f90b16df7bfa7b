using Npgsql;

namespace Lms.Tests;

/// <summary>
/// Holds a table against writers. Requests fired one after another would mostly not meet; held back, they all stand at the same gate, and
/// letting go starts the race.
/// </summary>
public sealed class HeldBackWrites : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private HeldBackWrites(NpgsqlDataSource database, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_database, _connection, _transaction) = (database, connection, transaction);

    public static async Task<HeldBackWrites> BeginAsync(NpgsqlDataSource database, string table)
    {
        var connection = await database.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"LOCK TABLE {table} IN EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        return new HeldBackWrites(database, connection, transaction);
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
        var until = DateTime.UtcNow + Patience;
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
