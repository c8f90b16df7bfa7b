using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Lms.Application.Common;
using Lms.Application.Imports;
using MediatR;

namespace Lms.Api.Imports;

/// <summary>Says how an import goes, as it goes.</summary>
public sealed class ImportProgress(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Connections on which nothing happens are cut by what stands between.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    /// <summary>The import each time it got further, and at its end. A watcher does not keep the server from stopping.</summary>
    public async IAsyncEnumerable<SseItem<string>> WatchAsync(ImportResponse import, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var spokenAt = Environment.TickCount64;
        yield return EventOf(import);
        while (import.FinishedAt is null && await PauseAsync(ending.Token))
        {
            var now = await ReadAsync(import.Id, ending.Token);
            if (now.Version == import.Version && Environment.TickCount64 - spokenAt < Silence.TotalMilliseconds)
                continue;
            spokenAt = Environment.TickCount64;
            yield return EventOf(import = now);
        }
    }

    /// <summary>Waits by the wall clock: how often to look has nothing to do with the library's time.</summary>
    private static async Task<bool> PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancellationToken.IsCancellationRequested;
    }

    private async Task<ImportResponse> ReadAsync(int id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new GetImport(id), cancellationToken);
    }

    private static SseItem<string> EventOf(ImportResponse import) =>
        new(JsonSerializer.Serialize(import, LmsJson.Options), import.FinishedAt is null ? "progress" : "finished");
}
