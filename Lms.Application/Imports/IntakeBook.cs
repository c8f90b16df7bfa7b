using Lms.Application.Catalog;
using Lms.Domain.Catalog;

namespace Lms.Application.Imports;

/// <summary>A book that a batch creates or changes.</summary>
public sealed class IntakeBook
{
    private readonly List<IntakeCopy> _copies = [];
    private BookFields? _change;
    private string? _sortTitle;

    private IntakeBook()
    {
    }

    /// <summary>Its id; null while it is new.</summary>
    public int? Id { get; private init; }

    /// <summary>The new book; null where the catalogue has it already.</summary>
    public Book? New { get; private init; }

    /// <summary>The record that made it; 0 where the catalogue has it already.</summary>
    public int MadeBy { get; private init; }

    /// <summary>The record to keep with it; null to keep what is there.</summary>
    public SourceRecord? Source { get; private set; }

    /// <summary>The copies to add to it.</summary>
    public IReadOnlyList<IntakeCopy> Copies => _copies;

    /// <summary>Whether a book that the catalogue has is to be described anew.</summary>
    public bool IsChanged => _change is not null;

    /// <summary>What tells it apart, for people.</summary>
    internal string Label => Id switch
    {
        null => $"record {MadeBy} of this file",
        < 0 => $"record {-Id} of this file",
        _ => $"book {Id}",
    };

    /// <summary>Describes a book of the catalogue anew, by all records that say something about it.</summary>
    public void ApplyTo(Book book, DateTimeOffset now) => book.Describe(Merge(BookFields.Of(book), _change!).Describe() with { SortTitle = _sortTitle }, now);

    internal static IntakeBook Create(CatalogueRecord record, BookFields fields, DateTimeOffset now) =>
        new() { MadeBy = record.Number, Source = record.Source, New = Book.Catalogue(fields.Describe() with { SortTitle = record.SortTitle }, sharesIsbn: false, now) };

    internal static IntakeBook Existing(int id) => new() { Id = id };

    internal void Add(IEnumerable<IntakeCopy> copies) => _copies.AddRange(copies);

    internal void Change(CatalogueRecord record, string? materialType, DateTimeOffset now)
    {
        var said = record.Book! with { MaterialType = materialType ?? "" };
        Source = record.Source ?? Source;
        _sortTitle = record.SortTitle;
        if (New is { } book)
            book.Describe(Merge(BookFields.Of(book), said).Describe() with { SortTitle = _sortTitle }, now);
        else
            _change = _change is null ? said : Merge(_change, said);
    }

    /// <summary>What the record says, and where it says nothing, what was there.</summary>
    private static BookFields Merge(BookFields before, BookFields said) => new()
    {
        Title = said.Title,
        Subtitle = said.Subtitle ?? before.Subtitle,
        OtherTitles = said.OtherTitles is { Count: > 0 } ? said.OtherTitles : [.. before.OtherTitles],
        Author = said.Author,
        Contributors = said.Contributors is { Count: > 0 } ? said.Contributors : [.. before.Contributors],
        Isbn = said.Isbn ?? before.Isbn,
        Genre = said.Genre ?? before.Genre,
        Subjects = said.Subjects is { Count: > 0 } ? said.Subjects : [.. before.Subjects],
        Series = said.Series ?? before.Series,
        Publisher = said.Publisher ?? before.Publisher,
        PublishedYear = said.PublishedYear ?? before.PublishedYear,
        Edition = said.Edition ?? before.Edition,
        Language = said.Language ?? before.Language,
        OtherLanguages = said.OtherLanguages is { Count: > 0 } ? said.OtherLanguages : [.. before.OtherLanguages],
        OriginalLanguage = said.OriginalLanguage ?? before.OriginalLanguage,
        PageCount = said.PageCount ?? before.PageCount,
        Description = said.Description ?? before.Description,
        MaterialType = said.MaterialType.Length > 0 ? said.MaterialType : before.MaterialType,
        Classification = said.Classification ?? before.Classification,
        MinimumAge = said.MinimumAge ?? before.MinimumAge,
    };
}

/// <summary>A copy that a batch adds.</summary>
/// <param name="Fields">What its record says of it.</param>
/// <param name="BranchId">Its branch.</param>
/// <param name="MaterialType">The code of its material type.</param>
public sealed record IntakeCopy(CopyFields Fields, int BranchId, string MaterialType)
{
    /// <summary>The copy itself.</summary>
    /// <param name="bookId">The book's id.</param>
    /// <param name="barcode">Its barcode, or the one that was made for it.</param>
    /// <param name="classification">What its call number is where its record names none; null for nothing.</param>
    public Copy Acquire(int bookId, string barcode, string? classification)
    {
        var fallback = classification is { Length: <= Copy.MaxPlace } ? classification : null;
        return Copy.Acquire(bookId, (Fields with { CallNumber = Fields.CallNumber ?? fallback }).Describe(barcode, BranchId, MaterialType));
    }
}
