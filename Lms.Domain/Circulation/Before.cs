using Lms.Domain.Catalog;
using Lms.Domain.Holds;

namespace Lms.Domain.Circulation;

/// <summary>What stood before something that can be taken back.</summary>
/// <param name="CopyStatus">Where the copy was in its life.</param>
/// <param name="BranchId">The branch where the copy was.</param>
/// <param name="LoanStatus">How the loan stood that it changed or closed; null where there was none.</param>
/// <param name="Seen">Whether staff saw the copy at a renewal.</param>
public sealed record Before(CopyStatus CopyStatus, int BranchId, LoanStatus? LoanStatus, bool Seen)
{
    /// <summary>The hold that it filled, fulfilled or emptied; null for none.</summary>
    public HoldBefore? Hold { get; init; }

    /// <summary>The hold of somebody else that lost its copy to a checkout; null for none.</summary>
    public HoldBefore? Robbed { get; init; }

    /// <summary>The way that the copy was on; null for none.</summary>
    public TransferBefore? Transfer { get; init; }

    /// <summary>The loan on which the copy was lost until a checkout found it; null for none.</summary>
    public int? ClosedLoanId { get; init; }

    /// <summary>When it was written down, where that was later than it happened; null where it was not.</summary>
    public DateTimeOffset? RecordedAt { get; init; }

    /// <summary>What stands now.</summary>
    /// <param name="copy">The copy.</param>
    /// <param name="loan">How the loan stands; null for none.</param>
    /// <param name="seen">Whether staff see the copy.</param>
    public static Before Of(Copy copy, LoanStatus? loan, bool seen = true) => new(copy.Status, copy.BranchId, loan, seen);
}

/// <summary>How a hold stood.</summary>
/// <param name="Id">Which.</param>
/// <param name="Status">Its status.</param>
/// <param name="FilledByCopyId">The copy that was found for it; null while it waited.</param>
/// <param name="ReadyAt">When the copy arrived on the hold shelf; null where it had not.</param>
/// <param name="PickupBy">Until when the copy waited there; null where it did not.</param>
public sealed record HoldBefore(int Id, HoldStatus Status, int? FilledByCopyId, DateTimeOffset? ReadyAt, DateTimeOffset? PickupBy)
{
    /// <summary>How a hold stands now; null for none.</summary>
    public static HoldBefore? Of(Hold? hold) => hold is null ? null : new HoldBefore(hold.Id, hold.Status, hold.FilledByCopyId, hold.ReadyAt, hold.PickupBy);
}

/// <summary>Where a copy was on its way to.</summary>
/// <param name="Id">Which way.</param>
/// <param name="ToBranchId">Where to.</param>
/// <param name="HoldId">For whose sake; null for its home.</param>
public sealed record TransferBefore(int Id, int ToBranchId, int? HoldId)
{
    /// <summary>The way that a copy is on now; null for none.</summary>
    public static TransferBefore? Of(Transfer? transfer) => transfer is null ? null : new TransferBefore(transfer.Id, transfer.ToBranchId, transfer.HoldId);
}
