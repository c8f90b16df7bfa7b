using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Lms.Api.Common;
using Lms.Application.Circulation;
using Lms.Application.Common;
using MediatR;

namespace Lms.Api.Circulation;

/// <summary>Tells the rows of the ledger as they are written.</summary>
public sealed class EventStream(ILedgerTail tail, IMediator mediator, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>Every row from a moment on, until the listener goes away or their access ends; a listener does not keep the server from stopping.</summary>
    /// <param name="filter">Which rows.</param>
    /// <param name="after">The row before the first.</param>
    /// <param name="until">When the listener's access ends; null for never.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<SseItem<string>> TellAsync(EventFilter filter, long after, DateTimeOffset? until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var spokenAt = Environment.TickCount64;
        // An event without data is not dispatched (WHATWG, server-sent events), but goes over the wire: it tells that the stream stands.
        yield return new SseItem<string>("", "open") { EventId = IdOf(after) };
        do
        {
            var settled = await tail.SettledAsync(ending.Token);
            while (after < settled)
            {
                var rows = await mediator.Send(new ReadEvents(filter, after, settled), ending.Token);
                foreach (var row in rows)
                    yield return EventOf(row);
                if (rows.Count > 0)
                    spokenAt = Environment.TickCount64;
                after = rows.Count == ReadEvents.Most ? rows[^1].Id : settled;
            }

            if (Environment.TickCount64 - spokenAt < EventPace.Silence.TotalMilliseconds)
                continue;
            spokenAt = Environment.TickCount64;
            yield return new SseItem<string>("", "quiet") { EventId = IdOf(after) };
        }
        while ((until is null || time.GetUtcNow() < until) && await EventPace.PauseAsync(ending.Token));
    }

    private static SseItem<string> EventOf(TransactionResponse row) =>
        new(JsonSerializer.Serialize(row, LmsJson.Options), JsonNamingPolicy.CamelCase.ConvertName(row.Type.ToString())) { EventId = IdOf(row.Id) };

    /// <summary>From where to go on: whoever heard nothing yet goes on from where they began.</summary>
    private static string IdOf(long row) => row.ToString(CultureInfo.InvariantCulture);
}
