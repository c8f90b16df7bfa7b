using AutoMapper;
using Lms.Application.Common;
using Lms.Application.Jobs;
using Lms.Domain.Imports;
using Lms.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Imports;

/// <summary>
/// Undoes a whole import at once, or not at all: the books and copies that it brought go, and the books that it changed are as they were before, unless somebody changed them since. A book that
/// got copies by other hands stays with these.
/// </summary>
/// <param name="Id">Which.</param>
public sealed record UndoImport(int Id) : ICommand<ImportResponse>;

/// <summary>Has an import undone in the background, book by book: what somebody used since stays, and is named in the list of errors.</summary>
/// <param name="Id">Which.</param>
public sealed record OrderImportUndo(int Id) : ICommand<JobResponse>, ITakesOnAJob;

internal sealed class UndoImportHandler(ILmsDbContext db, IImportUndo undo, JobsAtHand jobs, IMapper mapper, TimeProvider time)
    : IRequestHandler<UndoImport, ImportResponse>, IRequestHandler<OrderImportUndo, JobResponse>
{
    private const int Page = 500;

    public async Task<ImportResponse> Handle(UndoImport command, CancellationToken cancellationToken)
    {
        var import = await FindAsync(command.Id, cancellationToken);
        import.Undo(time.GetUtcNow());
        var pages = (await undo.BooksOfAsync(command.Id, cancellationToken)).Chunk(Page).ToList();
        foreach (var page in pages)
        {
            if ((await undo.UsedAsync(command.Id, page, cancellationToken)).Count > 0)
                throw new ConflictException("import-has-history", "A copy that the import brought was lent, or somebody waits for one of its books. Delete the books that were not used, and withdraw the others' copies.");
        }

        foreach (var page in pages)
            await undo.TakeBackAsync(command.Id, page, time.GetUtcNow(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<ImportResponse>(import);
    }

    public async Task<JobResponse> Handle(OrderImportUndo command, CancellationToken cancellationToken)
    {
        var import = await FindAsync(command.Id, cancellationToken);
        import.MustBeUndoable();
        return await jobs.TakeOnAsync(new JobOrder(JobKind.ImportUndo) { ImportId = import.Id }, JobThings.Books(await undo.BooksOfAsync(import.Id, cancellationToken)), cancellationToken);
    }

    private async Task<Import> FindAsync(int id, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Import(id));
        var import = await db.Imports.SingleOrDefaultAsync(import => import.Id == id, cancellationToken) ?? throw new NotFoundException("import", id);
        return await db.Jobs.AnyAsync(job => job.ImportId == id && job.FinishedAt == null, cancellationToken) ? throw new ConflictException("undo-in-progress", "It is being undone.") : import;
    }
}

/// <summary>Takes back what an import wrote.</summary>
public interface IImportUndo
{
    /// <summary>The books that it brought, changed, or gave copies to, in the order of their ids.</summary>
    Task<IReadOnlyList<int>> BooksOfAsync(int importId, CancellationToken cancellationToken);

    /// <summary>Those of some books that were lent or asked for since, by what the import brought of them. Locks all of them, so that this stays as it is; must be in a transaction.</summary>
    Task<IReadOnlyCollection<int>> UsedAsync(int importId, IReadOnlyList<int> bookIds, CancellationToken cancellationToken);

    /// <summary>Takes back what the import brought and changed of some books; must be in a transaction.</summary>
    /// <returns>Why some that it had changed are not as they were before, by their ids.</returns>
    Task<IReadOnlyDictionary<int, JobFault>> TakeBackAsync(int importId, IReadOnlyList<int> bookIds, DateTimeOffset now, CancellationToken cancellationToken);
}
