using Lms.Application.Imports;

namespace Lms.Infrastructure.Imports;

/// <summary>Wakes this replica's worker at once; other replicas look by themselves every second.</summary>
internal sealed class ImportBell : IImportBell, IDisposable
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
