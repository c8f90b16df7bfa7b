using Lms.Application.Common;

namespace Lms.Application.Branches;

/// <summary>The problems of branches.</summary>
internal static class BranchProblems
{
    public static readonly ProblemKind[] All =
    [
        ProblemKind.NoSuch("branch"),
        ProblemKind.NoSuch("closure"),
        ProblemKind.Conflict("branch-code-exists", "Another branch has this code", "A code stands for one branch.", "Use another code."),
        ProblemKind.Conflict("no-branch", "The library has no branch", "Copies and users belong to a branch.", "Create a branch first."),
    ];
}
