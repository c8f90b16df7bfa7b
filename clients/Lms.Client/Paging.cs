using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Lms.Client;

/// <summary>Follows the header <c>Link</c> from page to page (RFC 8288).</summary>
internal static class Paging
{
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
        var (items, headers) = await AnswerHeaders.WithAsync(list, cancellationToken).ConfigureAwait(false);
        var next = headers.TryGetValues("Link", out var links) ? links.SelectMany(link => link.Split(',')).Select(CursorOfNext).FirstOrDefault(cursor => cursor is not null) : null;
        var total = headers.TryGetValues("X-Total-Count", out var totals) ? long.Parse(totals.First(), CultureInfo.InvariantCulture) : (long?)null;
        return new Page<T>(items, next, total);
    }

    private static string? CursorOfNext(string link)
    {
        if (link.IndexOf("rel=\"next\"", StringComparison.Ordinal) < 0)
            return null;
        var query = link.Substring(0, link.IndexOf('>')).Split('?').Last();
        return query.Split('&').Where(pair => pair.StartsWith("cursor=", StringComparison.Ordinal)).Select(pair => Uri.UnescapeDataString(pair.Substring("cursor=".Length))).FirstOrDefault();
    }
}
