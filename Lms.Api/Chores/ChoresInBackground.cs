using Lms.Api.Common;
using Lms.Application.Chores;

namespace Lms.Api.Chores;

/// <summary>Looks after the chores for as long as the process lives, once the database is prepared.</summary>
internal sealed class ChoresInBackground(DatabaseStartup startup, IChoreWorker worker) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReady.WaitAsync(stoppingToken);
        await worker.RunAsync(stoppingToken);
    }
}
