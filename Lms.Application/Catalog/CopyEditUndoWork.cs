using System.Text.Json;
using Lms.Application.Common;
using Lms.Application.Jobs;
using Lms.Domain.Catalog;
using Lms.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Gives copies back what an edit changed, unless somebody changed them since. What circulation did with them meanwhile is no matter, but where the edit had set their status.</summary>
internal sealed class CopyEditUndoWork(ILmsDbContext db, CopyMarking marking, JobsAtHand jobs) : IJobWork
{
    private static readonly JobFault Gone = new("copy-not-found", "It is not there any more.");

    public JobKind Kind => JobKind.CopyEditUndo;

    public async Task<PieceDone> DoAsync(Job job, IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.BooksOfCopies(ids));
        var copies = await db.Copies.Where(copy => ids.Contains(copy.Id)).ToDictionaryAsync(copy => copy.Id, cancellationToken);
        var changes = await db.CopyChanges.Where(change => change.JobId == job.UndoneJobId && ids.Contains(change.CopyId)).ToDictionaryAsync(change => change.CopyId, cancellationToken);
        var kept = new Dictionary<int, JobFault>();
        foreach (var id in ids)
        {
            if (!copies.TryGetValue(id, out var copy) || !changes.TryGetValue(id, out var change))
                kept.Add(id, Gone);
            else if (await RestoreAsync(copy, Read(change.Before), Read(change.After), cancellationToken) is { } fault)
                kept.Add(id, fault);
            else
                db.CopyChanges.Remove(change);
        }

        return new PieceDone(ids.Count - kept.Count, kept);
    }

    public Task EndAsync(Job job, CancellationToken cancellationToken) => jobs.MarkUndoneAsync(job, cancellationToken);

    private async Task<JobFault?> RestoreAsync(Copy copy, CopyFields before, CopyFields after, CancellationToken cancellationToken)
    {
        if (before.Status == after.Status)
            (before, after) = (before with { Status = copy.Status }, after with { Status = copy.Status });
        if (CopyFields.Of(copy) != after)
            return JobFault.ChangedSince;
        if (EditedCopy.Of(copy, before).Fault is { } fault)
            return fault;
        await marking.DescribeAsync(copy, before, cancellationToken);
        return null;
    }

    private static CopyFields Read(string json) => JsonSerializer.Deserialize<CopyFields>(json, LmsJson.Options)!;
}
