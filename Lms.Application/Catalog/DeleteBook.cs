using Lms.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Takes a book and its copies out of the catalogue. One that was ever lent stays: its history is the library's.</summary>
/// <param name="Id">Which.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record DeleteBook(int Id, IReadOnlyList<string>? IfMatch) : ICommand<Unit>;

internal sealed class DeleteBookHandler(ILmsDbContext db) : IRequestHandler<DeleteBook, Unit>
{
    public async Task<Unit> Handle(DeleteBook command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Book(command.Id));
        var book = await db.Books.Include(book => book.Copies).SingleOrDefaultAsync(book => book.Id == command.Id, cancellationToken)
            ?? throw new NotFoundException("book", command.Id);
        book.MustMatch(command.IfMatch);

        var ids = await db.IdsOfBookAsync(command.Id, cancellationToken);
        if (await db.Transactions.AnyAsync(row => ids.Contains(row.BookId!.Value), cancellationToken))
            throw new ConflictException("book-has-history", "The book was lent before; its loans and ledger rows would lose it. Withdraw its copies instead.");

        db.Books.Remove(book);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}
