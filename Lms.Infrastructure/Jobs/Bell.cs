using Lms.Application.Jobs;
using Lms.Domain.Jobs;

namespace Lms.Infrastructure.Jobs;

/// <summary>Wakes this replica's worker at once; other replicas look by themselves every second.</summary>
internal sealed class Bell<TWork> : IBell<TWork>, IDisposable
    where TWork : LongWork
{
    private readonly SemaphoreSlim _rung = new(0);

    public void Ring() => _rung.Release();

    /// <summary>Waits until the bell rings, or for a while.</summary>
    public async Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        // However often it rang, one look finds everything.
        if (await _rung.WaitAsync(atMost, cancellationToken))
        {
            while (_rung.Wait(0, CancellationToken.None))
                ;
        }
    }

    public void Dispose() => _rung.Dispose();
}
