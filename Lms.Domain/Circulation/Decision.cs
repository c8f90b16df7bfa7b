using Lms.Domain.Common;

namespace Lms.Domain.Circulation;

/// <summary>Whether a copy may be lent, or a loan renewed, and until when.</summary>
/// <param name="DueAt">When it would be due.</param>
/// <param name="Blocks">Every reason against it; empty where it is allowed.</param>
public sealed record Decision(DateTimeOffset DueAt, IReadOnlyList<Block> Blocks)
{
    /// <summary>Whether nothing stands against it.</summary>
    public bool Allowed => Blocks.Count == 0;

    /// <summary>Refuses where anything stands against it.</summary>
    /// <exception cref="RefusedException">With every block.</exception>
    public void Demand()
    {
        if (!Allowed)
            throw new RefusedException(Blocks);
    }
}
