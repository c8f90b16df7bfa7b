using System.Text.Json;
using Lms.Application.Common;
using Lms.Domain.Catalog;

namespace Lms.Application.Catalog;

/// <summary>What was said of a book before an import or an edit changed it.</summary>
/// <param name="Fields">What a cataloguer had written.</param>
/// <param name="SortTitle">The title as the shelf sorted it.</param>
/// <param name="WorkKey">What the editions of its work had in common; null where that was not kept.</param>
public sealed record BookBefore(BookFields Fields, string SortTitle, string? WorkKey = null)
{
    /// <summary>What is said of a book now.</summary>
    public static BookBefore Of(Book book) => new(BookFields.Of(book), book.SortTitle, book.WorkKey);

    /// <summary>What was kept of a book.</summary>
    public static BookBefore Read(string json) => JsonSerializer.Deserialize<BookBefore>(json, LmsJson.Options)!;

    /// <summary>As it is kept.</summary>
    public string Write() => JsonSerializer.Serialize(this, LmsJson.Options);

    /// <summary>Describes the book as it was. The work that it is an edition of is worked out anew only where that is another now.</summary>
    public void Restore(Book book, DateTimeOffset now)
    {
        var isSameWork = (Fields.Title, SortTitle, WorkKey) == (book.Title, book.SortTitle, book.WorkKey);
        book.Describe(Fields.Describe() with { SortTitle = isSameWork ? null : SortTitle }, now);
    }
}
