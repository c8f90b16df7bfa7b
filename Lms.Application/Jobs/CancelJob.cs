using Lms.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Jobs;

/// <summary>Stops a job after the piece that is being done. What was done stays; a file that was not finished goes.</summary>
/// <param name="Id">Which.</param>
public sealed record CancelJob(int Id) : ICommand<JobResponse>;

internal sealed class CancelJobHandler(ILmsDbContext db, JobsAtHand jobs, TimeProvider time) : IRequestHandler<CancelJob, JobResponse>
{
    public async Task<JobResponse> Handle(CancelJob command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Job(command.Id));
        var job = await db.Jobs.SingleOrDefaultAsync(job => job.Id == command.Id, cancellationToken) ?? throw new NotFoundException("job", command.Id);

        job.Cancel(time.GetUtcNow());
        await jobs.ClearAwayAsync(job.Id, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return await jobs.ShowAsync(job.Id, cancellationToken);
    }
}
