namespace Lms.Domain.Common;

/// <summary>An action was refused. Every reason is named, not only the first, and nothing has changed.</summary>
public sealed class RefusedException(IReadOnlyList<Block> blocks)
    : Exception(string.Join(" ", blocks.Select(block => block.Message)))
{
    /// <summary>The refusal for one reason.</summary>
    public RefusedException(Block block) : this([block])
    {
    }

    /// <summary>Why; at least one.</summary>
    public IReadOnlyList<Block> Blocks { get; } = blocks;
}
