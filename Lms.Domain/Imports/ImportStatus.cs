namespace Lms.Domain.Imports;

/// <summary>How an import stands.</summary>
public enum ImportStatus
{
    /// <summary>Received; not begun.</summary>
    Queued,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Every record was dealt with.</summary>
    Completed,

    /// <summary>The file could not be read to its end.</summary>
    Failed,

    /// <summary>Stopped by somebody.</summary>
    Cancelled,
}
