using Lms.Domain.Common;
using Lms.Domain.Identity;

namespace Lms.Domain.Circulation;

/// <summary>Whether a copy may be lent, or a loan renewed, and until when.</summary>
/// <param name="DueAt">When it would be due.</param>
/// <param name="Blocks">Every reason against it; empty where it is allowed.</param>
public sealed record Decision(DateTimeOffset DueAt, IReadOnlyList<Block> Blocks)
{
    /// <summary>Whether nothing stands against it.</summary>
    public bool Allowed => Blocks.Count == 0;

    /// <summary>Refuses where anything stands against it that is not overridden.</summary>
    /// <param name="overridden">The codes of the blocks to pass over; null for all that the role may pass over.</param>
    /// <param name="overriddenBy">The role of who passes them over; null where nobody does.</param>
    /// <exception cref="RefusedException">With every block that remains.</exception>
    public void Demand(IReadOnlyList<string>? overridden = null, Role? overriddenBy = null)
    {
        var remaining = Blocks.Where(block => !(block.OverridableBy <= overriddenBy && (overridden is null || overridden.Contains(block.Code)))).ToList();
        if (remaining.Count > 0)
            throw new RefusedException(remaining);
    }
}
