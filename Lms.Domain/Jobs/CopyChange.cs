namespace Lms.Domain.Jobs;

/// <summary>What a copy was before a job changed it, and what it made of it.</summary>
public sealed class CopyChange
{
    private CopyChange()
    {
    }

    /// <summary>The job.</summary>
    public int JobId { get; private init; }

    /// <summary>The copy.</summary>
    public int CopyId { get; private init; }

    /// <summary>What was known about it, as JSON.</summary>
    public string Before { get; private init; } = "";

    /// <summary>What the job made of that, as JSON. A copy that is another by now is not given back what it was.</summary>
    public string After { get; private init; } = "";

    /// <summary>Remembers a copy.</summary>
    public static CopyChange Remember(int jobId, int copyId, string before, string after) => new() { JobId = jobId, CopyId = copyId, Before = before, After = after };
}
