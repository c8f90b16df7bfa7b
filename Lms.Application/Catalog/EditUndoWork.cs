using Lms.Application.Common;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Gives books back what an edit changed.</summary>
internal sealed class EditUndoWork(ILmsDbContext db, BookRestoring restoring, JobsAtHand jobs, TimeProvider time) : IJobWork
{
    public JobKind Kind => JobKind.EditUndo;

    public async Task<PieceDone> DoAsync(Job job, IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        var changes = await db.JobChanges.AsNoTracking().Where(change => change.JobId == job.UndoneJobId && ids.Contains(change.BookId)).ToListAsync(cancellationToken);
        var kept = (await restoring.RestoreAsync([.. changes.Select(change => new ChangedBook(change.BookId, change.Before, change.ChangedAt, change.PreviousAt))], time.GetUtcNow(), cancellationToken)).ToDictionary();
        foreach (var id in ids.Except(changes.Select(change => change.BookId)))
            kept.Add(id, BookRestoring.Gone);
        var restored = ids.Except(kept.Keys).ToList();
        await db.JobChanges.Where(change => change.JobId == job.UndoneJobId && restored.Contains(change.BookId)).ExecuteDeleteAsync(cancellationToken);
        return new PieceDone(restored.Count, kept);
    }

    public Task EndAsync(Job job, CancellationToken cancellationToken) => jobs.MarkUndoneAsync(job, cancellationToken);
}
