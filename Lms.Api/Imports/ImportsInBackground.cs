using Lms.Api.Common;
using Lms.Application.Imports;

namespace Lms.Api.Imports;

/// <summary>Takes files in for as long as the process lives, once the database is prepared.</summary>
internal sealed class ImportsInBackground(DatabaseStartup startup, IImportWorker worker) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await startup.WhenReady.WaitAsync(stoppingToken);
        await worker.RunAsync(stoppingToken);
    }
}
