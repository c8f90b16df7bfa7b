using Lms.Application.Common;
using Lms.Domain.Identity;
using Lms.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Jobs;

/// <summary>Does what comes next in a job, and counts it in the same transaction: a crash at any moment neither loses nor doubles anything.</summary>
/// <param name="JobId">Which job.</param>
/// <param name="OnlyOne">Whether to do only one thing.</param>
/// <param name="Refusal">Why the next thing cannot be done, so that it is named and passed over; null to do it.</param>
internal sealed record DoPiece(int JobId, bool OnlyOne, JobFault? Refusal) : ICommand<JobStep>;

/// <summary>How far that got.</summary>
internal enum JobStep
{
    /// <summary>The job is over.</summary>
    Over,

    /// <summary>More of the same piece is to be done.</summary>
    ThingDone,

    /// <summary>A piece is done.</summary>
    PieceDone,
}

internal sealed class DoPieceHandler(ILmsDbContext db, IEnumerable<IJobWork> kinds, ICaller caller, TimeProvider time) : IRequestHandler<DoPiece, JobStep>
{
    public async Task<JobStep> Handle(DoPiece command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Job(command.JobId));
        var job = await db.Jobs.SingleOrDefaultAsync(job => job.Id == command.JobId, cancellationToken);
        if (job is not { IsFinished: false })
            return JobStep.Over;

        // Nobody but who works here orders a job, and answers for what follows from it as if it were done at once.
        if (job.CreatedBy is { } orderer)
            caller.ActFor(orderer, Role.Librarian);

        var work = kinds.Single(kind => kind.Kind == job.Kind);
        var next = job.Processed + 1;
        var piece = await db.JobPieces.AsNoTracking().Where(piece => piece.JobId == job.Id && piece.First <= next).OrderByDescending(piece => piece.First).FirstOrDefaultAsync(cancellationToken);
        if (piece?.From(next, command.OnlyOne) is not { Count: > 0 } ids)
        {
            await work.EndAsync(job, cancellationToken);
            job.Complete(time.GetUtcNow());
            await db.SaveChangesAsync(cancellationToken);
            await db.JobPieces.Where(piece => piece.JobId == job.Id).ExecuteDeleteAsync(cancellationToken);
            return JobStep.Over;
        }

        var done = command.Refusal is { } refusal ? PieceDone.Refused(ids[0], refusal) : await work.DoAsync(job, ids, cancellationToken);
        db.JobErrors.AddRange(ids.Index().Where(thing => done.Errors.ContainsKey(thing.Item)).Select(thing => JobError.Of(job.Id, next + thing.Index, thing.Item, job.IsAboutCopies, done.Errors[thing.Item])));
        job.Advance(piece.IsOneThing ? 1 : ids.Count, done.Changed, done.Errors.Count, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        return piece.From(job.Processed + 1, onlyOne: true) is [] ? JobStep.PieceDone : JobStep.ThingDone;
    }
}
