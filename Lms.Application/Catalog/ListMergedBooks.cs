using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Catalog;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Lists books that were merged into another.</summary>
public sealed record ListMergedBooks : ListQuery;

/// <summary>Lists the books that were merged into one, newest first.</summary>
/// <param name="Id">The survivor.</param>
/// <param name="Page">Which page, in which order.</param>
public sealed record ListBooksMergedInto(int Id, ListMergedBooks Page) : IRequest<Page<MergedBookResponse>>;

/// <summary>A book that was merged into another.</summary>
/// <param name="Id">The id that it had.</param>
/// <param name="MergedAt">When it was merged.</param>
/// <param name="MergedBy">Who had it merged; null once that user was deleted, and where that was not kept.</param>
/// <param name="Fields">What was said of it; null where that was not kept.</param>
public sealed record MergedBookResponse(int Id, DateTimeOffset MergedAt, int? MergedBy, BookFields? Fields);

internal sealed class ListMergedBooksValidator() : ListQueryValidator<ListMergedBooks>(ListBooksMergedIntoHandler.Order.Names);

internal sealed class ListBooksMergedIntoValidator : AbstractValidator<ListBooksMergedInto>
{
    public ListBooksMergedIntoValidator() => RuleFor(query => query.Page).SetValidator(new ListMergedBooksValidator()).OverridePropertyName("");
}

internal sealed class ListBooksMergedIntoHandler(ILmsDbContext db) : IRequestHandler<ListBooksMergedInto, Page<MergedBookResponse>>
{
    internal static readonly SortOrder<MergedBook> Order = new SortOrder<MergedBook>(merged => merged.Id).By("mergedAt", merged => merged.At);

    public async Task<Page<MergedBookResponse>> Handle(ListBooksMergedInto query, CancellationToken cancellationToken) =>
        await db.Books.AnyAsync(book => book.Id == query.Id, cancellationToken)
            ? await db.MergedBooks.AsNoTracking().Where(merged => merged.IntoId == query.Id).PageAsync(query.Page, Order,
                merged => new MergedBookResponse(merged.Id, merged.At, merged.MergedBy, FieldsOf(merged.Description)), cancellationToken)
            : throw new NotFoundException("book", query.Id);

    private static BookFields? FieldsOf(string? description) => description is null ? null : BookBefore.Read(description).Fields;
}
