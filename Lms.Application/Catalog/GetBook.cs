using Lms.Application.Common;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>Shows a book.</summary>
/// <param name="Id">Which.</param>
public sealed record GetBook(int Id) : IRequest<BookResponse>;

internal sealed class GetBookHandler(IBookLookup books) : IRequestHandler<GetBook, BookResponse>
{
    public async Task<BookResponse> Handle(GetBook query, CancellationToken cancellationToken) =>
        await books.FindAsync(query.Id, cancellationToken) ?? throw new NotFoundException("book", query.Id);
}
