using AutoMapper;
using Lms.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Imports;

/// <summary>Stops an import after the batch that is being written. What was taken in stays.</summary>
/// <param name="Id">Which.</param>
public sealed record CancelImport(int Id) : ICommand<ImportResponse>;

internal sealed class CancelImportHandler(ILmsDbContext db, IImportFiles files, IMapper mapper, TimeProvider time) : IRequestHandler<CancelImport, ImportResponse>
{
    public async Task<ImportResponse> Handle(CancelImport command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Import(command.Id));
        var import = await db.Imports.SingleOrDefaultAsync(import => import.Id == command.Id, cancellationToken) ?? throw new NotFoundException("import", command.Id);

        var file = import.FileId;
        import.Cancel(time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        if (file is { } id)
            await files.RemoveAsync(id, cancellationToken);
        return mapper.Map<ImportResponse>(import);
    }
}
