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
        // What was brought of a book that became part of another since the job was ordered is the other's.
        var survivors = await db.MergedBooks.Where(merged => ids.Contains(merged.Id)).ToDictionaryAsync(merged => merged.Id, merged => merged.IntoId, cancellationToken);
        int[] others = [.. survivors.Values.Except(ids)];
        if (others is not [])
            used = [.. used, .. await undo.UsedAsync(importId, others, cancellationToken)];
        var kept = await undo.TakeBackAsync(importId, [.. ids.Concat(others).Except(used)], time.GetUtcNow(), cancellationToken);
        var errors = new Dictionary<int, JobFault>();
        foreach (var id in ids)
        {
            if ((FaultOf(id) ?? (survivors.TryGetValue(id, out var survivor) ? FaultOf(survivor) : null)) is { } fault)
                errors[id] = fault;
        }

        return new PieceDone(ids.Count - errors.Count, errors);

        JobFault? FaultOf(int id) => used.Contains(id) ? Used : kept.GetValueOrDefault(id);
    }

    public async Task EndAsync(Job job, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Import(job.ImportId!.Value));
        (await db.Imports.SingleAsync(import => import.Id == job.ImportId, cancellationToken)).Undo(time.GetUtcNow());
    }
}
