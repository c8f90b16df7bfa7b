using Lms.Domain.Common;
using Lms.Domain.Identity;
using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>Whether a copy may be lent, or a loan renewed, and until when.</summary>
/// <param name="Due">When it would be due, and why then.</param>
/// <param name="Policy">The circulation rule's values that apply.</param>
/// <param name="Blocks">Every reason against it; empty where it is allowed.</param>
public sealed record Decision(DueDate Due, LoanPolicy Policy, IReadOnlyList<Block> Blocks)
{
    /// <summary>When it would be due.</summary>
    public DateTimeOffset DueAt => Due.At;

    /// <summary>Whether nothing stands against it.</summary>
    public bool Allowed => Blocks.Count == 0;

    /// <summary>Refuses where anything stands against it that is not overridden.</summary>
    /// <param name="given">The override; null for none.</param>
    /// <returns>The blocks that were passed over.</returns>
    /// <exception cref="RefusedException">With every block that remains.</exception>
    public IReadOnlyList<Block> Demand(Override? given = null) => Blocks.Demand(given);
}

/// <summary>Holds what stands against an action against somebody's word that it is to be done all the same.</summary>
public static class Demands
{
    /// <summary>Refuses where anything stands against it that is not overridden.</summary>
    /// <param name="blocks">Every reason against it.</param>
    /// <param name="given">The override; null for none.</param>
    /// <returns>The blocks that were passed over.</returns>
    /// <exception cref="RefusedException">With every block that remains.</exception>
    public static IReadOnlyList<Block> Demand(this IReadOnlyList<Block> blocks, Override? given)
    {
        var remaining = blocks.Where(block => given?.PassesOver(block) != true).ToList();
        return remaining.Count > 0 ? throw new RefusedException(remaining) : blocks;
    }
}

/// <summary>Somebody's word that it is to be done all the same.</summary>
/// <param name="By">The role of who says so.</param>
/// <param name="Codes">The codes of the blocks to pass over; null for all that the role may pass over.</param>
public sealed record Override(Role By, IReadOnlyList<string>? Codes)
{
    /// <summary>Whether it passes over a block: it names it, and the role may.</summary>
    public bool PassesOver(Block block) => block.OverridableBy <= By && (Codes is null || Codes.Contains(block.Code));
}
