using System;
using System.Threading;
using System.Threading.Tasks;

namespace Lms.Client;

/// <summary>What was read, with its version.</summary>
/// <typeparam name="T">What was read.</typeparam>
public sealed class Tagged<T>
{
    internal Tagged(T value, string? etag) => (Value, ETag) = (value, etag);

    /// <summary>What was read.</summary>
    public T Value { get; }

    /// <summary>Its version: as <c>ifMatch</c> of a change, the change is refused with 412 where somebody else was faster. Null where something on the way took it away.</summary>
    public string? ETag { get; }
}

internal static class Tagging
{
    public static async Task<Tagged<T>> TaggedAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var (value, headers) = await AnswerHeaders.WithAsync(read, cancellationToken).ConfigureAwait(false);
        return new Tagged<T>(value, headers.ETag?.ToString());
    }
}
