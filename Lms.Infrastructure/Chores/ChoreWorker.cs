using Lms.Application.Chores;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Lms.Infrastructure.Chores;

/// <summary>Begins a round as often as the settings say.</summary>
internal sealed partial class ChoreWorker(ChoreRound round, IOptions<LmsOptions> options, TimeProvider time, ILogger<ChoreWorker> logger) : IChoreWorker
{
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        if (options.Value.ChoresEvery == TimeSpan.Zero)
            return;
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
