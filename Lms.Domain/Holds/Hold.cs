using Lms.Domain.Common;

namespace Lms.Domain.Holds;

/// <summary>A user's place in the queue for a book, or for one particular copy.</summary>
public sealed class Hold : Entity
{
    private Hold()
    {
    }

    /// <summary>The book.</summary>
    public int BookId { get; private init; }

    /// <summary>The one copy that will do; null where any copy of the book will.</summary>
    public int? CopyId { get; private init; }

    /// <summary>Who waits; null once a past hold was anonymised.</summary>
    public int? UserId { get; private init; }

    /// <summary>Whether the user keeps a history, where it stays theirs after it ended; as <see cref="Patrons.Patron.KeepsHistory"/> says.</summary>
    public bool InHistory { get; private init; }

    /// <summary>The branch where the user wants to pick it up.</summary>
    public int PickupBranchId { get; private set; }

    /// <summary>What orders the queue: the least comes first. The position, 1 for the first, is counted from it.</summary>
    public long Rank { get; private set; }

    /// <summary>How it stands.</summary>
    public HoldStatus Status { get; private set; }

    /// <summary>When it was placed.</summary>
    public DateTimeOffset PlacedAt { get; private init; }

    /// <summary>The last day on which it is still needed, inclusive, in the pickup branch's calendar; null where that is open.</summary>
    public DateOnly? ExpiresOn { get; private set; }

    /// <summary>Whether it was suspended; see <see cref="SuspendedUntil"/>.</summary>
    public bool Suspended { get; private set; }

    /// <summary>The first day on which a suspended hold is served again, in the pickup branch's calendar; null until it is resumed.</summary>
    public DateOnly? SuspendedUntil { get; private set; }

    /// <summary>The copy that was found for it; null while it waits. Of a fulfilled hold it is the one that was borrowed, or the one left on the hold shelf for another.</summary>
    public int? FilledByCopyId { get; private set; }

    /// <summary>When the copy arrived on the hold shelf; null until then.</summary>
    public DateTimeOffset? ReadyAt { get; private set; }

    /// <summary>Until when the copy waits on the hold shelf; null until it is there.</summary>
    public DateTimeOffset? PickupBy { get; private set; }

    /// <summary>When it was fulfilled, cancelled or expired; null while it is active.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When the copy of an ended hold was taken from its place on the hold shelf; null where none lies there, or still does.</summary>
    public DateTimeOffset? ClearedAt { get; private set; }

    /// <summary>Whether it still counts.</summary>
    public bool IsActive => Status is HoldStatus.Waiting or HoldStatus.InTransit or HoldStatus.Ready;

    /// <summary>Takes a place at the end of a queue.</summary>
    /// <param name="id">The hold's id, drawn beforehand; it is its rank too.</param>
    /// <param name="bookId">The book.</param>
    /// <param name="copyId">The one copy that will do; null for any.</param>
    /// <param name="userId">Who waits.</param>
    /// <param name="pickupBranchId">Where to pick it up.</param>
    /// <param name="expiresOn">The last day on which it is still needed; null for open.</param>
    /// <param name="now">The moment.</param>
    /// <param name="inHistory">Whether the user keeps a history.</param>
    public static Hold Place(int id, int bookId, int? copyId, int userId, int pickupBranchId, DateOnly? expiresOn, DateTimeOffset now, bool inHistory = false) => new()
    {
        Id = id,
        BookId = bookId,
        CopyId = copyId,
        UserId = userId,
        InHistory = inHistory,
        PickupBranchId = pickupBranchId,
        Rank = id,
        ExpiresOn = expiresOn,
        PlacedAt = now,
    };

    /// <summary>Whether it is passed over on a day of the pickup branch's calendar.</summary>
    public bool IsSuspendedOn(DateOnly today) => Suspended && (SuspendedUntil is null || today < SuspendedUntil);

    /// <summary>Whether its time is over: the copy waited long enough on the hold shelf, or it is not needed any more.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="today">The day on the pickup branch's calendar.</param>
    public bool HasRunOut(DateTimeOffset now, DateOnly today) => IsActive && (PickupBy < now || ExpiresOn < today);

    /// <summary>Whether a copy of the book would do.</summary>
    public bool Takes(int copyId) => CopyId is null || CopyId == copyId;

    /// <summary>Sends a copy on its way to the pickup branch.</summary>
    public void FillInTransit(int copyId)
    {
        Status = HoldStatus.InTransit;
        FilledByCopyId = copyId;
        (ReadyAt, PickupBy) = (null, null);
    }

    /// <summary>Puts a copy on the hold shelf.</summary>
    public void MakeReady(int copyId, DateTimeOffset now, DateTimeOffset pickupBy)
    {
        Status = HoldStatus.Ready;
        FilledByCopyId = copyId;
        (ReadyAt, PickupBy) = (now, pickupBy);
    }

    /// <summary>Loses its copy and waits again, in its old place.</summary>
    public void Unfill()
    {
        Status = HoldStatus.Waiting;
        (FilledByCopyId, ReadyAt, PickupBy) = (null, null, null);
    }

    /// <summary>Is as it was before something that was a mistake.</summary>
    public void Restore(Circulation.HoldBefore before)
    {
        Status = before.Status;
        FilledByCopyId = before.FilledByCopyId;
        (ReadyAt, PickupBy) = (before.ReadyAt, before.PickupBy);
        (EndedAt, ClearedAt) = (null, null);
    }

    /// <summary>Ends: the user borrowed a copy. Where another one was put aside for them, that stays noted until staff clear it away.</summary>
    /// <param name="copyId">The copy that was borrowed.</param>
    /// <param name="now">The moment.</param>
    public void Fulfil(int copyId, DateTimeOffset now)
    {
        var staysBehind = Status is HoldStatus.Ready && FilledByCopyId != copyId;
        (Status, EndedAt) = (HoldStatus.Fulfilled, now);
        if (staysBehind)
            return;
        FilledByCopyId = copyId;
        ClearedAt = ReadyAt is null ? null : now;
    }

    /// <summary>Ends without having been fulfilled. A copy on the hold shelf stays noted until staff clear it away.</summary>
    /// <param name="status"><see cref="HoldStatus.Cancelled"/> or <see cref="HoldStatus.Expired"/>.</param>
    /// <param name="now">The moment.</param>
    public void End(HoldStatus status, DateTimeOffset now)
    {
        Status = status;
        EndedAt = now;
    }

    /// <summary>Notes that its copy was taken from the hold shelf.</summary>
    public void Clear(DateTimeOffset now) => ClearedAt = now;

    /// <summary>Takes another place in the queue; the other holds of the queue take theirs with it.</summary>
    public void TakeRank(long rank) => Rank = rank;

    /// <summary>Passes over the hold until a day, or until it is resumed.</summary>
    public void Suspend(DateOnly? until) => (Suspended, SuspendedUntil) = (true, until);

    /// <summary>Serves it again.</summary>
    public void Resume() => (Suspended, SuspendedUntil) = (false, null);

    /// <summary>Changes where it is picked up.</summary>
    public void PickUpAt(int branchId) => PickupBranchId = branchId;

    /// <summary>Keeps the copy on the hold shelf for longer or shorter.</summary>
    public void WaitUntil(DateTimeOffset pickupBy) => PickupBy = pickupBy;

    /// <summary>Is needed until another day.</summary>
    public void NeedUntil(DateOnly? expiresOn) => ExpiresOn = expiresOn;
}
