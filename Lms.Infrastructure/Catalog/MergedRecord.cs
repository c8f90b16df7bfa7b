namespace Lms.Infrastructure.Catalog;

/// <summary>The record of a book that was merged into one that has a record of its own.</summary>
internal sealed class MergedRecord
{
    /// <summary>The id that the merged book had.</summary>
    public required int MergedId { get; init; }

    /// <summary>What tells the record apart from all others; null where it has nothing that does, or nothing that can be looked up.</summary>
    public string? ControlNumber { get; init; }

    /// <summary>All of it: a MARC 21 record in the exchange format (ISO 2709), in Unicode.</summary>
    public required byte[] Content { get; init; }
}
