namespace Lms.Infrastructure.Catalog;

/// <summary>The record that a book was made of, as it came.</summary>
internal sealed class KeptRecord
{
    /// <summary>The book.</summary>
    public required int BookId { get; init; }

    /// <summary>What tells the record apart from all others; null where it has nothing that does, or nothing that can be looked up.</summary>
    public string? ControlNumber { get; init; }

    /// <summary>All of it: a MARC 21 record in the exchange format (ISO 2709), in Unicode.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Whether the catalogue has read other titles, names and languages in it.</summary>
    public bool FormsRead { get; init; }
}
