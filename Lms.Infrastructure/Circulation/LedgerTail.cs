using Lms.Application.Circulation;
using Npgsql;

namespace Lms.Infrastructure.Circulation;

/// <summary>
/// Knows how far the ledger is complete: whatever had a number when every transaction of that moment is over. All who follow it in one
/// process share one look at the database.
/// </summary>
internal sealed class LedgerTail(NpgsqlDataSource database) : ILedgerTail, IDisposable
{
    private const string Look =
        """
        SELECT pg_snapshot_xmin(snapshot)::text::bigint, pg_snapshot_xmax(snapshot)::text::bigint, (SELECT coalesce(max(id), 0) FROM transactions)
        FROM pg_current_snapshot() AS snapshot
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _one = new(1);
    private (long Horizon, long Id)? _pending;
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
        var (oldest, next, last) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        _lookedAt = Environment.TickCount64;

        if (_pending is { } pending && oldest >= pending.Horizon)
            (_settled, _pending) = (pending.Id, null);
        if (oldest == next)
            _settled = last;
        else
            _pending ??= (next, last);
    }
}
