using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Holds;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>A copy on its way from one branch to another, and how long it has been.</summary>
public sealed record CopyUnderway
{
    /// <summary>A positive integer; the transfer's.</summary>
    public int Id { get; init; }

    /// <inheritdoc cref="Transfer.CopyId"/>
    public int CopyId { get; init; }

    /// <summary>The copy's barcode.</summary>
    public string CopyBarcode { get; init; } = "";

    /// <summary>The book it is a copy of.</summary>
    public int BookId { get; init; }

    /// <summary>The book's title.</summary>
    public string Title { get; init; } = "";

    /// <inheritdoc cref="Transfer.FromBranchId"/>
    public int FromBranchId { get; init; }

    /// <inheritdoc cref="Transfer.ToBranchId"/>
    public int ToBranchId { get; init; }

    /// <inheritdoc cref="Transfer.HoldId"/>
    public int? HoldId { get; init; }

    /// <inheritdoc cref="Transfer.SentAt"/>
    public DateTimeOffset SentAt { get; init; }

    /// <inheritdoc cref="Transfer.EndedAt"/>
    public DateTimeOffset? EndedAt { get; init; }

    /// <inheritdoc cref="Transfer.Arrived"/>
    public bool Arrived { get; init; }

    /// <summary>For how many whole days it has been on its way, or was.</summary>
    public int AgeDays { get; init; }
}

/// <summary>Lists the ways of copies between branches, newest first. Conditions add up.</summary>
public sealed record ListTransfers : ListQuery, IRequest<Page<CopyUnderway>>
{
    /// <summary>From where.</summary>
    public int? FromBranchId { get; init; }

    /// <summary>To where.</summary>
    public int? ToBranchId { get; init; }

    /// <summary>Whether the copy is still on its way.</summary>
    public bool? Open { get; init; }
}

internal sealed class ListTransfersValidator : ListQueryValidator<ListTransfers>
{
    public ListTransfersValidator() : base(ListTransfersHandler.Order.Names)
    {
        RuleFor(query => query.FromBranchId).GreaterThan(0);
        RuleFor(query => query.ToBranchId).GreaterThan(0);
    }
}

internal sealed class ListTransfersHandler(ILmsDbContext db, TimeProvider time) : IRequestHandler<ListTransfers, Page<CopyUnderway>>
{
    internal static readonly SortOrder<Transfer> Order = new SortOrder<Transfer>(transfer => transfer.Id).By("sentAt", transfer => transfer.SentAt);

    public async Task<Page<CopyUnderway>> Handle(ListTransfers query, CancellationToken cancellationToken)
    {
        var transfers = db.Transfers.AsNoTracking();
        if (query.FromBranchId is { } from)
            transfers = transfers.Where(transfer => transfer.FromBranchId == from);
        if (query.ToBranchId is { } to)
            transfers = transfers.Where(transfer => transfer.ToBranchId == to);
        if (query.Open is { } open)
            transfers = transfers.Where(transfer => (transfer.EndedAt == null) == open);

        var now = time.GetUtcNow();
        var page = await transfers.PageAsync(query, Order, transfer => new CopyUnderway
        {
            Id = transfer.Id,
            CopyId = transfer.CopyId,
            CopyBarcode = db.Copies.Where(copy => copy.Id == transfer.CopyId).Select(copy => copy.Barcode).First(),
            BookId = db.Copies.Where(copy => copy.Id == transfer.CopyId).Select(copy => copy.BookId).First(),
            Title = db.Books.Where(book => book.Copies.Any(copy => copy.Id == transfer.CopyId)).Select(book => book.Title).First(),
            FromBranchId = transfer.FromBranchId,
            ToBranchId = transfer.ToBranchId,
            HoldId = transfer.HoldId,
            SentAt = transfer.SentAt,
            EndedAt = transfer.EndedAt,
            Arrived = transfer.Arrived,
        }, cancellationToken);
        return new Page<CopyUnderway>([.. page.Select(way => way with { AgeDays = ((way.EndedAt ?? now) - way.SentAt).Days })], page.NextCursor, page.Total);
    }
}
