using Lms.Application.Common;

namespace Lms.Application.Jobs;

/// <summary>The problems of long work.</summary>
internal static class JobProblems
{
    public static readonly ProblemKind[] All =
    [
        ProblemKind.NoSuch("job"),
        ProblemKind.NoSuch("job file"),
        ProblemKind.Block("job-finished", "The job has ended", "There is nothing to cancel.", "See its counts and its list of errors for what became of it."),
        ProblemKind.Block("job-unfinished", "The job has not ended", "What is still being done cannot be taken back.", "Cancel it, or wait for its end."),
        ProblemKind.Block("job-undone", "The job was undone before", "There is nothing to undo.", "Nothing is left to do."),
        ProblemKind.Block("job-not-undoable", "The job cannot be undone", "Only an edit that changed something remembers what was there before; an undoing does not.", "Undo an import with its own path. To undo an undoing, ask again for what it took back."),
        ProblemKind.Conflict("job-file-unfinished", "The file is still being written", "It can be fetched when the job has ended.", "Follow the job, and fetch the file at its end."),
        new ProblemKind("job-file-gone", 410, "The file is kept no longer", "Files are kept for a while after they were written; fileUntil said until when.", "Have it written again."),
        ProblemKind.Conflict("changed-since", "Somebody changed it since", "What somebody decided since is not overwritten. Where that was another edit, it can be undone first.", "Look at it, and change it by hand where it should be otherwise."),
        ProblemKind.Conflict("undo-in-progress", "It is being undone", "Another job is taking it back at this moment.", "Follow that job."),
    ];
}
