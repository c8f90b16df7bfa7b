using Lms.Application.Common;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Imports;

/// <summary>Takes back what an import brought and changed, some books at a time.</summary>
internal sealed class ImportUndoWork(ILmsDbContext db, IImportUndo undo, TimeProvider time) : IJobWork
{
    private static readonly JobFault Used = new("import-has-history", "A copy that the import brought was lent, or somebody waited for the book.");

    public JobKind Kind => JobKind.ImportUndo;

    public async Task<PieceDone> DoAsync(Job job, IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        var importId = job.ImportId!.Value;
        var used = await undo.UsedAsync(importId, ids, cancellationToken);
        var kept = await undo.TakeBackAsync(importId, [.. ids.Except(used)], time.GetUtcNow(), cancellationToken);
        var errors = used.ToDictionary(id => id, _ => Used).Concat(kept).ToDictionary();
        return new PieceDone(ids.Count - errors.Count, errors);
    }

    public async Task EndAsync(Job job, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Import(job.ImportId!.Value));
        (await db.Imports.SingleAsync(import => import.Id == job.ImportId, cancellationToken)).Undo(time.GetUtcNow());
    }
}
