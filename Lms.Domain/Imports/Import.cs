using Lms.Domain.Common;

namespace Lms.Domain.Imports;

/// <summary>A file of records on its way into the catalogue.</summary>
public sealed class Import : Entity
{
    /// <summary>The longest reason why an import or a record failed, in characters.</summary>
    public const int MaxReason = 1000;

    /// <summary>The longest assignment of columns, in characters.</summary>
    public const int MaxColumns = 2000;

    /// <summary>How often it may be begun anew without getting any further before it counts as failed.</summary>
    public const int MaxAttempts = 5;

    private Import()
    {
    }

    /// <summary>The file's media type.</summary>
    public string MediaType { get; private init; } = "";

    /// <summary>What happens to a record that the catalogue has already.</summary>
    public ImportMode Mode { get; private init; }

    /// <summary>Which column of the file is which field, as <c>field=column</c> pairs separated by commas; null to go by the header alone.</summary>
    public string? Columns { get; private init; }

    /// <summary>How many copies to make of a book whose record does not say; 0 or more.</summary>
    public int Copies { get; private init; }

    /// <summary>Whether it only says what would happen; its counts are those of an import that would have happened.</summary>
    public bool DryRun { get; private init; }

    /// <summary>The file; null once the import has ended.</summary>
    public int? FileId { get; private set; }

    /// <summary>The file's length in bytes.</summary>
    public long Bytes { get; private init; }

    /// <summary>How many of them were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>How it stands.</summary>
    public ImportStatus Status { get; private set; }

    /// <summary>How many records the file has; null until it was read to its end once.</summary>
    public int? Total { get; private set; }

    /// <summary>How many records were dealt with, in the order of the file.</summary>
    public int Processed { get; private set; }

    /// <summary>How many books were created.</summary>
    public int Created { get; private set; }

    /// <summary>How many books were updated.</summary>
    public int Updated { get; private set; }

    /// <summary>How many records were left out because the catalogue has them.</summary>
    public int Skipped { get; private set; }

    /// <summary>How many records could not be taken in; each has an <see cref="ImportError"/>.</summary>
    public int Failed { get; private set; }

    /// <summary>How many books were created or updated without something that their record says; each has an <see cref="ImportError"/>.</summary>
    public int Incomplete { get; private set; }

    /// <summary>How the file's columns were understood; null until its header was read, and where it has none.</summary>
    public string? ColumnsRead { get; private set; }

    /// <summary>Why the whole import failed; null where it did not.</summary>
    public string? FailureReason { get; private set; }

    /// <summary>Who brought it; null once that user was deleted, and where it came by the command line.</summary>
    public int? CreatedBy { get; private init; }

    /// <summary>When it was received.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When it was begun for the first time; null until then.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When it last got further; null until then.</summary>
    public DateTimeOffset? ProgressAt { get; private set; }

    /// <summary>When it ended; null until then.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>When it was undone; null where it was not.</summary>
    public DateTimeOffset? UndoneAt { get; private set; }

    /// <summary>How often it was begun since it last got further.</summary>
    public int Attempts { get; private set; }

    /// <summary>Whether it has ended, in whatever way.</summary>
    public bool IsFinished => FinishedAt is not null;

    /// <summary>Receives a file.</summary>
    public static Import Receive(ImportOrder order, int fileId, long bytes, int? createdBy, DateTimeOffset now) => new()
    {
        MediaType = order.MediaType,
        Mode = order.Mode,
        Columns = order.Columns,
        Copies = order.Copies,
        DryRun = order.DryRun,
        FileId = fileId,
        Bytes = bytes,
        CreatedBy = createdBy,
        CreatedAt = now,
    };

    /// <summary>Begins it, or goes on where another left off.</summary>
    public void Begin(DateTimeOffset now)
    {
        Status = ImportStatus.Running;
        StartedAt ??= now;
        if (++Attempts > MaxAttempts)
            Fail($"It was begun {MaxAttempts} times and never got past record {Processed}. The log of that time says why.", now);
    }

    /// <summary>Says how the file's columns are understood.</summary>
    public void Understand(string columns) => ColumnsRead = columns;

    /// <summary>Counts records that were dealt with.</summary>
    /// <param name="tally">What became of them.</param>
    /// <param name="bytesRead">How far into the file that is; never goes back.</param>
    /// <param name="now">The moment it was done.</param>
    public void Advance(ImportTally tally, long bytesRead, DateTimeOffset now)
    {
        Processed += tally.Records;
        Created += tally.Created;
        Updated += tally.Updated;
        Skipped += tally.Skipped;
        Failed += tally.Failed;
        Incomplete += tally.Incomplete;
        BytesRead = Math.Max(BytesRead, bytesRead);
        ProgressAt = now;
        Attempts = 0;
    }

    /// <summary>Ends it: every record was dealt with.</summary>
    public void Complete(DateTimeOffset now)
    {
        Total = Processed;
        BytesRead = Bytes;
        End(ImportStatus.Completed, now);
    }

    /// <summary>Ends it: the file cannot be read on. What was taken in stays.</summary>
    public void Fail(string reason, DateTimeOffset now)
    {
        FailureReason = Shorten(reason);
        End(ImportStatus.Failed, now);
    }

    /// <summary>Stops it. What was taken in stays.</summary>
    /// <exception cref="RefusedException"><c>import-finished</c>.</exception>
    public void Cancel(DateTimeOffset now)
    {
        if (IsFinished)
            throw new RefusedException(new Block("import-finished", "The import has ended; there is nothing to cancel."));
        End(ImportStatus.Cancelled, now);
    }

    /// <summary>Notes that everything it brought is gone again.</summary>
    /// <exception cref="RefusedException"><c>import-unfinished</c>, <c>import-undone</c>.</exception>
    public void Undo(DateTimeOffset now)
    {
        if (!IsFinished)
            throw new RefusedException(new Block("import-unfinished", "The import has not ended; cancel it first."));
        if (DryRun || UndoneAt is not null)
            throw new RefusedException(new Block("import-undone", DryRun ? "The import changed nothing; there is nothing to undo." : "The import has been undone."));
        UndoneAt = now;
    }

    internal static string Shorten(string reason) => reason.Length <= MaxReason ? reason : string.Concat(reason.AsSpan(0, MaxReason - 1), "…");

    private void End(ImportStatus status, DateTimeOffset now)
    {
        Status = status;
        FinishedAt = now;
        FileId = null;
    }
}
