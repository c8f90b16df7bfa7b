using Lms.Application.Common;

namespace Lms.Application.Policies;

/// <summary>The problems of circulation rules.</summary>
internal static class PolicyProblems
{
    public static readonly ProblemKind[] All =
    [
        ProblemKind.NoSuch("circulation rule"),
        ProblemKind.Conflict("circulation-rule-exists", "There is a rule for this combination", "One patron category, material type and branch have one rule together.", "Change the rule that is there."),
        ProblemKind.Conflict("catch-all-rule", "This rule applies where no other does", "Without it some loans would have no rule at all.", "Change what it says instead."),
    ];
}
