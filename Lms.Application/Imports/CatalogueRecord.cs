using Lms.Application.Catalog;

namespace Lms.Application.Imports;

/// <summary>One record of a file: a book and its copies, or what is wrong with it.</summary>
/// <param name="Number">Its place in the file; 1 is the first.</param>
public sealed record CatalogueRecord(int Number)
{
    /// <summary>What it says about the book; null where <see cref="Fault"/> is not.</summary>
    public BookFields? Book { get; init; }

    /// <summary>Its title as the shelf sorts it; null where it does not say.</summary>
    public string? SortTitle { get; init; }

    /// <summary>The record as it came; null where the file's kind has nothing that the catalogue's fields do not hold.</summary>
    public SourceRecord? Source { get; init; }

    /// <summary>The code or the name of its material type; null where it does not say.</summary>
    public string? MaterialType { get; init; }

    /// <summary>Its copies; where it does not say how many, as many as the order makes.</summary>
    public IReadOnlyList<RecordCopy> Copies { get; init; } = [];

    /// <summary>What of it had to be left out; empty where it is whole.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Why it cannot be read; null where it can.</summary>
    public string? Fault { get; init; }
}

/// <summary>A record as another library wrote it. Its branches and material types are that library's: where ours has none of the name, its default is taken.</summary>
/// <param name="ControlNumber">What tells it apart from all others; null where it has none.</param>
/// <param name="Content">All of it: a MARC 21 record in the exchange format (ISO 2709), in Unicode.</param>
public sealed record SourceRecord(string? ControlNumber, byte[] Content)
{
    /// <summary>The longest control number that records are found by, in characters.</summary>
    public const int MaxControlNumber = 100;
}

/// <summary>A copy, as a record names it.</summary>
/// <param name="Fields">What is known about it; without a barcode, one is made.</param>
/// <param name="Branch">The code or the name of its branch; null for the default branch.</param>
public sealed record RecordCopy(CopyFields Fields, string? Branch);
