using AutoMapper;
using Lms.Application.Common;
using Lms.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Jobs;

/// <summary>Takes jobs on, shows them, says what they undid, and clears away what they need no more.</summary>
internal sealed class JobsAtHand(ILmsDbContext db, IJobFiles files, ICaller caller, IMapper mapper, TimeProvider time)
{
    /// <summary>Takes a job on; must be in a transaction.</summary>
    public async Task<JobResponse> TakeOnAsync(JobOrder order, JobThings things, CancellationToken cancellationToken)
    {
        var job = Job.TakeOn(order, things.Count, caller.UserId, time.GetUtcNow());
        db.Jobs.Add(job);
        await db.SaveChangesAsync(cancellationToken);
        db.JobPieces.AddRange(things.Cut(job.Id));
        await db.SaveChangesAsync(cancellationToken);
        return await ShowAsync(job.Id, cancellationToken);
    }

    /// <summary>Shows a job.</summary>
    /// <exception cref="NotFoundException">There is none with this id.</exception>
    public async Task<JobResponse> ShowAsync(int id, CancellationToken cancellationToken) =>
        await db.Jobs.Where(job => job.Id == id).Select(mapper.Project<Job, JobResponse>()).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("job", id);

    /// <summary>Says of the job that another undoes, that it is undone; locks it.</summary>
    public async Task MarkUndoneAsync(Job undoing, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Job(undoing.UndoneJobId!.Value));
        (await db.Jobs.SingleAsync(job => job.Id == undoing.UndoneJobId, cancellationToken)).Undo(time.GetUtcNow());
    }

    /// <summary>Removes the pieces and the half-written file of a job that ended before its end.</summary>
    public async Task ClearAwayAsync(int jobId, CancellationToken cancellationToken)
    {
        await db.JobPieces.Where(piece => piece.JobId == jobId).ExecuteDeleteAsync(cancellationToken);
        await files.RemoveAsync(jobId, cancellationToken);
    }
}
