using System.Linq.Expressions;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Catalog;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Why two books may be one.</summary>
public enum DuplicateReason
{
    /// <summary>They have the same ISBN or other identifier.</summary>
    SameIdentifier,

    /// <summary>They have the same title, author, year, language and material type, and no two ISBNs that tell them apart.</summary>
    SameTitle,
}

/// <summary>A book that may be in the catalogue already.</summary>
/// <param name="Id">The book.</param>
/// <param name="Title">Its title.</param>
/// <param name="Author">Its author, as displayed.</param>
/// <param name="Isbn">Its ISBN or other identifier; null where it has none.</param>
/// <param name="PublishedYear">Its year; null where unknown.</param>
/// <param name="Edition">Its edition statement; null where there is none.</param>
/// <param name="SameAs">The first book that may be the same, which was catalogued earlier.</param>
/// <param name="Reason">Why.</param>
public sealed record DuplicateBook(int Id, string Title, string Author, string? Isbn, int? PublishedYear, string? Edition, int SameAs, DuplicateReason Reason);

/// <summary>Lists books that may be in the catalogue twice, each with the first one that it is like.</summary>
public sealed record ListDuplicates : ListQuery, IRequest<Page<DuplicateBook>>
{
    /// <summary>Why two books may be one; null for either reason.</summary>
    public DuplicateReason? Reason { get; init; }
}

internal sealed class ListDuplicatesValidator() : ListQueryValidator<ListDuplicates>(ListDuplicatesHandler.Order.Names);

internal sealed class ListDuplicatesHandler(ILmsDbContext db) : IRequestHandler<ListDuplicates, Page<DuplicateBook>>
{
    internal static readonly SortOrder<Book> Order = new SortOrder<Book>(book => book.Id).By("title", book => book.SortTitle).By("author", book => book.Author);

    public Task<Page<DuplicateBook>> Handle(ListDuplicates query, CancellationToken cancellationToken)
    {
        var (byIdentifier, byTitle) = (query.Reason is not DuplicateReason.SameTitle, query.Reason is not DuplicateReason.SameIdentifier);
        var duplicates = db.Books.AsNoTracking().Where(book =>
            (byIdentifier && book.IsbnKey != null && db.Books.Any(other => other.IsbnKey == book.IsbnKey && other.Id < book.Id))
            || (byTitle && !EF.Functions.Like(book.WorkKey, "%/") && book.WorkKey != "" && db.Books.Any(other => other.WorkKey == book.WorkKey && other.Id < book.Id
                && other.MaterialType == book.MaterialType && other.PublishedYear == book.PublishedYear
                && (other.Language == book.Language || other.Language == null || book.Language == null)
                && (other.IsbnKey == book.IsbnKey || other.IsbnKey == null || book.IsbnKey == null))));
        return duplicates.PageAsync(query, Order, Compared(byIdentifier), cancellationToken);
    }

    private Expression<Func<Book, DuplicateBook>> Compared(bool byIdentifier) => book => new DuplicateBook(
        book.Id, book.Title, book.Author, book.Isbn, book.PublishedYear, book.Edition,
        byIdentifier && book.IsbnKey != null && db.Books.Any(other => other.IsbnKey == book.IsbnKey && other.Id < book.Id)
            ? db.Books.Where(other => other.IsbnKey == book.IsbnKey).Min(other => other.Id)
            : db.Books.Where(other => other.WorkKey == book.WorkKey && other.MaterialType == book.MaterialType && other.PublishedYear == book.PublishedYear
                && (other.Language == book.Language || other.Language == null || book.Language == null)
                && (other.IsbnKey == book.IsbnKey || other.IsbnKey == null || book.IsbnKey == null)).Min(other => other.Id),
        byIdentifier && book.IsbnKey != null && db.Books.Any(other => other.IsbnKey == book.IsbnKey && other.Id < book.Id) ? DuplicateReason.SameIdentifier : DuplicateReason.SameTitle);
}
