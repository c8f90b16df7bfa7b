using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Common;

/// <summary>An action answers with server-sent events.</summary>
/// <typeparam name="T">What the data of an event is, as JSON. An event without data says nothing but its id.</typeparam>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EventsAttribute<T>() : ProducesResponseTypeAttribute(typeof(T), StatusCodes.Status200OK, "text/event-stream"), IEvents
{
    /// <inheritdoc/>
    public Type Data => Type;

    /// <inheritdoc/>
    public string? Last { get; init; }
}

/// <summary>What clients are told of a stream of events.</summary>
internal interface IEvents
{
    /// <summary>What the data of an event is.</summary>
    Type Data { get; }

    /// <summary>The event after which none comes; null where the stream goes on for as long as it is listened to.</summary>
    string? Last { get; }
}
