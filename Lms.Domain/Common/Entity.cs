namespace Lms.Domain.Common;

/// <summary>Something with an identity that the library keeps.</summary>
public abstract class Entity
{
    /// <summary>A positive integer, given by the database; 0 until then.</summary>
    public int Id { get; protected init; }

    /// <summary>Changes whenever the entity is changed; two equal values mean that nobody changed it in between.</summary>
    public uint Version { get; private init; }
}
