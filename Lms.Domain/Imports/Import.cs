using Lms.Domain.Common;

namespace Lms.Domain.Imports;

/// <summary>A file of records on its way into the catalogue.</summary>
public sealed class Import : Entity
{
    /// <summary>The longest reason why an import or a record failed, in characters.</summary>
    public const int MaxReason = 1000;

    private Import()
    {
    }

    /// <summary>The file's media type.</summary>
    public string MediaType { get; private init; } = "";

    /// <summary>What happens to a record that the catalogue has already.</summary>
    public ImportMode Mode { get; private init; }

    /// <summary>Which column of the file is which field, as <c>field=column</c> pairs separated by commas; null to go by the header alone.</summary>
    public string? Columns { get; private init; }

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

    /// <summary>Why the whole import failed; null where it did not.</summary>
    public string? FailureReason { get; private set; }

    /// <summary>Who brought it; null once that user was deleted.</summary>
    public int? CreatedBy { get; private init; }

    /// <summary>When it was received.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When the first record was dealt with; null until then.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When it last made progress; another replica takes over what stands still.</summary>
    public DateTimeOffset? ProgressAt { get; private set; }

    /// <summary>When it ended; null until then.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Receives a file.</summary>
    public static Import Receive(string mediaType, ImportMode mode, string? columns, int? createdBy, DateTimeOffset now) =>
        new() { MediaType = mediaType, Mode = mode, Columns = columns, CreatedBy = createdBy, CreatedAt = now };
}
