using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Lms.Client;

/// <summary>Follows server-sent events, and goes on after the last one heard where the connection breaks off.</summary>
internal static class Events
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="open">Opens the stream, after the event with an id.</param>
    /// <param name="last">The kind of the event after which none comes; null where there is no end.</param>
    /// <param name="heard">The id of the last event heard; null for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<LmsEvent<T>> FollowAsync<T>(Func<long?, CancellationToken, Task<FileResponse>> open, string? last, long? heard, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        var answer = await open(heard, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            using (answer)
            {
                var events = SseParser.Create(answer.Stream, (_, data) => data.IsEmpty ? null : JsonSerializer.Deserialize<T>(data, LmsJson.Options)).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
                await using var ending = events.ConfigureAwait(false);
                while (await HasNextAsync(events, cancellationToken).ConfigureAwait(false))
                {
                    var told = events.Current;
                    long? id = long.TryParse(told.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
                    heard = id ?? heard;
                    if (told.Data is null)
                        continue;
                    yield return new LmsEvent<T>(told.EventType, told.Data, id);
                    if (told.EventType == last)
                        yield break;
                }
            }

            answer = await ReopenAsync(token => open(heard, token), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> HasNextAsync<T>(IAsyncEnumerator<T> events, CancellationToken cancellationToken)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>A stream that stood once is worth waiting for, however long the library is away.</summary>
    private static async Task<FileResponse> ReopenAsync(Func<CancellationToken, Task<FileResponse>> open, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            try
            {
                return await open(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpRequestException or LmsException { StatusCode: 429 or >= 500 })
            {
            }
        }
    }
}
