using Lms.Api.Common;
using Lms.Application.Chores;
using Lms.Infrastructure;
using Microsoft.Extensions.Options;

namespace Lms.Api.Chores;

/// <summary>Looks after the chores again and again for as long as the process lives, once the database is prepared.</summary>
internal sealed partial class ChoresInBackground(DatabaseStartup startup, ChoreRound round, IOptions<LmsOptions> options, TimeProvider time, ILogger<ChoresInBackground> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.ChoresEvery == TimeSpan.Zero)
            return;
        await startup.WhenReady.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(options.Value.ChoresEvery, time);
        do
            await LookAfterAllAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>The database may go and come back; the chores wait for it.</summary>
    private async Task LookAfterAllAsync(CancellationToken stoppingToken)
    {
        try
        {
            await round.RunAsync(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Interrupted(exception.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Chores are interrupted and will go on: {Reason}")]
    private partial void Interrupted(string reason);
}
