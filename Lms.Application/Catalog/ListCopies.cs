using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Catalog;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Conditions on copies; they add up.</summary>
public record CopyConditions : ListQuery
{
    /// <summary>The barcode.</summary>
    public string? Barcode { get; init; }

    /// <summary>The branch the copy is at.</summary>
    public int? BranchId { get; init; }

    /// <summary>Where the copy is in its life.</summary>
    public CopyStatus? Status { get; init; }

    /// <summary>The code of the material type.</summary>
    public string? MaterialType { get; init; }

    /// <summary>What each comes with, to save asking for it one by one: names separated by commas, out of <c>book</c>.</summary>
    public string? Expand { get; init; }
}

/// <summary>Lists copies.</summary>
public sealed record ListCopies : CopyConditions, IRequest<Page<CopyResponse>>
{
    /// <summary>The book.</summary>
    public int? BookId { get; init; }
}

/// <summary>Lists the copies of one book.</summary>
/// <param name="BookId">Which book.</param>
/// <param name="Page">Which page, in which order, under which conditions.</param>
public sealed record ListCopiesOfBook(int BookId, CopyConditions Page) : IRequest<Page<CopyResponse>>;

/// <summary>Shows a copy.</summary>
/// <param name="Id">Which.</param>
public sealed record GetCopy(int Id) : IRequest<CopyResponse>;

internal sealed class CopyConditionsValidator : ListQueryValidator<CopyConditions>
{
    public CopyConditionsValidator() : base(ListCopiesHandler.Order.Names)
    {
        RuleFor(query => query.Barcode).MaximumLength(Copy.MaxBarcode);
        RuleFor(query => query.BranchId).GreaterThan(0);
        RuleFor(query => query.MaterialType).MaximumLength(Domain.Catalog.MaterialType.MaxCode);
        CopyResponse.Expansion.Check(RuleFor(query => query.Expand));
    }
}

internal sealed class ListCopiesValidator : AbstractValidator<ListCopies>
{
    public ListCopiesValidator()
    {
        Include(new CopyConditionsValidator());
        RuleFor(query => query.BookId).GreaterThan(0);
    }
}

internal sealed class ListCopiesOfBookValidator : AbstractValidator<ListCopiesOfBook>
{
    public ListCopiesOfBookValidator() => RuleFor(query => query.Page).SetValidator(new CopyConditionsValidator()).OverridePropertyName("");
}

internal sealed class ListCopiesHandler(ILmsDbContext db, IMapper mapper, Related related)
    : IRequestHandler<ListCopies, Page<CopyResponse>>, IRequestHandler<ListCopiesOfBook, Page<CopyResponse>>, IRequestHandler<GetCopy, CopyResponse>
{
    internal static readonly SortOrder<Copy> Order = new SortOrder<Copy>(copy => copy.Id)
        .By("barcode", copy => copy.Barcode)
        .By("callNumber", copy => copy.ShelfKey);

    public Task<Page<CopyResponse>> Handle(ListCopies query, CancellationToken cancellationToken) => PageAsync(query, query.BookId, cancellationToken);

    public async Task<Page<CopyResponse>> Handle(ListCopiesOfBook query, CancellationToken cancellationToken)
    {
        if (!await db.Books.AnyAsync(book => book.Id == query.BookId, cancellationToken))
            throw new NotFoundException("book", query.BookId);
        return await PageAsync(query.Page, query.BookId, cancellationToken);
    }

    public async Task<CopyResponse> Handle(GetCopy query, CancellationToken cancellationToken) =>
        await db.Copies.Where(copy => copy.Id == query.Id).Select(mapper.Project<Copy, CopyResponse>()).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("copy", query.Id);

    private async Task<Page<CopyResponse>> PageAsync(CopyConditions query, int? ofBook, CancellationToken cancellationToken)
    {
        var copies = db.Copies.AsNoTracking();
        if (query.Barcode is { } barcode)
            copies = copies.Where(copy => copy.Barcode == barcode);
        var page = await new CopyFilter(ofBook, query.BranchId, query.Status, query.MaterialType).Keep(copies).PageAsync(query, Order, mapper.Project<Copy, CopyResponse>(), cancellationToken);
        return await CopyResponse.Expansion.ApplyAsync(page, query.Expand, related, cancellationToken);
    }
}
