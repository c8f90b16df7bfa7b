using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>An ended hold whose copy still lies in its place on the hold shelf, and where the copy goes.</summary>
public sealed record HoldToClear
{
    /// <summary>The hold.</summary>
    public int HoldId { get; init; }

    /// <summary>The book.</summary>
    public int BookId { get; init; }

    /// <summary>The book's title.</summary>
    public string Title { get; init; } = "";

    /// <inheritdoc cref="Hold.UserId"/>
    public int? UserId { get; init; }

    /// <summary>The branch on whose hold shelf the copy lies.</summary>
    public int BranchId { get; init; }

    /// <summary>Cancelled, expired, or fulfilled by another copy.</summary>
    public HoldStatus Status { get; init; }

    /// <inheritdoc cref="Hold.EndedAt"/>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The copy.</summary>
    public int CopyId { get; init; }

    /// <summary>The copy's barcode.</summary>
    public string CopyBarcode { get; init; } = "";

    /// <summary>Where the copy is in its life now.</summary>
    public CopyStatus CopyStatus { get; init; }

    /// <summary>The hold that it fills now; null for none.</summary>
    public int? NextHoldId { get; init; }

    /// <summary>Where to send it; null where it stays.</summary>
    public int? ToBranchId { get; init; }

    /// <summary>What to do with the copy.</summary>
    public CopyAction Action => CopyStatus switch
    {
        CopyStatus.OnHoldShelf => CopyAction.HoldShelf,
        CopyStatus.InTransit => CopyAction.Transit,
        CopyStatus.Available => CopyAction.Shelve,
        CopyStatus.Damaged or CopyStatus.InRepair => CopyAction.Repair,
        _ => CopyAction.SetAside,
    };
}

/// <summary>Lists the holds that ended while their copies lay on the hold shelf, expired, cancelled, or fulfilled by another copy, until those are taken from their place there; newest first.</summary>
public sealed record ListHoldsToClear : ListQuery, IRequest<Page<HoldToClear>>
{
    /// <summary>The branch whose hold shelf it is; all where it is left out.</summary>
    public int? BranchId { get; init; }
}

/// <summary>Notes that the copy of an ended hold was taken from its place on the hold shelf. Doing it again changes nothing.</summary>
/// <param name="Id">Which hold.</param>
public sealed record ClearHold(int Id) : ICommand<HoldResponse>;

internal sealed class ListHoldsToClearValidator : ListQueryValidator<ListHoldsToClear>
{
    public ListHoldsToClearValidator() : base(HoldsToClearHandler.Order.Names) => RuleFor(query => query.BranchId).GreaterThan(0);
}

internal sealed class HoldsToClearHandler(ILmsDbContext db, HoldResponses responses, TimeProvider time)
    : IRequestHandler<ListHoldsToClear, Page<HoldToClear>>, IRequestHandler<ClearHold, HoldResponse>
{
    internal static readonly SortOrder<Hold> Order = new(hold => hold.Id);

    public Task<Page<HoldToClear>> Handle(ListHoldsToClear query, CancellationToken cancellationToken)
    {
        var holds = db.Holds.AsNoTracking().Where(hold => hold.ClearedAt == null && hold.ReadyAt != null && hold.EndedAt != null);
        if (query.BranchId is { } branchId)
            holds = holds.Where(hold => hold.PickupBranchId == branchId);
        return holds.PageAsync(query, Order, hold => new HoldToClear
        {
            HoldId = hold.Id,
            BookId = hold.BookId,
            Title = db.Books.Where(book => book.Id == hold.BookId).Select(book => book.Title).First(),
            UserId = hold.UserId,
            BranchId = hold.PickupBranchId,
            Status = hold.Status,
            EndedAt = hold.EndedAt,
            CopyId = hold.FilledByCopyId!.Value,
            CopyBarcode = db.Copies.Where(copy => copy.Id == hold.FilledByCopyId).Select(copy => copy.Barcode).First(),
            CopyStatus = db.Copies.Where(copy => copy.Id == hold.FilledByCopyId).Select(copy => copy.Status).First(),
            NextHoldId = db.Holds.Where(next => next.FilledByCopyId == hold.FilledByCopyId && next.EndedAt == null).Select(next => (int?)next.Id).FirstOrDefault(),
            ToBranchId = db.Transfers.Where(transfer => transfer.CopyId == hold.FilledByCopyId && transfer.EndedAt == null).Select(transfer => (int?)transfer.ToBranchId).FirstOrDefault(),
        }, cancellationToken);
    }

    public async Task<HoldResponse> Handle(ClearHold command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.BookOfHold(command.Id));
        var hold = await db.Holds.SingleOrDefaultAsync(hold => hold.Id == command.Id, cancellationToken) ?? throw new NotFoundException("hold", command.Id);
        if (hold is not { ReadyAt: not null, EndedAt: not null })
            throw new ConflictException("nothing-to-clear", "No copy of this hold is to be taken from the hold shelf.");
        if (hold.ClearedAt is null)
            hold.Clear(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return await responses.FindAsync(command.Id, cancellationToken);
    }
}
