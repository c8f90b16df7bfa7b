using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Lms.Application.Common.Paging;

/// <summary>One page of a list; serialised as a bare array.</summary>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "A page of books reads better than a page collection of books.")]
public sealed class Page<T>(IReadOnlyList<T> items, string? nextCursor, long? total) : IReadOnlyList<T>, IPage
{
    /// <inheritdoc/>
    public string? NextCursor { get; } = nextCursor;

    /// <inheritdoc/>
    public long? Total { get; } = total;

    /// <inheritdoc/>
    public int Count => items.Count;

    /// <inheritdoc/>
    public T this[int index] => items[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>What a page says besides its items.</summary>
public interface IPage
{
    /// <summary>Where the next page begins; null on the last.</summary>
    string? NextCursor { get; }

    /// <summary>How many items there are on all pages; null where that was not asked.</summary>
    long? Total { get; }
}
