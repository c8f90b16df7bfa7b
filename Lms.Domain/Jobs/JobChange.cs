namespace Lms.Domain.Jobs;

/// <summary>What a book was before a job changed it.</summary>
public sealed class JobChange
{
    private JobChange()
    {
    }

    /// <summary>The job.</summary>
    public int JobId { get; private init; }

    /// <summary>The book.</summary>
    public int BookId { get; private init; }

    /// <summary>What was said of it, as JSON.</summary>
    public string Before { get; private init; } = "";

    /// <summary>When the job changed it. A book that was changed since is not given it back.</summary>
    public DateTimeOffset ChangedAt { get; private init; }

    /// <summary>Remembers a book.</summary>
    public static JobChange Remember(int jobId, int bookId, string before, DateTimeOffset now) =>
        new() { JobId = jobId, BookId = bookId, Before = before, ChangedAt = now };
}
