using Lms.Application.Common;
using Lms.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Jobs;

/// <summary>Has undone in the background what an edit changed: the books are as they were before, unless somebody changed them since.</summary>
/// <param name="Id">Which edit.</param>
public sealed record UndoJob(int Id) : ICommand<JobResponse>, ITakesOnAJob;

internal sealed class UndoJobHandler(ILmsDbContext db, JobsAtHand jobs) : IRequestHandler<UndoJob, JobResponse>
{
    public async Task<JobResponse> Handle(UndoJob command, CancellationToken cancellationToken)
    {
        // One that is under way holds its row for as long as a piece takes: it is not waited for.
        (await db.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == command.Id, cancellationToken) ?? throw new NotFoundException("job", command.Id)).MustBeUndoable();
        db.LockWithNextQuery(RowLock.Job(command.Id));
        var job = await db.Jobs.SingleAsync(job => job.Id == command.Id, cancellationToken);
        job.MustBeUndoable();
        if (await db.Jobs.AnyAsync(other => other.UndoneJobId == job.Id && other.FinishedAt == null, cancellationToken))
            throw new ConflictException("undo-in-progress", "It is being undone.");

        var books = await db.JobChanges.Where(change => change.JobId == job.Id).OrderBy(change => change.BookId).Select(change => change.BookId).ToListAsync(cancellationToken);
        return await jobs.TakeOnAsync(new JobOrder(JobKind.EditUndo) { JobId = job.Id }, JobThings.Books(books), cancellationToken);
    }
}
