namespace Lms.Client;

/// <summary>What happened, as a stream of events tells it.</summary>
/// <typeparam name="T">What the stream tells of.</typeparam>
public sealed class LmsEvent<T>
{
    internal LmsEvent(string kind, T data, long? id) => (Kind, Data, Id) = (kind, data, id);

    /// <summary>What kind of event, as <c>checkout</c> or <c>finished</c>.</summary>
    public string Kind { get; }

    /// <summary>What it tells.</summary>
    public T Data { get; }

    /// <summary>From where to go on another day, as <c>lastEventId</c>; null where the stream always tells how things are now.</summary>
    public long? Id { get; }
}
