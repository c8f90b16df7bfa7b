using System.Data.Common;
using System.Diagnostics;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lms.Infrastructure.Jobs;

/// <summary>Looks for long work of one sort that nobody works on, and works on it.</summary>
internal sealed partial class LongWorker<TWork>(NpgsqlDataSource database, IWorkshop<TWork> workshop, Bell<TWork> bell, ILogger<LongWorker<TWork>> logger) : ILongWorker<TWork>
    where TWork : LongWork
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        for (long? sweptAt = null; ;)
        {
            if (sweptAt is null || Stopwatch.GetElapsedTime(sweptAt.Value) > SweepEvery)
            {
                await PersistAsync(workshop.SweepAsync, stoppingToken);
                sweptAt = Stopwatch.GetTimestamp();
            }

            await PersistAsync(async token =>
            {
                while (await WorkAsync(null, token))
                    ;
            }, stoppingToken);
            await bell.WaitAsync(Pause, stoppingToken);
        }
    }

    public async Task<bool> WorkAsync(int? only, CancellationToken cancellationToken)
    {
        await using var lease = await WorkLease.TakeAsync(database, workshop, only, cancellationToken);
        if (lease is null)
            return false;

        try
        {
            await workshop.GoOnAsync(lease, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !IsDatabaseAway(exception))
        {
            Broken(exception, typeof(TWork).Name, lease.WorkId);
            await workshop.FailAsync(lease.WorkId, "Something is broken on our side; the log says what.", cancellationToken);
        }

        return true;
    }

    /// <summary>The database may go and come back; the work waits for it.</summary>
    private async Task PersistAsync(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        try
        {
            await work(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Interrupted(workshop.Table, exception.Message);
        }
    }

    /// <summary>Whatever the database is the cause of is tried again; <see cref="LongWork.MaxAttempts"/> sees to it that this ends.</summary>
    private static bool IsDatabaseAway(Exception exception) =>
        exception is DbException or IOException or TimeoutException || (exception.InnerException is { } inner && IsDatabaseAway(inner));

    [LoggerMessage(LogLevel.Warning, "The {Work} are interrupted and will go on: {Reason}")]
    private partial void Interrupted(string work, string reason);

    [LoggerMessage(LogLevel.Error, "{Work} {Id} failed")]
    private partial void Broken(Exception exception, string work, int id);
}
