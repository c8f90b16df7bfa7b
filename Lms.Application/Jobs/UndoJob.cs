using Lms.Application.Common;
using Lms.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Jobs;

/// <summary>Has undone in the background what an edit changed: the books, or copies, are as they were before, unless somebody changed them since.</summary>
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

        return job.IsAboutCopies
            ? await jobs.TakeOnAsync(new JobOrder(JobKind.CopyEditUndo) { JobId = job.Id }, JobThings.Copies(await CopiesAsync(job.Id, cancellationToken)), cancellationToken)
            : await jobs.TakeOnAsync(new JobOrder(JobKind.EditUndo) { JobId = job.Id }, JobThings.Books(await BooksAsync(job.Id, cancellationToken)), cancellationToken);
    }

    private Task<List<int>> BooksAsync(int jobId, CancellationToken cancellationToken) =>
        db.JobChanges.Where(change => change.JobId == jobId).OrderBy(change => change.BookId).Select(change => change.BookId).ToListAsync(cancellationToken);

    private Task<List<int>> CopiesAsync(int jobId, CancellationToken cancellationToken) =>
        db.CopyChanges.Where(change => change.JobId == jobId).OrderBy(change => change.CopyId).Select(change => change.CopyId).ToListAsync(cancellationToken);
}
