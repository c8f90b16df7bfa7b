using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Catalog;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Lists editions.</summary>
public sealed record ListEditions : ListQuery;

/// <summary>Lists the other editions of a book's work: books with the same uniform title, or the same title, by the same author.</summary>
/// <param name="BookId">Which book.</param>
/// <param name="Page">Which page, in which order.</param>
public sealed record ListEditionsOfBook(int BookId, ListEditions Page) : IRequest<Page<BookResponse>>;

internal sealed class ListEditionsValidator() : ListQueryValidator<ListEditions>(ListEditionsOfBookHandler.Order.Names);

internal sealed class ListEditionsOfBookValidator : AbstractValidator<ListEditionsOfBook>
{
    public ListEditionsOfBookValidator() => RuleFor(query => query.Page).SetValidator(new ListEditionsValidator()).OverridePropertyName("");
}

internal sealed class ListEditionsOfBookHandler(ILmsDbContext db, IMapper mapper) : IRequestHandler<ListEditionsOfBook, Page<BookResponse>>
{
    internal static readonly SortOrder<Book> Order = new SortOrder<Book>(book => book.Id)
        .By("publishedYear", book => book.PublishedYear ?? Book.MinYear - 1)
        .By("title", book => book.SortTitle);

    public async Task<Page<BookResponse>> Handle(ListEditionsOfBook query, CancellationToken cancellationToken)
    {
        var key = await db.Books.Where(book => book.Id == query.BookId).Select(book => book.WorkKey).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("book", query.BookId);
        var namesWork = Work.NamesAuthor(key);
        var editions = db.Books.AsNoTracking().Where(book => namesWork && book.WorkKey == key && book.Id != query.BookId);
        return await editions.PageAsync(query.Page, Order, mapper.Project<Book, BookResponse>(), cancellationToken);
    }
}
