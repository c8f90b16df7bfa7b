using Lms.Api.Common;
using Lms.Application.Jobs;

namespace Lms.Api.Jobs;

/// <summary>Does long work for as long as the process lives, once the database is prepared: one of each sort at a time.</summary>
internal sealed class LongWorkInBackground(DatabaseStartup startup, IEnumerable<ILongWorker> workers) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReady.WaitAsync(stoppingToken);
        await Task.WhenAll(workers.Select(worker => worker.RunAsync(stoppingToken)));
    }
}
