using System.Text.Json;
using Lms.Application.Common;
using Lms.Application.Imports;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Imports;

/// <summary>Takes back what an import wrote, in sets rather than row by row.</summary>
internal sealed class ImportUndo(LmsDbContext db) : IImportUndo
{
    private const int PageOfBooks = 500;

    public async Task<bool> IsUsedAsync(int importId, CancellationToken cancellationToken)
    {
        // Whoever lends a copy or places a hold locks the book first.
        await db.Database.ExecuteSqlAsync($"""
            SELECT id FROM books WHERE import_id = {importId} OR id IN (SELECT book_id FROM copies WHERE import_id = {importId}) ORDER BY id FOR UPDATE
            """, cancellationToken);
        return await db.Transactions.AnyAsync(row => db.Copies.Any(copy => copy.ImportId == importId && copy.Id == row.CopyId), cancellationToken)
            || await db.Transactions.AnyAsync(row => db.Books.Any(book => book.ImportId == importId && book.Id == row.BookId), cancellationToken)
            || await db.Holds.AnyAsync(hold => db.Books.Any(book => book.ImportId == importId && book.Id == hold.BookId), cancellationToken);
    }

    public async Task TakeBackAsync(int importId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"DELETE FROM copies WHERE import_id = {importId}", cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM books WHERE import_id = {importId} AND NOT EXISTS (SELECT 1 FROM copies WHERE book_id = books.id)", cancellationToken);
        await RestoreRecordsAsync(importId, cancellationToken);
        for (var after = 0; ;)
        {
            var changes = await db.ImportChanges.AsNoTracking().Where(change => change.ImportId == importId && change.BookId > after).OrderBy(change => change.BookId).Take(PageOfBooks).ToListAsync(cancellationToken);
            if (changes is [])
                return;
            after = changes[^1].BookId;
            await RestoreBooksAsync(changes, now, cancellationToken);
        }
    }

    private async Task RestoreBooksAsync(List<ImportChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = changes.Select(change => change.BookId).ToList();
        db.LockWithNextQuery(RowLock.Books(ids));
        var books = await db.Books.Where(book => ids.Contains(book.Id)).ToDictionaryAsync(book => book.Id, cancellationToken);
        foreach (var change in changes.Where(change => books[change.BookId].UpdatedAt == change.ChangedAt))
            JsonSerializer.Deserialize<BookBefore>(change.Before, LmsJson.Options)!.Restore(books[change.BookId], now);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task RestoreRecordsAsync(int importId, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"""
            UPDATE marc_records AS record SET content = change.content_before, control_number = change.control_number_before
            FROM import_changes AS change JOIN books ON books.id = change.book_id AND books.updated_at = change.changed_at
            WHERE change.import_id = {importId} AND record.book_id = change.book_id AND change.content_before IS NOT NULL
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            DELETE FROM marc_records AS record USING import_changes AS change JOIN books ON books.id = change.book_id AND books.updated_at = change.changed_at
            WHERE change.import_id = {importId} AND record.book_id = change.book_id AND change.content_before IS NULL
            """, cancellationToken);
    }
}
