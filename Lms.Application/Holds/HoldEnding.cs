using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Policies;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>
/// Ends holds that were not fulfilled, and lets go of what was found for them. The caller holds the lock of the book, and saves.
/// </summary>
internal sealed class HoldEnding(ILmsDbContext db, CopyRouting routing, ICaller caller)
{
    /// <summary>
    /// A copy on the hold shelf goes to who is next, home, or back to its shelf at once. One on its way travels on, and is sent to where it is
    /// needed when it arrives: until somebody has it in hand, nobody can turn it round.
    /// </summary>
    /// <param name="found">The hold, and what was found for it.</param>
    /// <param name="status"><see cref="HoldStatus.Cancelled"/> or <see cref="HoldStatus.Expired"/>.</param>
    /// <param name="scene">Who ends it, and when.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task EndAsync(HoldInHand found, HoldStatus status, Scene scene, CancellationToken cancellationToken)
    {
        var wasReady = found.Hold.Status is HoldStatus.Ready;
        found.Hold.End(status, scene.At);
        if (wasReady)
            await LetGoAsync(found.Copy!, found.Policies, scene, cancellationToken);
        else
            found.Transfer?.Redirect(found.Transfer.ToBranchId, holdId: null);

        var type = status is HoldStatus.Expired ? TransactionType.HoldExpired : TransactionType.HoldCancelled;
        db.Transactions.Add(Transaction.Write(type, scene, new Subject { Copy = found.Copy, Hold = found.Hold }));
    }

    /// <summary>Lets go of the copy that was found for a hold whose user borrowed another one.</summary>
    public async Task LetGoAsync(int copyId, LibraryPolicies policies, Scene scene, CancellationToken cancellationToken)
    {
        var copy = await db.Copies.SingleAsync(copy => copy.Id == copyId, cancellationToken);
        if (copy.Status is CopyStatus.OnHoldShelf)
        {
            await LetGoAsync(copy, policies, scene, cancellationToken);
            db.Transactions.Add(Transaction.Write(TransactionType.CopyStatusChange, scene.ForOthers(copy.BranchId, caller.IsStaff), new Subject { Copy = copy, Note = "The user for whom it was put aside borrowed another copy." }));
        }
        else if (await db.Transfers.SingleOrDefaultAsync(transfer => transfer.CopyId == copyId && transfer.EndedAt == null, cancellationToken) is { } transfer)
        {
            transfer.Redirect(transfer.ToBranchId, holdId: null);
        }
    }

    /// <summary>Sends on a copy that nobody picks up from the hold shelf. The hold that it filled has let go of it.</summary>
    private async Task LetGoAsync(Copy copy, LibraryPolicies policies, Scene scene, CancellationToken cancellationToken)
    {
        // A copy fills one hold at a time: the old one must be written as ended before the next is filled.
        await db.SaveChangesAsync(cancellationToken);
        await routing.SendOnAsync(new RoutingFacts
        {
            Copy = copy,
            BranchId = copy.BranchId,
            Queue = await routing.QueueAsync(copy.BookId, cancellationToken),
            Policies = policies,
        }, scene.ForOthers(copy.BranchId, caller.IsStaff), cancellationToken);
    }
}
