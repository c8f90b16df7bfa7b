using System;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Lms.Client;

/// <summary>
/// Repeats what was not answered or may succeed later. Every POST carries an Idempotency-Key, so that repeating the request does not
/// repeat the deed. A PUT, PATCH or DELETE that may have been done is not repeated.
/// </summary>
internal sealed class RetryHandler(LmsClientOptions options) : DelegatingHandler
{
    private const string Key = "Idempotency-Key";

    [ThreadStatic]
    private static Random? _chance;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Method == HttpMethod.Post && !request.Headers.Contains(Key))
            request.Headers.Add(Key, Guid.NewGuid().ToString());
        using var repeatable = await Repeatable.OfAsync(request, cancellationToken).ConfigureAwait(false);
        var next = request;
        for (var attempt = 0; ; attempt++)
        {
            var isLast = attempt >= options.Retries || !repeatable.CanBeSent;
            TimeSpan wait;
            try
            {
                var answer = await base.SendAsync(next, cancellationToken).ConfigureAwait(false);
                if (isLast || await WaitAfterAsync(request.Method, answer, attempt).ConfigureAwait(false) is not { } named || named > options.LongestWait)
                    return answer;
                wait = named;
                answer.Dispose();
            }
            catch (HttpRequestException) when (!isLast && IsDoneOnce(request.Method))
            {
                wait = Backoff(attempt);
            }

            await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            next = repeatable.Next();
        }
    }

    /// <summary>Whether doing it again changes nothing more.</summary>
    private static bool IsDoneOnce(HttpMethod method) => method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Post;

    /// <summary>How long to wait before a request is worth repeating; null where it is not.</summary>
    private async Task<TimeSpan?> WaitAfterAsync(HttpMethod method, HttpResponseMessage answer, int attempt)
    {
        var isWorthIt = (int)answer.StatusCode switch
        {
            429 => true,
            502 or 503 or 504 => IsDoneOnce(method),
            409 => method == HttpMethod.Post && await IsInProgressAsync(answer).ConfigureAwait(false),
            _ => false,
        };
        if (!isWorthIt)
            return null;
        return answer.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date > DateTimeOffset.UtcNow ? date - DateTimeOffset.UtcNow : TimeSpan.Zero,
            _ => Backoff(attempt),
        };
    }

    private static async Task<bool> IsInProgressAsync(HttpResponseMessage answer)
    {
        await answer.Content.LoadIntoBufferAsync().ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize<Problem>(await answer.Content.ReadAsStringAsync().ConfigureAwait(false), LmsJson.Options)?.Code == "request-in-progress";
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private TimeSpan Backoff(int attempt)
    {
        var longest = Math.Min(options.FirstWait.TotalMilliseconds * Math.Pow(2, attempt), options.LongestWait.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(longest * (0.5 + ((_chance ??= new Random()).NextDouble() / 2)));
    }
}
