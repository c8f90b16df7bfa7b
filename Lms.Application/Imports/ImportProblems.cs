using Lms.Application.Common;

namespace Lms.Application.Imports;

/// <summary>The problems of imports.</summary>
internal static class ImportProblems
{
    public static readonly ProblemKind[] All =
    [
        ProblemKind.NoSuch("import"),
        ProblemKind.Block("import-finished", "The import has ended", "There is nothing to cancel.", "See its counts and its list of errors for what became of it."),
        ProblemKind.Block("import-unfinished", "The import has not ended", "What is still coming in cannot be taken back.", "Cancel it, or wait for its end."),
        ProblemKind.Block("import-undone", "There is nothing to undo", "The import was undone before, or it was a dry run.", "Nothing is left to do."),
        ProblemKind.Conflict("import-has-history", "Somebody used what the import brought", "A copy was lent, or somebody waits for a book; its loans, its holds and its ledger rows would lose it.", "Delete the books that were not used one by one, and withdraw the others' copies."),
    ];
}
