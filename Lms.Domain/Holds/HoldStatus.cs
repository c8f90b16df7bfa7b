namespace Lms.Domain.Holds;

/// <summary>How a hold stands.</summary>
public enum HoldStatus
{
    /// <summary>No copy was found for it yet.</summary>
    Waiting,

    /// <summary>A copy is on its way to the pickup branch.</summary>
    InTransit,

    /// <summary>A copy waits on the hold shelf.</summary>
    Ready,

    /// <summary>The user borrowed it.</summary>
    Fulfilled,

    /// <summary>It was given up.</summary>
    Cancelled,

    /// <summary>It was not picked up, or not needed any more.</summary>
    Expired,
}
