using Lms.Application.Circulation;
using Npgsql;

namespace Lms.Infrastructure.Circulation;

/// <summary>
/// Knows how far the ledger is complete: whatever had a number once everybody is done who was writing at that moment. All who follow it in
/// one process share one look at the database.
/// </summary>
internal sealed class LedgerTail(NpgsqlDataSource database) : ILedgerTail, IDisposable
{
    /// <summary>Whoever writes into a table holds this lock from before the row is numbered to the end of the transaction.</summary>
    private const string Look =
        """
        SELECT (SELECT coalesce(max(id), 0) FROM transactions), ARRAY(
            SELECT virtualtransaction FROM pg_locks
            WHERE locktype = 'relation' AND relation = 'transactions'::regclass AND mode = 'RowExclusiveLock'
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _one = new(1);
    private (long Id, string[] Writers)? _pending;
    private long? _settled;
    private long _lookedAt = -(long)Pause.TotalMilliseconds;

    public async Task<long> SettledAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            do
            {
                var wait = Pause.TotalMilliseconds - (Environment.TickCount64 - _lookedAt);
                if (wait <= 0)
                    await LookAsync(cancellationToken);
                else if (_settled is null)
                    await Task.Delay(TimeSpan.FromMilliseconds(wait), cancellationToken);
            }
            while (_settled is null);
            return _settled.Value;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Look);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (last, writers) = (reader.GetInt64(0), reader.GetFieldValue<string[]>(1));
        _lookedAt = Environment.TickCount64;

        if (_pending is { } pending && !pending.Writers.Intersect(writers).Any())
            (_settled, _pending) = (pending.Id, null);
        if (writers.Length == 0)
            (_settled, _pending) = (last, null);
        else
            _pending ??= (last, writers);
    }
}
