using AutoMapper;
using Lms.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Imports;

/// <summary>
/// Undoes a whole import: the books and copies that it brought go, and the books that it changed are as they were before, unless somebody changed them since. A book that
/// got copies by other hands stays with these.
/// </summary>
/// <param name="Id">Which.</param>
public sealed record UndoImport(int Id) : ICommand<ImportResponse>;

internal sealed class UndoImportHandler(ILmsDbContext db, IImportUndo undo, IMapper mapper, TimeProvider time) : IRequestHandler<UndoImport, ImportResponse>
{
    public async Task<ImportResponse> Handle(UndoImport command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Import(command.Id));
        var import = await db.Imports.SingleOrDefaultAsync(import => import.Id == command.Id, cancellationToken) ?? throw new NotFoundException("import", command.Id);

        import.Undo(time.GetUtcNow());
        if (await undo.IsUsedAsync(command.Id, cancellationToken))
            throw new ConflictException("import-has-history", "A copy that the import brought was lent, or somebody waits for one of its books. Delete the books that were not used, and withdraw the others' copies.");
        await undo.TakeBackAsync(command.Id, time.GetUtcNow(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<ImportResponse>(import);
    }
}

/// <summary>Takes back what an import wrote.</summary>
public interface IImportUndo
{
    /// <summary>Whether a copy or a book that it brought was ever lent, or asked for. Locks them, so that this stays as it is.</summary>
    Task<bool> IsUsedAsync(int importId, CancellationToken cancellationToken);

    /// <summary>Takes everything back; must be in a transaction.</summary>
    Task TakeBackAsync(int importId, DateTimeOffset now, CancellationToken cancellationToken);
}
