using Lms.Domain.Catalog;
using Lms.Domain.Holds;
using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>What to do with a copy that is in somebody's hands at a branch.</summary>
public enum CopyAction
{
    /// <summary>Put it on its shelf.</summary>
    Shelve,

    /// <summary>Put it on the hold shelf.</summary>
    HoldShelf,

    /// <summary>Send it to another branch.</summary>
    Transit,

    /// <summary>Put it aside to be mended.</summary>
    Repair,

    /// <summary>Put it aside: it was taken out of the collection.</summary>
    SetAside,
}

/// <summary>All that it takes to say where a copy goes.</summary>
public sealed record RoutingFacts
{
    /// <summary>The copy.</summary>
    public required Copy Copy { get; init; }

    /// <summary>The branch where it is in somebody's hands.</summary>
    public required int BranchId { get; init; }

    /// <summary>Whether it is damaged.</summary>
    public bool Damaged { get; init; }

    /// <summary>The way that it is on; null where it is on none.</summary>
    public Transfer? Transfer { get; init; }

    /// <summary>The active hold that it was found for; null for none.</summary>
    public WaitingHold? FillsHold { get; init; }

    /// <summary>The waiting holds of its book, the first first.</summary>
    public required IReadOnlyList<WaitingHold> Queue { get; init; }

    /// <summary>What circulation goes by.</summary>
    public required LibraryPolicies Policies { get; init; }
}

/// <summary>Where a copy goes.</summary>
/// <param name="Action">What to do with it.</param>
/// <param name="ToBranchId">Where to send it; null where it stays.</param>
/// <param name="For">The hold that it fills; null for none.</param>
public sealed record Route(CopyAction Action, int? ToBranchId, WaitingHold? For)
{
    /// <summary>Says where a copy goes: to who waits for it, to its home, to its shelf.</summary>
    public static Route Decide(RoutingFacts facts, DateTimeOffset now)
    {
        if (facts.Copy.Status is CopyStatus.Withdrawn)
            return new Route(CopyAction.SetAside, null, null);
        if (facts.Damaged)
            return new Route(CopyAction.Repair, null, null);
        if ((facts.FillsHold ?? NextHold(facts, now)) is { } waiting)
            return waiting.Hold.PickupBranchId == facts.BranchId ? new Route(CopyAction.HoldShelf, null, waiting) : new Route(CopyAction.Transit, waiting.Hold.PickupBranchId, waiting);
        return facts.Copy.HomeBranchId == facts.BranchId || facts.Policies.Settings.Floating
            ? new Route(CopyAction.Shelve, null, null)
            : new Route(CopyAction.Transit, facts.Copy.HomeBranchId, null);
    }

    /// <summary>Moves the copy, its hold and its transfer.</summary>
    /// <returns>The transfer that begins; null where none does.</returns>
    public Transfer? Take(RoutingFacts facts, DateTimeOffset now)
    {
        if (Action is CopyAction.Repair or CopyAction.SetAside && facts.FillsHold is { } lost)
            lost.Hold.Unfill();
        if (Action is not CopyAction.Transit)
            facts.Transfer?.End(arrived: facts.Transfer.ToBranchId == facts.BranchId, now);

        switch (Action)
        {
            case CopyAction.Shelve:
                facts.Copy.Shelve(facts.BranchId);
                return null;
            case CopyAction.HoldShelf:
                facts.Copy.PutOnHoldShelf(facts.BranchId);
                if (For!.Hold.Status is not HoldStatus.Ready)
                    For.Hold.MakeReady(facts.Copy.Id, now, HoldQueue.PickupBy(facts.Copy, For, facts.Policies, now));
                return null;
            case CopyAction.Repair:
                facts.Copy.SetAsideAsDamaged(facts.BranchId);
                return null;
            case CopyAction.Transit:
                facts.Copy.Send(facts.BranchId);
                For?.Hold.FillInTransit(facts.Copy.Id);
                return Send(facts, now);
            default:
                return null;
        }
    }

    /// <summary>A copy on the way that turned up somewhere else goes on from there.</summary>
    private Transfer? Send(RoutingFacts facts, DateTimeOffset now)
    {
        if (facts.Transfer is not { EndedAt: null } current)
            return Transfer.Send(facts.Copy.Id, facts.BranchId, ToBranchId!.Value, For?.Hold.Id, now);
        if (current.ToBranchId == facts.BranchId)
        {
            current.End(arrived: true, now);
            return Transfer.Send(facts.Copy.Id, facts.BranchId, ToBranchId!.Value, For?.Hold.Id, now);
        }

        current.Redirect(ToBranchId!.Value, For?.Hold.Id);
        return null;
    }

    private static WaitingHold? NextHold(RoutingFacts facts, DateTimeOffset now) =>
        facts.Queue.FirstOrDefault(waiting => HoldQueue.CanFill(facts.Copy, waiting, facts.Policies, now));
}
