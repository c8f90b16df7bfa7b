using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Lms.Api.Common;
using Lms.Application.Common;
using Lms.Application.Imports;
using MediatR;

namespace Lms.Api.Imports;

/// <summary>Says how an import goes, as it goes.</summary>
public sealed class ImportProgress(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime)
{
    /// <summary>The import each time it got further, and at its end. A watcher does not keep the server from stopping.</summary>
    public async IAsyncEnumerable<SseItem<string>> WatchAsync(ImportResponse import, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var spokenAt = Environment.TickCount64;
        yield return EventOf(import);
        while (import.FinishedAt is null && await EventPace.PauseAsync(ending.Token))
        {
            var now = await ReadAsync(import.Id, ending.Token);
            if (now.Version == import.Version && Environment.TickCount64 - spokenAt < EventPace.Silence.TotalMilliseconds)
                continue;
            spokenAt = Environment.TickCount64;
            yield return EventOf(import = now);
        }
    }

    private async Task<ImportResponse> ReadAsync(int id, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new GetImport(id), cancellationToken);
    }

    private static SseItem<string> EventOf(ImportResponse import) =>
        new(JsonSerializer.Serialize(import, LmsJson.Options), import.FinishedAt is null ? "progress" : "finished");
}
