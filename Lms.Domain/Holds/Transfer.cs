using Lms.Domain.Common;

namespace Lms.Domain.Holds;

/// <summary>A copy's way from one branch to another.</summary>
public sealed class Transfer : Entity
{
    private Transfer()
    {
    }

    /// <summary>The copy.</summary>
    public int CopyId { get; private init; }

    /// <summary>From where.</summary>
    public int FromBranchId { get; private init; }

    /// <summary>To where.</summary>
    public int ToBranchId { get; private set; }

    /// <summary>The hold for whose sake it travels; null for its home.</summary>
    public int? HoldId { get; private set; }

    /// <summary>When it left.</summary>
    public DateTimeOffset SentAt { get; private init; }

    /// <summary>When it ended: the copy arrived, or was lent or set aside on the way; null while it travels.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Whether it ended at its goal; false while it travels.</summary>
    public bool Arrived { get; private set; }

    /// <summary>Sends a copy.</summary>
    public static Transfer Send(int copyId, int fromBranchId, int toBranchId, int? holdId, DateTimeOffset now) =>
        new() { CopyId = copyId, FromBranchId = fromBranchId, ToBranchId = toBranchId, HoldId = holdId, SentAt = now };

    /// <summary>Goes somewhere else, for another reason.</summary>
    public void Redirect(int toBranchId, int? holdId) => (ToBranchId, HoldId) = (toBranchId, holdId);

    /// <summary>Goes on as before something that was a mistake.</summary>
    public void Restore(Circulation.TransferBefore before)
    {
        (ToBranchId, HoldId) = (before.ToBranchId, before.HoldId);
        (Arrived, EndedAt) = (false, null);
    }

    /// <summary>Ends.</summary>
    public void End(bool arrived, DateTimeOffset now) => (Arrived, EndedAt) = (arrived, now);
}
