using Lms.Application.Catalog;
using Lms.Domain.Catalog;

namespace Lms.Application.Imports;

/// <summary>What was said of a book before an import changed it.</summary>
/// <param name="Fields">What a cataloguer had written.</param>
/// <param name="SortTitle">The title as the shelf sorted it.</param>
public sealed record BookBefore(BookFields Fields, string SortTitle)
{
    /// <summary>What is said of a book now.</summary>
    public static BookBefore Of(Book book) => new(BookFields.Of(book), book.SortTitle);

    /// <summary>Describes the book as it was.</summary>
    public void Restore(Book book, DateTimeOffset now) => book.Describe(Fields.Describe() with { SortTitle = SortTitle }, now);
}
