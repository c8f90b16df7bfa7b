using System;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading;
using System.Threading.Tasks;

namespace Lms.Client;

/// <summary>The headers of answers, of which the methods give the bodies only.</summary>
internal static class AnswerHeaders
{
    private static readonly AsyncLocal<Place?> Current = new();

    /// <summary>Asks, and gives the body together with the headers.</summary>
    public static async Task<(T Body, HttpResponseHeaders Headers)> WithAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var place = Current.Value = new Place();
        var body = await ask(cancellationToken).ConfigureAwait(false);
        return (body, place.Headers!);
    }

    /// <summary>Notes them for whoever asked.</summary>
    public static void Note(HttpResponseMessage answer)
    {
        if (Current.Value is { } place)
            place.Headers = answer.Headers;
    }

    private sealed class Place
    {
        public HttpResponseHeaders? Headers { get; set; }
    }
}
