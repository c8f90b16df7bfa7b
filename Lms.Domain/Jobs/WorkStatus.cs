namespace Lms.Domain.Jobs;

/// <summary>How long work stands.</summary>
public enum WorkStatus
{
    /// <summary>Received; not begun.</summary>
    Queued,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>All of it was dealt with.</summary>
    Completed,

    /// <summary>It could not be gone through to its end.</summary>
    Failed,

    /// <summary>Stopped by somebody.</summary>
    Cancelled,
}
