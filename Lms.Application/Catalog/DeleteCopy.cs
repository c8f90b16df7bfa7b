using Lms.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Takes a copy out of the database, as if it had never been. One that was ever lent is withdrawn instead.</summary>
/// <param name="Id">Which.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record DeleteCopy(int Id, IReadOnlyList<string>? IfMatch) : ICommand<Unit>;

internal sealed class DeleteCopyHandler(ILmsDbContext db) : IRequestHandler<DeleteCopy, Unit>
{
    public async Task<Unit> Handle(DeleteCopy command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.BookOfCopy(command.Id));
        var copy = await db.Copies.SingleOrDefaultAsync(copy => copy.Id == command.Id, cancellationToken) ?? throw new NotFoundException("copy", command.Id);
        copy.MustMatch(command.IfMatch);

        if (await db.Transactions.AnyAsync(row => row.CopyId == command.Id, cancellationToken))
            throw new ConflictException("copy-has-history", "The copy was lent before; its ledger rows would lose it. Set its status to withdrawn instead.");

        db.Copies.Remove(copy);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}
