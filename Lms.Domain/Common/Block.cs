using Lms.Domain.Identity;

namespace Lms.Domain.Common;

/// <summary>A reason why an action is refused.</summary>
/// <param name="Code">Stable, kebab-case; what clients switch on.</param>
/// <param name="Message">A sentence for the person at the desk.</param>
/// <param name="OverridableBy">The least role that may do it all the same; null where nobody may.</param>
public sealed record Block(string Code, string Message, Role? OverridableBy = null);
