using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Lms.Application.Common.Paging;

namespace Lms.Application.Reports;

/// <summary>A report: serialised as a bare array of the rows of one page, or read whole, page after page, without ever holding more than one.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A report of debts reads better than a report collection of debts.")]
public sealed class Report<T>(Page<T> page, Func<string, CancellationToken, Task<Page<T>>>? next) : IReadOnlyList<T>, IReport
    where T : class
{
    /// <inheritdoc/>
    public string? NextCursor => page.NextCursor;

    /// <inheritdoc/>
    public long? Total => page.Total;

    /// <inheritdoc/>
    public int Count => page.Count;

    /// <inheritdoc/>
    public T this[int index] => page[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => page.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public Type RowType => typeof(T);

    /// <inheritdoc/>
    public async IAsyncEnumerable<object> WholeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var current = page; ;)
        {
            foreach (var row in current)
                yield return row;
            if (current.NextCursor is not { } cursor || next is null)
                yield break;
            current = await next(cursor, cancellationToken);
        }
    }
}

/// <summary>What a report is, whatever its rows are.</summary>
public interface IReport : IPage
{
    /// <summary>What a row is.</summary>
    Type RowType { get; }

    /// <summary>The rows of this page and of all that follow.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<object> WholeAsync(CancellationToken cancellationToken);
}

internal static class Reports
{
    /// <summary>A report that is short by nature.</summary>
    public static Report<T> Of<T>(IReadOnlyList<T> rows)
        where T : class => new(new Page<T>(rows, null, null), next: null);

    /// <summary>A report that is read page by page.</summary>
    /// <param name="query">Which page, in which order, under which conditions.</param>
    /// <param name="read">Reads a page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Report<T>> ReadAsync<TQuery, T>(TQuery query, Func<TQuery, CancellationToken, Task<Page<T>>> read, CancellationToken cancellationToken)
        where TQuery : ListQuery
        where T : class =>
        new(await read(query, cancellationToken), (cursor, cancel) => read(query with { Cursor = cursor, Limit = ListQuery.MaxLimit, Count = false }, cancel));
}
