namespace Lms.Domain.Jobs;

/// <summary>What somebody wants done.</summary>
/// <param name="Kind">What.</param>
public sealed record JobOrder(JobKind Kind)
{
    /// <summary>How, as JSON that the kind understands; null where the kind says it all.</summary>
    public string? Details { get; init; }

    /// <summary>Whether only to count and to name what cannot be done.</summary>
    public bool DryRun { get; init; }

    /// <summary>The media type of the file that it writes; null where it writes none.</summary>
    public string? MediaType { get; init; }

    /// <summary>The import that it undoes; null where it undoes none.</summary>
    public int? ImportId { get; init; }

    /// <summary>The job that it undoes; null where it undoes none.</summary>
    public int? JobId { get; init; }
}
