using Lms.Application.Common;
using Lms.Application.Notices;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Notices;
using Lms.Domain.Policies;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>Sends copies on to where they are needed, and writes that down. The caller holds the lock of the book, and saves.</summary>
internal sealed class CopyRouting(ILmsDbContext db)
{
    /// <summary>The waiting holds of a book, the first first, each with who waits.</summary>
    public async Task<IReadOnlyList<WaitingHold>> QueueAsync(int bookId, CancellationToken cancellationToken)
    {
        var queue = await (
            from hold in db.Holds
            join patron in db.Patrons on hold.UserId equals patron.Id
            where hold.BookId == bookId && hold.EndedAt == null && hold.Status == HoldStatus.Waiting
            orderby hold.Rank
            select new { hold, patron }).ToListAsync(cancellationToken);
        return [.. queue.Select(waiting => new WaitingHold(waiting.hold, waiting.patron))];
    }

    /// <summary>Gives up a copy that was on the hold shelf or on its way and turned out to be unfit or gone: who was to have it waits again, in their old place.</summary>
    public async Task GiveUpAsync(Copy copy, Scene scene, CancellationToken cancellationToken)
    {
        var hold = await db.Holds.SingleOrDefaultAsync(hold => hold.FilledByCopyId == copy.Id && (hold.Status == HoldStatus.Ready || hold.Status == HoldStatus.InTransit), cancellationToken);
        var transfer = await db.Transfers.SingleOrDefaultAsync(transfer => transfer.CopyId == copy.Id && transfer.EndedAt == null, cancellationToken);
        transfer?.End(arrived: false, scene.At);
        await ClearAsync(copy, scene.At, cancellationToken);
        if (hold is null)
            return;
        hold.Unfill();
        Note(TransactionType.HoldUnfilled, scene, copy, hold);
    }

    /// <summary>Notes that a copy is no longer where ended holds had left it on the hold shelf.</summary>
    public Task ClearAsync(Copy copy, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.Holds.Where(hold => hold.BookId == copy.BookId && hold.FilledByCopyId == copy.Id && hold.ReadyAt != null && hold.ClearedAt == null && hold.EndedAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(hold => hold.ClearedAt, now), cancellationToken);

    /// <summary>Moves a copy to where it is needed.</summary>
    /// <param name="facts">The copy, and who waits.</param>
    /// <param name="scene">Who has it in hand, where and when.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Routed> SendOnAsync(RoutingFacts facts, Scene scene, CancellationToken cancellationToken)
    {
        var route = Route.Decide(facts, scene.At);
        var (wasReady, travelled) = (route.For?.Hold.Status is HoldStatus.Ready, facts.Transfer is { EndedAt: null });
        var hadFilled = facts.FillsHold;
        var transfer = route.Take(facts, scene.At);
        if (transfer is not null)
            db.Transfers.Add(transfer);

        if (travelled && facts.Transfer is { Arrived: true })
            Note(TransactionType.TransferReceived, scene, facts.Copy, null);
        if (hadFilled?.Hold.Status is HoldStatus.Waiting)
            Note(TransactionType.HoldUnfilled, scene, facts.Copy, hadFilled.Hold);
        if (route.For is { } waiting && !wasReady)
        {
            if (hadFilled is null)
                Note(TransactionType.HoldFilled, scene, facts.Copy, waiting.Hold);
            if (route.Action is CopyAction.HoldShelf)
                await TellAsync(waiting, facts.Copy, facts.Policies, scene, cancellationToken);
        }

        if (transfer is not null)
            Note(TransactionType.TransferSent, scene, facts.Copy, route.For?.Hold);
        return new Routed(route, transfer ?? (facts.Transfer is { EndedAt: null } goesOn ? goesOn : null));
    }

    private async Task TellAsync(WaitingHold waiting, Copy copy, LibraryPolicies policies, Scene scene, CancellationToken cancellationToken)
    {
        var hold = waiting.Hold;
        Note(TransactionType.HoldReady, scene, copy, hold);
        var (title, branch) = (
            await db.Books.Where(book => book.Id == hold.BookId).Select(book => book.Title).SingleAsync(cancellationToken),
            await db.Branches.Where(branch => branch.Id == hold.PickupBranchId).Select(branch => branch.Name).SingleAsync(cancellationToken));
        db.Notices.Add(Notice.Write(waiting.Patron.Id, NoticeType.HoldReady, NoticeTexts.HoldReady(title, branch, hold.PickupBy!.Value, policies.CalendarOf(hold.PickupBranchId)), scene.At, holdId: hold.Id));
    }

    private void Note(TransactionType type, Scene scene, Copy copy, Hold? hold) =>
        db.Transactions.Add(Transaction.Write(type, scene, new Subject { Copy = copy, Hold = hold }));
}

/// <summary>Where a copy went.</summary>
/// <param name="Route">To whom, and what to do with it.</param>
/// <param name="Transfer">The way that it is on; null for none.</param>
internal sealed record Routed(Route Route, Transfer? Transfer);
