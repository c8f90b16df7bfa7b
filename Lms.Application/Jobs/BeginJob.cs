using Lms.Application.Common;
using Lms.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Jobs;

/// <summary>Notes that somebody begins a job, or goes on with it.</summary>
/// <param name="Id">Which.</param>
internal sealed record BeginJob(int Id) : ICommand<bool>;

/// <summary>Ends a job that cannot be gone on with, unless it has ended.</summary>
/// <param name="Id">Which.</param>
/// <param name="Reason">Why.</param>
internal sealed record FailJob(int Id, string Reason) : ICommand<bool>;

internal sealed class BeginJobHandler(ILmsDbContext db, JobsAtHand jobs, TimeProvider time) : IRequestHandler<BeginJob, bool>, IRequestHandler<FailJob, bool>
{
    public Task<bool> Handle(BeginJob command, CancellationToken cancellationToken) => ChangeAsync(command.Id, job => job.Begin(time.GetUtcNow()), cancellationToken);

    public Task<bool> Handle(FailJob command, CancellationToken cancellationToken) => ChangeAsync(command.Id, job => job.Fail(command.Reason, time.GetUtcNow()), cancellationToken);

    /// <returns>Whether the job is to be gone on with.</returns>
    private async Task<bool> ChangeAsync(int id, Action<Job> change, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Job(id));
        if (await db.Jobs.SingleOrDefaultAsync(job => job.Id == id, cancellationToken) is not { IsFinished: false } job)
            return false;

        change(job);
        if (job.IsFinished)
            await jobs.ClearAwayAsync(id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return !job.IsFinished;
    }
}
