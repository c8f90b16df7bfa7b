using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Lms.Api.Common;
using Lms.Application.Common;
using Lms.Application.Jobs;
using MediatR;

namespace Lms.Api.Jobs;

/// <summary>Says how long work goes, as it goes.</summary>
public sealed class WorkProgress(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime)
{
    /// <summary>The work each time it got further, and at its end. A watcher does not keep the server from stopping.</summary>
    /// <param name="work">The work as it is.</param>
    /// <param name="again">Asks how it is by then.</param>
    /// <param name="cancellationToken">Ends the watching.</param>
    public async IAsyncEnumerable<SseItem<string>> WatchAsync<T>(T work, IRequest<T> again, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : ILongWorkResponse
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var spokenAt = Environment.TickCount64;
        yield return EventOf(work);
        while (work.FinishedAt is null && await EventPace.PauseAsync(ending.Token))
        {
            var now = await ReadAsync(again, ending.Token);
            if (now.EntityTag == work.EntityTag && Environment.TickCount64 - spokenAt < EventPace.Silence.TotalMilliseconds)
                continue;
            spokenAt = Environment.TickCount64;
            yield return EventOf(work = now);
        }
    }

    private async Task<T> ReadAsync<T>(IRequest<T> again, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(again, cancellationToken);
    }

    private static SseItem<string> EventOf<T>(T work)
        where T : ILongWorkResponse => new(JsonSerializer.Serialize(work, LmsJson.Options), work.FinishedAt is null ? "progress" : "finished");
}
