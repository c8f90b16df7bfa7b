using Lms.Domain.Identity;

namespace Lms.Domain.Common;

/// <summary>A reason why an action is refused.</summary>
/// <param name="Code">Stable, kebab-case; what clients switch on.</param>
/// <param name="Message">A sentence for the person at the desk.</param>
/// <param name="OverridableBy">The least role that may do it all the same; null where nobody may.</param>
public sealed record Block(string Code, string Message, Role? OverridableBy = null)
{
    /// <summary>The last day on which it stands, inclusive; null where it ends with its cause.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The branch at which alone it stands; null for everywhere.</summary>
    public int? BranchId { get; init; }

    /// <summary>The loan that can be renewed instead; null where there is none.</summary>
    public int? LoanId { get; init; }

    /// <summary>From when on it no longer stands; null where that is not known.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
