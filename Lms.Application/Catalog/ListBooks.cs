using AutoMapper;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Catalog;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>Lists the catalogue. Conditions add up: a book must meet all of them.</summary>
public sealed record ListBooks : BookConditions, IRequest<Page<BookResponse>>;

internal sealed class ListBooksValidator : BookConditionsValidator<ListBooks>;

internal sealed class ListBooksHandler(IMapper mapper, ITextMatch text, IBookSearch search) : IRequestHandler<ListBooks, Page<BookResponse>>
{
    public async Task<Page<BookResponse>> Handle(ListBooks query, CancellationToken cancellationToken)
    {
        if (SearchQuery.Read(query.Q) is not { Condition: not null } asked)
            return await query.Books(text).PageAsync(query, BookConditions.Order, mapper.Project<Book, BookResponse>(), cancellationToken);

        var filter = query.Filter(text);
        var found = await search.MatchAsync(asked, filter, cancellationToken);
        var page = await query.Keep(search.BooksOf(found), text).PageAsync(query with { Count = false }, BookConditions.Order, mapper.Project<Book, BookResponse>(), cancellationToken);
        return query.Count ? new Page<BookResponse>(page, page.NextCursor, await search.CountAsync(found, filter, cancellationToken)) : page;
    }
}
