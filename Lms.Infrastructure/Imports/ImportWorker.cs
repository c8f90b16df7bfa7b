using System.Data.Common;
using System.Diagnostics;
using Lms.Application.Imports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lms.Infrastructure.Imports;

/// <summary>Looks for imports that nobody works on, and works on them.</summary>
internal sealed partial class ImportWorker(NpgsqlDataSource database, IServiceScopeFactory scopes, ImportRun run, ImportBell bell, ILogger<ImportWorker> logger) : IImportWorker
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        for (long? sweptAt = null; ;)
        {
            if (sweptAt is null || Stopwatch.GetElapsedTime(sweptAt.Value) > SweepEvery)
            {
                await PersistAsync(SweepAsync, stoppingToken);
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
        await using var lease = await ImportLease.TakeAsync(database, only, cancellationToken);
        if (lease is null)
            return false;

        try
        {
            await run.GoOnAsync(lease, cancellationToken);
        }
        catch (UnreadableFileException exception)
        {
            await run.FailAsync(lease.ImportId, exception.Message, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !IsDatabaseAway(exception))
        {
            Broken(exception, lease.ImportId);
            await run.FailAsync(lease.ImportId, "Something is broken on our side; the log says what.", cancellationToken);
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
            Interrupted(exception.Message);
        }
    }

    /// <summary>Whatever the database is the cause of is tried again; <see cref="Domain.Imports.Import.MaxAttempts"/> sees to it that this ends.</summary>
    private static bool IsDatabaseAway(Exception exception) =>
        exception is DbException or IOException or TimeoutException || (exception.InnerException is { } inner && IsDatabaseAway(inner));

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ImportFiles>().SweepAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Imports are interrupted and will go on: {Reason}")]
    private partial void Interrupted(string reason);

    [LoggerMessage(LogLevel.Error, "Import {ImportId} failed")]
    private partial void Broken(Exception exception, int importId);
}
