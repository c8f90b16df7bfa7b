namespace Lms.Infrastructure.LocalPostgres;

/// <summary>
/// PostgreSQL could not be started. <see cref="Exception.Message"/> is a few plain lines for the person at the keyboard:
/// what is wrong and what to do. They need no stack trace.
/// </summary>
public sealed class LocalClusterException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>Whether another process has the cluster.</summary>
    public bool IsTaken { get; init; }
}
