using System.Data.Common;
using Lms.Infrastructure;
using Lms.Infrastructure.Identity;
using Lms.Infrastructure.Persistence;
using Microsoft.Extensions.Options;

namespace Lms.Api.Common;

/// <summary>Waits for the database and prepares it, while the process is alive already and says that it is not ready yet.</summary>
internal sealed partial class DatabaseStartup(
    IServiceScopeFactory scopes, IOptions<LmsOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<DatabaseStartup> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly TaskCompletionSource _ready = new();

    /// <summary>Whether the database is prepared.</summary>
    public bool Ready => _ready.Task.IsCompleted;

    /// <summary>Ends when the database is prepared.</summary>
    public Task WhenReady => _ready.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var giveUpAt = time.GetUtcNow() + options.Value.WaitForDatabase;
        while (!Ready)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<DatabaseSetup>().PrepareAsync(stoppingToken);
                ReadyNow();
                _ready.SetResult();
            }
            catch (UnsafeInstallationException exception)
            {
                Refused(exception.Message);
                Stop();
                return;
            }
            catch (Exception exception) when ((exception is DbException || exception.InnerException is DbException) && time.GetUtcNow() < giveUpAt)
            {
                Waiting((exception.InnerException as DbException ?? exception).Message);
                await Task.Delay(Pause, time, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Failed(exception);
                Stop();
                return;
            }
        }
    }

    private void Stop()
    {
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    [LoggerMessage(LogLevel.Information, "The database is ready")]
    private partial void ReadyNow();

    [LoggerMessage(LogLevel.Warning, "Waiting for the database: {Reason}")]
    private partial void Waiting(string reason);

    [LoggerMessage(LogLevel.Critical, "Lms does not start: {Reason}")]
    private partial void Refused(string reason);

    [LoggerMessage(LogLevel.Critical, "The database could not be prepared; Lms stops")]
    private partial void Failed(Exception exception);
}
