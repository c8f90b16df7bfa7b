using Lms.Domain.Common;
using Lms.Domain.Jobs;

namespace Lms.Domain.Imports;

/// <summary>A file of records on its way into the catalogue.</summary>
public sealed class Import : LongWork
{
    /// <summary>The longest assignment of columns, in characters.</summary>
    public const int MaxColumns = 2000;

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

    /// <summary>How many records the file has; null until it was read to its end once.</summary>
    public int? Total { get; private set; }

    /// <summary>How many books were created.</summary>
    public int Created { get; private set; }

    /// <summary>How many books were updated.</summary>
    public int Updated { get; private set; }

    /// <summary>How many records were left out because the catalogue has them.</summary>
    public int Skipped { get; private set; }

    /// <summary>How many books were created or updated without something that their record says; each has an <see cref="ImportError"/>.</summary>
    public int Incomplete { get; private set; }

    /// <summary>How the file's columns were understood; null until its header was read, and where it has none.</summary>
    public string? ColumnsRead { get; private set; }

    private protected override string Noun => "import";

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

    /// <summary>Says how the file's columns are understood.</summary>
    public void Understand(string columns) => ColumnsRead = columns;

    /// <summary>Counts records that were dealt with.</summary>
    /// <param name="tally">What became of them.</param>
    /// <param name="bytesRead">How far into the file that is; never goes back.</param>
    /// <param name="now">The moment it was done.</param>
    public void Advance(ImportTally tally, long bytesRead, DateTimeOffset now)
    {
        Count(tally.Records, tally.Failed, now);
        Created += tally.Created;
        Updated += tally.Updated;
        Skipped += tally.Skipped;
        Incomplete += tally.Incomplete;
        BytesRead = Math.Max(BytesRead, bytesRead);
    }

    /// <summary>Ends it: every record was dealt with.</summary>
    public void Complete(DateTimeOffset now)
    {
        Total = Processed;
        BytesRead = Bytes;
        End(WorkStatus.Completed, now);
    }

    /// <inheritdoc/>
    public override void MustBeUndoable()
    {
        base.MustBeUndoable();
        if (DryRun)
            throw new RefusedException(new Block("import-undone", "The import changed nothing; there is nothing to undo."));
    }

    private protected override void End(WorkStatus status, DateTimeOffset now)
    {
        base.End(status, now);
        FileId = null;
    }
}
