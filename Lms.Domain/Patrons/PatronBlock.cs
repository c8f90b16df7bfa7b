namespace Lms.Domain.Patrons;

/// <summary>Something that staff let stand in a user's way.</summary>
/// <param name="Code">What tells it from the user's other blocks; kebab-case, chosen by staff.</param>
/// <param name="Note">Why; it is shown at the desk.</param>
/// <param name="Stops">The actions that it stops; at least one.</param>
/// <param name="Until">The last day on which it stands, inclusive; null until it is lifted.</param>
/// <param name="BranchId">The branch at which alone it stands; null for everywhere.</param>
public sealed record PatronBlock(string Code, string Note, IReadOnlyList<PatronAction> Stops, DateOnly? Until, int? BranchId)
{
    /// <summary>The longest code, in characters.</summary>
    public const int MaxCode = 40;

    /// <summary>The most blocks that a user can have.</summary>
    public const int MaxBlocks = 50;

    /// <summary>Whether it stops an action at a branch on a day.</summary>
    public bool Stands(PatronAction action, int branchId, DateOnly today) =>
        Stops.Contains(action) && (Until is null || today <= Until) && (BranchId is null || BranchId == branchId);
}

/// <summary>What a block can stop.</summary>
public enum PatronAction
{
    /// <summary>Borrowing.</summary>
    Checkout,

    /// <summary>Extending a loan.</summary>
    Renew,

    /// <summary>Placing a hold.</summary>
    Hold,

    /// <summary>Having a hold filled.</summary>
    Fulfil,
}
