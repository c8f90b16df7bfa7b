using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Holds;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Reports;

/// <summary>What waits on the hold shelves for whom, newest hold first.</summary>
public sealed record ListHoldShelf : ListQuery, IRequest<Report<ShelvedHold>>
{
    /// <summary>The branch whose hold shelf it is.</summary>
    public int? BranchId { get; init; }

    /// <summary>To be picked up at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>To be picked up at this moment or earlier.</summary>
    public DateTimeOffset? To { get; init; }
}

/// <summary>A copy on a hold shelf, and for whom.</summary>
public sealed record ShelvedHold
{
    /// <summary>The hold.</summary>
    public int HoldId { get; init; }

    /// <summary>The branch on whose hold shelf the copy lies.</summary>
    public int BranchId { get; init; }

    /// <inheritdoc cref="Hold.ReadyAt"/>
    public DateTimeOffset ReadyAt { get; init; }

    /// <inheritdoc cref="Hold.PickupBy"/>
    public DateTimeOffset PickupBy { get; init; }

    /// <summary>Whether that is over.</summary>
    public bool Expired { get; init; }

    /// <summary>The book.</summary>
    public int BookId { get; init; }

    /// <summary>The book's title.</summary>
    public string Title { get; init; } = "";

    /// <summary>The copy.</summary>
    public int CopyId { get; init; }

    /// <summary>The copy's barcode.</summary>
    public string CopyBarcode { get; init; } = "";

    /// <summary>For whom it lies there.</summary>
    public int UserId { get; init; }

    /// <summary>Their card number.</summary>
    public string CardNumber { get; init; } = "";

    /// <summary>Their first name; null where it is not recorded.</summary>
    public string? FirstName { get; init; }

    /// <summary>Their last name; null where it is not recorded.</summary>
    public string? LastName { get; init; }
}

internal sealed class ListHoldShelfValidator : ListQueryValidator<ListHoldShelf>
{
    public ListHoldShelfValidator() : base(ListHoldShelfHandler.Order.Names) => RuleFor(query => query.BranchId).GreaterThan(0);
}

internal sealed class ListHoldShelfHandler(ILmsDbContext db, TimeProvider time) : IRequestHandler<ListHoldShelf, Report<ShelvedHold>>
{
    internal static readonly SortOrder<Hold> Order = new SortOrder<Hold>(hold => hold.Id).By("pickupBy", hold => hold.PickupBy!.Value).By("readyAt", hold => hold.ReadyAt!.Value);

    public Task<Report<ShelvedHold>> Handle(ListHoldShelf query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return Reports.ReadAsync(query, (page, cancel) => Matching(page).PageAsync(page, Order, hold => new ShelvedHold
        {
            HoldId = hold.Id,
            BranchId = hold.PickupBranchId,
            ReadyAt = hold.ReadyAt!.Value,
            PickupBy = hold.PickupBy!.Value,
            Expired = hold.PickupBy < now,
            BookId = hold.BookId,
            Title = db.Books.Where(book => book.Id == hold.BookId).Select(book => book.Title).First(),
            CopyId = hold.FilledByCopyId!.Value,
            CopyBarcode = db.Copies.Where(copy => copy.Id == hold.FilledByCopyId).Select(copy => copy.Barcode).First(),
            UserId = hold.UserId!.Value,
            CardNumber = db.Patrons.Where(patron => patron.Id == hold.UserId).Select(patron => patron.CardNumber).First(),
            FirstName = db.Patrons.Where(patron => patron.Id == hold.UserId).Select(patron => patron.FirstName).First(),
            LastName = db.Patrons.Where(patron => patron.Id == hold.UserId).Select(patron => patron.LastName).First(),
        }, cancel), cancellationToken);
    }

    private IQueryable<Hold> Matching(ListHoldShelf query)
    {
        var holds = db.Holds.AsNoTracking().Where(hold => hold.Status == HoldStatus.Ready);
        if (query.BranchId is { } branchId)
            holds = holds.Where(hold => hold.PickupBranchId == branchId);
        if (query.From is { } from)
            holds = holds.Where(hold => hold.PickupBy >= from);
        if (query.To is { } to)
            holds = holds.Where(hold => hold.PickupBy <= to);
        return holds;
    }
}
