using System.Collections.Generic;

namespace Lms.Client;

/// <summary>One page of a list.</summary>
public sealed class Page<T>
{
    internal Page(IReadOnlyList<T> items, string? nextCursor, long? total) => (Items, NextCursor, Total) = (items, nextCursor, total);

    /// <summary>What is on it.</summary>
    public IReadOnlyList<T> Items { get; }

    /// <summary>Where the next page begins; null on the last.</summary>
    public string? NextCursor { get; }

    /// <summary>How many items there are on all pages; null where <c>count</c> did not ask for it.</summary>
    public long? Total { get; }
}
