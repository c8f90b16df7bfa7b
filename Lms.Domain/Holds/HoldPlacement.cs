using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using Lms.Domain.Identity;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;

namespace Lms.Domain.Holds;

/// <summary>All that the placing of a hold is decided on.</summary>
public sealed record HoldFacts
{
    /// <summary>Who wants to wait; the sponsor, where somebody acts for them.</summary>
    public required Patron Patron { get; init; }

    /// <summary>Who acts for the patron; null where nobody does.</summary>
    public ActingProxy? Proxy { get; init; }

    /// <summary>The age from which the book is lent, in whole years; null for any age.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>The copies that would do, grouped: all of the book, or the one that is asked for.</summary>
    public required IReadOnlyList<CopyGroup> Copies { get; init; }

    /// <summary>The copies on shelves that are for those who wait already; told only where the settings ask for it.</summary>
    public IReadOnlyList<Copy> Promised { get; init; } = [];

    /// <summary>The patron's active hold on the book; null where there is none.</summary>
    public int? ActiveHoldId { get; init; }

    /// <summary>The patron's open loan of a copy of the book; null where there is none.</summary>
    public int? OpenLoanId { get; init; }

    /// <summary>How many active holds the patron has in all.</summary>
    public required int ActiveHolds { get; init; }

    /// <summary>What the patron owes.</summary>
    public required PatronDebt Debt { get; init; }

    /// <summary>The branch where it is to be picked up.</summary>
    public required int PickupBranchId { get; init; }

    /// <summary>What circulation goes by.</summary>
    public required LibraryPolicies Policies { get; init; }

    /// <summary>The calendar of the pickup branch.</summary>
    public BranchCalendar Calendar => Policies.CalendarOf(PickupBranchId);

    /// <summary>How many copies stand on a shelf that may fill the hold, and are not for somebody who waits already.</summary>
    public int FreeToFill => Free(policy => policy is { Holdable: true, Loanable: true }, _ => true);

    /// <summary>How many copies stand on a shelf of the pickup branch that the patron could borrow there, and are not for somebody who waits already.</summary>
    public int FreeToBorrow => Free(policy => policy.Loanable, branchId => branchId == PickupBranchId);

    /// <summary>What holds for a kind of copy and the patron.</summary>
    public LoanPolicy PolicyOf(string materialType, int homeBranchId) => Policies.Rules.For(Patron.PatronCategoryId, materialType, homeBranchId);

    private int Free(Func<LoanPolicy, bool> fits, Func<int, bool> branch) =>
        Copies.Where(copy => copy.Status is CopyStatus.Available && branch(copy.BranchId) && fits(PolicyOf(copy.MaterialType, copy.HomeBranchId))).Sum(copy => copy.Count)
        - Promised.Count(copy => branch(copy.BranchId) && fits(PolicyOf(copy.MaterialType, copy.HomeBranchId)));
}

/// <summary>Copies of a book that are alike in all that a hold depends on.</summary>
/// <param name="MaterialType">Their material type.</param>
/// <param name="HomeBranchId">Their home branch.</param>
/// <param name="BranchId">The branch where they are.</param>
/// <param name="Status">Where they are in their lives.</param>
/// <param name="Count">How many; at least 1.</param>
public sealed record CopyGroup(string MaterialType, int HomeBranchId, int BranchId, CopyStatus Status, int Count)
{
    /// <summary>Whether one of them may fill a hold some day.</summary>
    public bool MayComeBack => Status is not (CopyStatus.Withdrawn or CopyStatus.Lost or CopyStatus.Missing);
}

/// <summary>Decides whether a hold may be placed.</summary>
public static class HoldPlacement
{
    /// <summary>Collects every reason against it.</summary>
    public static IReadOnlyList<Block> Decide(HoldFacts facts, DateTimeOffset now) =>
        [.. Blocks(facts, facts.Calendar.DayOf(now)).OfType<Block>()];

    private static IEnumerable<Block?> Blocks(HoldFacts facts, DateOnly today) =>
    [
        AlreadyOnHold(facts),
        AlreadyYours(facts),
        NothingToWaitFor(facts),
        HoldLimit(facts),
        CopyAvailable(facts),
        TooYoung(facts, today),
        .. PatronBlocks.SetByStaff(facts.Patron, PatronAction.Hold, facts.PickupBranchId, today),
        PatronBlocks.CardExpired(facts.Patron, today),
        PatronBlocks.DebtLimit(facts.Debt, facts.Policies.Settings),
        .. PatronBlocks.OfProxy(facts.Proxy, PatronAction.Hold, facts.PickupBranchId, today),
    ];

    private static Block? AlreadyOnHold(HoldFacts facts) =>
        facts.ActiveHoldId is { } id ? new Block("already-on-hold", $"The user waits for this book already: hold {id}.") : null;

    private static Block? AlreadyYours(HoldFacts facts) =>
        facts.OpenLoanId is { } id ? new Block("already-yours", "The user has a copy of this book already; the loan can be renewed.") { LoanId = id } : null;

    /// <summary>Nobody can pass over it: the hold would wait for ever.</summary>
    private static Block? NothingToWaitFor(HoldFacts facts) =>
        PoliciesOfCopies(facts).Any(policy => policy is { Holdable: true, Loanable: true }) ? null
        : PoliciesOfCopies(facts).Any() ? new Block("not-holdable", "This kind of copy cannot be put on hold.")
        : new Block("no-copy-can-fill", "No copy could ever fill the hold.");

    private static Block? HoldLimit(HoldFacts facts) =>
        PoliciesOfCopies(facts).Select(policy => policy.MaxHolds).DefaultIfEmpty(int.MaxValue).Max() is var most && facts.ActiveHolds >= most
            ? new Block("hold-limit", $"The user has {facts.ActiveHolds} holds; the most is {most}.", Role.Librarian)
            : null;

    private static Block? CopyAvailable(HoldFacts facts) =>
        !facts.Policies.Settings.HoldsOnAvailable && facts.FreeToBorrow > 0
            ? new Block("copy-available", "A copy stands on the shelf of that branch; borrow it there.", Role.Librarian)
            : null;

    private static Block? TooYoung(HoldFacts facts, DateOnly today) =>
        facts.MinimumAge is { } age && facts.Patron.AgeOn(today) < age ? new Block("too-young", $"It is lent from the age of {age}.", Role.Librarian) : null;

    private static IEnumerable<LoanPolicy> PoliciesOfCopies(HoldFacts facts) =>
        facts.Copies.Where(copy => copy.MayComeBack).Select(copy => facts.PolicyOf(copy.MaterialType, copy.HomeBranchId));
}
