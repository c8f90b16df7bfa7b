namespace Lms.Domain.Catalog;

/// <summary>What a cataloguer says about a book: all of it but what the library itself adds.</summary>
public sealed record BookDescription
{
    /// <summary>The title proper; 1 to 1,000 characters.</summary>
    public required string Title { get; init; }

    /// <summary>The title as the shelf sorts it; null to go by the title itself.</summary>
    public string? SortTitle { get; init; }

    /// <summary>The remainder of the title; null where there is none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>The other titles it is known by.</summary>
    public IReadOnlyList<OtherTitle> OtherTitles { get; init; } = [];

    /// <summary>The main author as displayed; 1 to 500 characters.</summary>
    public required string Author { get; init; }

    /// <summary>Everybody who had a part in it, in the order of the book.</summary>
    public IReadOnlyList<Contributor> Contributors { get; init; } = [];

    /// <summary>An ISBN or any other identifier; null where it has none.</summary>
    public string? Isbn { get; init; }

    /// <summary>Its genre; null where none is given.</summary>
    public string? Genre { get; init; }

    /// <summary>What it is about.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <summary>The series it belongs to, with its volume; null where it belongs to none.</summary>
    public string? Series { get; init; }

    /// <summary>Who published it; null where unknown.</summary>
    public string? Publisher { get; init; }

    /// <summary>The year of publication, negative before Christ, never 0; null where unknown.</summary>
    public int? PublishedYear { get; init; }

    /// <summary>The edition statement; null where there is none.</summary>
    public string? Edition { get; init; }

    /// <summary>The language's ISO 639 code, two or three letters; null where unknown.</summary>
    public string? Language { get; init; }

    /// <summary>The codes of the other languages that parts of it are in.</summary>
    public IReadOnlyList<string> OtherLanguages { get; init; } = [];

    /// <summary>The code of the language that it was translated from; null where it is no translation, or unknown.</summary>
    public string? OriginalLanguage { get; init; }

    /// <summary>The number of pages, at least 1; null where unknown.</summary>
    public int? PageCount { get; init; }

    /// <summary>A summary; null where there is none.</summary>
    public string? Description { get; init; }

    /// <summary>The code of a material type.</summary>
    public string MaterialType { get; init; } = Catalog.MaterialType.Book;

    /// <summary>The age from which it is lent, in whole years, inclusive; null for any age.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>A classification number, Dewey or Library of Congress; null where there is none.</summary>
    public string? Classification { get; init; }
}
