using AutoMapper;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Catalog;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Lists the catalogue. Conditions add up: a book must meet all of them.</summary>
public sealed record ListBooks : BookConditions, IRequest<Page<BookResponse>>;

internal sealed class ListBooksValidator : BookConditionsValidator<ListBooks>;

internal sealed class ListBooksHandler(ILmsDbContext db, IMapper mapper, ITextMatch text, IBookSearch search) : IRequestHandler<ListBooks, Page<BookResponse>>
{
    public async Task<Page<BookResponse>> Handle(ListBooks query, CancellationToken cancellationToken)
    {
        var books = string.IsNullOrWhiteSpace(query.Q)
            ? db.Books.AsNoTracking()
            : search.BooksOf(await search.FindAsync(SearchQuery.Read(query.Q), null, [], cancellationToken));
        return await query.Keep(books, text).PageAsync(query, BookConditions.Order, mapper.Project<Book, BookResponse>(), cancellationToken);
    }
}
