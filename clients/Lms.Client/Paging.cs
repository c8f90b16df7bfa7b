using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Lms.Client;

/// <summary>Follows the header <c>Link</c> from page to page (RFC 8288).</summary>
internal static class Paging
{
    private static readonly AsyncLocal<Place?> Current = new();

    public static async IAsyncEnumerable<T> AllAsync<T>(Func<string?, CancellationToken, Task<IReadOnlyList<T>>> list, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await PageAsync(token => list(cursor, token), cancellationToken).ConfigureAwait(false);
            foreach (var item in page.Items)
                yield return item;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    public static async Task<Page<T>> PageAsync<T>(Func<CancellationToken, Task<IReadOnlyList<T>>> list, CancellationToken cancellationToken)
    {
        var place = Current.Value = new Place();
        var items = await list(cancellationToken).ConfigureAwait(false);
        return new Page<T>(items, place.NextCursor, place.Total);
    }

    /// <summary>Notes where the page that was asked for ends.</summary>
    public static void Note(HttpResponseMessage answer)
    {
        if (Current.Value is not { } place)
            return;
        place.NextCursor = answer.Headers.TryGetValues("Link", out var links) ? links.SelectMany(link => link.Split(',')).Select(CursorOfNext).FirstOrDefault(cursor => cursor is not null) : null;
        place.Total = answer.Headers.TryGetValues("X-Total-Count", out var totals) ? long.Parse(totals.First(), CultureInfo.InvariantCulture) : null;
    }

    private static string? CursorOfNext(string link)
    {
        if (link.IndexOf("rel=\"next\"", StringComparison.Ordinal) < 0)
            return null;
        var query = link.Substring(0, link.IndexOf('>')).Split('?').Last();
        return query.Split('&').Where(pair => pair.StartsWith("cursor=", StringComparison.Ordinal)).Select(pair => Uri.UnescapeDataString(pair.Substring("cursor=".Length))).FirstOrDefault();
    }

    private sealed class Place
    {
        public string? NextCursor { get; set; }

        public long? Total { get; set; }
    }
}
