using Lms.Application.Common;

namespace Lms.Application.Imports;

/// <summary>The problems of imports.</summary>
internal static class ImportProblems
{
    public static readonly ProblemKind[] All =
    [
        ProblemKind.NoSuch("import"),
        ProblemKind.Block("import-finished", "The import has ended", "There is nothing to cancel.", "See its counts and its list of errors for what became of it."),
    ];
}
