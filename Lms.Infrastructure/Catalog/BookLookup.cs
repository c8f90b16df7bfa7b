using Lms.Application.Catalog;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <summary>One book by its id, by a compiled query.</summary>
internal sealed class BookLookup(LmsDbContext db) : IBookLookup
{
    private static readonly Func<LmsDbContext, int, CancellationToken, Task<BookResponse?>> Compiled = EF.CompileAsyncQuery(
        (LmsDbContext db, int id, CancellationToken _) => db.Books.AsNoTracking().Where(book => book.Id == id).Select(book => new BookResponse
        {
            Id = book.Id,
            Title = book.Title,
            Subtitle = book.Subtitle,
            OtherTitles = book.OtherTitles,
            Author = book.Author,
            Contributors = book.Contributors,
            Isbn = book.Isbn,
            Genre = book.Genre,
            Subjects = book.Subjects,
            Series = book.Series,
            Publisher = book.Publisher,
            PublishedYear = book.PublishedYear,
            Edition = book.Edition,
            Language = book.Language,
            OtherLanguages = book.OtherLanguages,
            OriginalLanguage = book.OriginalLanguage,
            PageCount = book.PageCount,
            Description = book.Description,
            MaterialType = book.MaterialType,
            Classification = book.Classification,
            MinimumAge = book.MinimumAge,
            CopiesTotal = book.Copies.Count(copy => copy.Status != CopyStatus.Withdrawn),
            CopiesAvailable = book.Copies.Count(copy => copy.Status == CopyStatus.Available),
            HoldsCount = book.Holds.Count(hold => hold.EndedAt == null),
            CreatedAt = book.CreatedAt,
            UpdatedAt = book.UpdatedAt,
            Version = book.Version,
        }).SingleOrDefault());

    public Task<BookResponse?> FindAsync(int id, CancellationToken cancellationToken) => Compiled(db, id, cancellationToken);
}
