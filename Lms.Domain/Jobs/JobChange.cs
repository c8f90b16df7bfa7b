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

    /// <summary>When it had last been changed before. Once the job is undone, whatever left the book as it was then may be undone in its turn.</summary>
    public DateTimeOffset PreviousAt { get; private init; }

    /// <summary>Remembers a book.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="bookId">The book.</param>
    /// <param name="before">What was said of it, as JSON.</param>
    /// <param name="previousAt">When it had last been changed before.</param>
    /// <param name="now">When the job changes it.</param>
    public static JobChange Remember(int jobId, int bookId, string before, DateTimeOffset previousAt, DateTimeOffset now) =>
        new() { JobId = jobId, BookId = bookId, Before = before, PreviousAt = previousAt, ChangedAt = now };
}
