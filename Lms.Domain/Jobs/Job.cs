using Lms.Domain.Common;
using Lms.Domain.Imports;

namespace Lms.Domain.Jobs;

/// <summary>Work on a fixed list of things, which is done in the background.</summary>
public sealed class Job : LongWork
{
    /// <summary>The longest media type of a file, in characters.</summary>
    public const int MaxMediaType = 100;

    private Job()
    {
    }

    /// <summary>What it does.</summary>
    public JobKind Kind { get; private init; }

    /// <summary>How, as JSON that the kind understands; null where the kind says it all.</summary>
    public string? Details { get; private init; }

    /// <summary>Whether it only counts and names what cannot be done.</summary>
    public bool DryRun { get; private init; }

    /// <summary>How many things there are to be done. They were fixed when the job was taken on.</summary>
    public int Total { get; private init; }

    /// <summary>How many of the processed things were written, changed, merged or given back; the others were as they should be, or failed.</summary>
    public int Changed { get; private set; }

    /// <summary>The media type of the file that it writes; null where it writes none.</summary>
    public string? MediaType { get; private init; }

    /// <summary>The length of that file so far, in bytes; 0 where it writes none.</summary>
    public long Bytes { get; private set; }

    /// <summary>Until when the file can be fetched; null while it is written, and where there is none.</summary>
    public DateTimeOffset? FileUntil { get; private set; }

    /// <summary>The import that it undoes; null where it undoes none.</summary>
    public int? ImportId { get; private init; }

    /// <summary>The job that it undoes; null where it undoes none.</summary>
    public int? UndoneJobId { get; private init; }

    /// <summary>The import that it undoes, where it was read with the job.</summary>
    public Import? Import { get; private init; }

    /// <summary>The job that it undoes, where it was read with this one.</summary>
    public Job? UndoneJob { get; private init; }

    /// <summary>Whether its things are copies, and not books.</summary>
    public bool IsAboutCopies => Kind is JobKind.CopyEdit or JobKind.CopyEditUndo;

    private protected override string Noun => "job";

    /// <summary>Takes it on.</summary>
    /// <param name="order">What is to be done.</param>
    /// <param name="total">How many things there are to be done.</param>
    /// <param name="createdBy">Who asked for it; null where nobody is known.</param>
    /// <param name="now">The moment it is taken on.</param>
    public static Job TakeOn(JobOrder order, int total, int? createdBy, DateTimeOffset now) => new()
    {
        Kind = order.Kind,
        Details = order.Details,
        DryRun = order.DryRun,
        Total = total,
        MediaType = order.MediaType,
        ImportId = order.ImportId,
        UndoneJobId = order.JobId,
        CreatedBy = createdBy,
        CreatedAt = now,
    };

    /// <summary>Counts things that were dealt with.</summary>
    /// <param name="processed">How many.</param>
    /// <param name="changed">How many of them something was done to.</param>
    /// <param name="failed">How many of them could not be done.</param>
    /// <param name="now">The moment it was done.</param>
    public void Advance(int processed, int changed, int failed, DateTimeOffset now)
    {
        Count(processed, failed, now);
        Changed += changed;
    }

    /// <summary>Counts what was added to its file.</summary>
    public void Write(int bytes) => Bytes += bytes;

    /// <summary>Says until when its file can be fetched.</summary>
    public void Keep(DateTimeOffset until) => FileUntil = until;

    /// <summary>Whether its file can be fetched.</summary>
    public bool HasFile(DateTimeOffset now) => FileUntil > now;

    /// <summary>Ends it: everything was dealt with.</summary>
    public void Complete(DateTimeOffset now) => End(WorkStatus.Completed, now);

    /// <inheritdoc/>
    public override void MustBeUndoable()
    {
        if (Kind is not (JobKind.Edit or JobKind.CopyEdit) || DryRun)
            throw new RefusedException(new Block("job-not-undoable", Kind is JobKind.EditUndo or JobKind.CopyEditUndo or JobKind.ImportUndo ? "An undoing is not undone itself; ask once more for what it took back." : "Only an edit that changed something can be undone."));
        base.MustBeUndoable();
    }
}
