using System;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Lms.Client;

/// <summary>A request that can be sent again, for what was sent once is used up.</summary>
internal sealed class Repeatable : IDisposable
{
    private readonly HttpRequestMessage _first;
    private readonly byte[]? _body;
    private HttpRequestMessage? _last;

    private Repeatable(HttpRequestMessage first, byte[]? body, bool canBeSent) => (_first, _body, CanBeSent) = (first, body, canBeSent);

    /// <summary>Whether the body is kept; a file that streams is not.</summary>
    public bool CanBeSent { get; }

    public static async Task<Repeatable> OfAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return request.Content switch
        {
            null => new Repeatable(request, null, canBeSent: true),
            StreamContent or MultipartContent => new Repeatable(request, null, canBeSent: false),
            var content => new Repeatable(request, await content.ReadAsByteArrayAsync().ConfigureAwait(false), canBeSent: true),
        };
    }

    public HttpRequestMessage Next()
    {
        _last?.Dispose();
        _last = new HttpRequestMessage(_first.Method, _first.RequestUri) { Version = _first.Version };
        foreach (var header in _first.Headers)
            _last.Headers.TryAddWithoutValidation(header.Key, header.Value);
        if (_body is null || _first.Content is null)
            return _last;
        _last.Content = new ByteArrayContent(_body);
        foreach (var header in _first.Content.Headers.Where(header => header.Key != "Content-Length"))
            _last.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
        return _last;
    }

    public void Dispose() => _last?.Dispose();
}
