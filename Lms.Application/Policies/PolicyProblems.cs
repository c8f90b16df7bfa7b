using Lms.Application.Common;

namespace Lms.Application.Policies;

/// <summary>The problems of circulation rules.</summary>
internal static class PolicyProblems
{
    public static readonly ProblemKind[] All =
    [
        ProblemKind.NoSuch("circulation rule"),
        ProblemKind.Conflict("circulation-rule-exists", "There is a rule for this combination", "A patron category, material type and branch together have one rule.", "Change the rule that is there."),
        ProblemKind.Conflict("catch-all-rule", "The catch-all rule stays", "It says what holds where no other rule says anything.", "Change what it says, or make a more specific rule."),
    ];
}
