using Lms.Domain.Catalog;

namespace Lms.Application.Imports;

/// <summary>
/// What the library has already of the records of a batch, and what they may name. In a dry run, a book with a negative id is one that an earlier record of the file would
/// have made: its number with a minus sign.
/// </summary>
public sealed record CatalogueFacts
{
    /// <summary>Books by the control numbers of the records that they were made of; the first where there are several.</summary>
    public required IReadOnlyDictionary<string, int> BooksByControlNumber { get; init; }

    /// <summary>Books by the control numbers of records of books that were merged into them; the first where there are several.</summary>
    public required IReadOnlyDictionary<string, int> BooksByMergedNumber { get; init; }

    /// <summary>Books by <see cref="Book.IsbnKey"/>; the first where there are several.</summary>
    public required IReadOnlyDictionary<string, int> BooksByIsbn { get; init; }

    /// <summary>Books by title, author and year; the first where there are several.</summary>
    public required IReadOnlyDictionary<TitleKey, int> BooksByTitle { get; init; }

    /// <summary>Books by the barcodes of their copies.</summary>
    public required IReadOnlyDictionary<string, int> BooksByBarcode { get; init; }

    /// <summary>Branches by code and by name, in upper case.</summary>
    public required IReadOnlyDictionary<string, int> Branches { get; init; }

    /// <summary>The branch of copies that name none; null where the library has no branch.</summary>
    public required int? DefaultBranchId { get; init; }

    /// <summary>The codes of material types by code and by name, in upper case.</summary>
    public required IReadOnlyDictionary<string, string> MaterialTypes { get; init; }

    /// <summary>A control number, told apart from all other keys.</summary>
    public static string ControlNumberKey(string number) => $"c{number}";

    /// <summary>An ISBN, told apart from all other keys.</summary>
    public static string IsbnKey(string isbn) => $"i{isbn}";

    /// <summary>Title, author and year, told apart from all other keys.</summary>
    public static string TitleKey(TitleKey key) => $"t{key}";

    /// <summary>A barcode, told apart from all other keys.</summary>
    public static string BarcodeKey(string barcode) => $"b{barcode}";
}

/// <summary>What makes two books without an ISBN the same.</summary>
/// <param name="Title">As the shelf sorts it.</param>
/// <param name="Author">The main author, in upper case.</param>
/// <param name="Year">The year of publication; null where unknown.</param>
public readonly record struct TitleKey(string Title, string Author, int? Year)
{
    /// <summary>The key of a record.</summary>
    public static TitleKey Of(string title, string author, int? year) => new(Book.SortForm(title), author.Trim().ToUpperInvariant(), year);
}
