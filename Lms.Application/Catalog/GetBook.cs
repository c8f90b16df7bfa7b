using Lms.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Shows a book.</summary>
/// <param name="Id">Which.</param>
public sealed record GetBook(int Id) : IRequest<BookResponse>;

internal sealed class GetBookHandler(IBookLookup books, ILmsDbContext db) : IRequestHandler<GetBook, BookResponse>
{
    public async Task<BookResponse> Handle(GetBook query, CancellationToken cancellationToken) =>
        await books.FindAsync(query.Id, cancellationToken) ?? throw await MissingAsync(query.Id, cancellationToken);

    private async Task<ProblemException> MissingAsync(int id, CancellationToken cancellationToken) =>
        await db.MergedBooks.Where(merged => merged.Id == id).Select(merged => (int?)merged.IntoId).SingleOrDefaultAsync(cancellationToken) is { } survivor
            ? new GoneException("book-merged", $"Book {id} is now part of book {survivor}.") { Details = new Dictionary<string, object> { ["bookId"] = survivor } }
            : new NotFoundException("book", id);
}
