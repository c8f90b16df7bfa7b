using Lms.Application.Catalog;
using Lms.Application.Imports;
using Lms.Domain.Jobs;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Imports;

/// <summary>Takes back what an import wrote, in sets rather than row by row.</summary>
internal sealed class ImportUndo(LmsDbContext db, BookRestoring restoring) : IImportUndo
{
    public async Task<IReadOnlyList<int>> BooksOfAsync(int importId, CancellationToken cancellationToken) => await db.Database.SqlQuery<int>($"""
        SELECT id AS "Value" FROM books WHERE import_id = {importId}
        UNION SELECT book_id FROM copies WHERE import_id = {importId}
        UNION SELECT book_id FROM import_changes WHERE import_id = {importId}
        ORDER BY 1
        """).ToListAsync(cancellationToken);

    public async Task<IReadOnlyCollection<int>> UsedAsync(int importId, IReadOnlyList<int> bookIds, CancellationToken cancellationToken)
    {
        // Whoever lends a copy or places a hold locks the book first.
        await db.Database.ExecuteSqlAsync($"SELECT id FROM books WHERE id = ANY ({bookIds.ToArray()}) ORDER BY id FOR UPDATE", cancellationToken);
        return await db.Books.Where(book => bookIds.Contains(book.Id)
                && (book.Copies.Any(copy => copy.ImportId == importId && db.Transactions.Any(row => row.CopyId == copy.Id))
                    || (book.ImportId == importId && (db.Transactions.Any(row => row.BookId == book.Id) || db.Holds.Any(hold => hold.BookId == book.Id)))))
            .Select(book => book.Id).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<int, JobFault>> TakeBackAsync(int importId, IReadOnlyList<int> bookIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = bookIds.ToArray();
        await db.Database.ExecuteSqlAsync($"DELETE FROM copies WHERE import_id = {importId} AND book_id = ANY ({ids})", cancellationToken);
        await db.Database.ExecuteSqlAsync($"DELETE FROM books WHERE import_id = {importId} AND id = ANY ({ids}) AND NOT EXISTS (SELECT 1 FROM copies WHERE book_id = books.id)", cancellationToken);
        await RestoreRecordsAsync(importId, ids, cancellationToken);
        var changes = await db.ImportChanges.AsNoTracking().Where(change => change.ImportId == importId && ids.Contains(change.BookId)).OrderBy(change => change.BookId).ToListAsync(cancellationToken);
        var kept = await restoring.RestoreAsync([.. changes.Select(change => new ChangedBook(change.BookId, change.Before, change.ChangedAt, change.PreviousAt))], now, cancellationToken);
        var restored = changes.Select(change => change.BookId).Except(kept.Keys).ToList();
        await db.ImportChanges.Where(change => change.ImportId == importId && restored.Contains(change.BookId)).ExecuteDeleteAsync(cancellationToken);
        return kept;
    }

    private async Task RestoreRecordsAsync(int importId, int[] ids, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"""
            UPDATE marc_records AS record SET content = change.content_before, control_number = change.control_number_before
            FROM import_changes AS change JOIN books ON books.id = change.book_id AND books.updated_at = change.changed_at
            WHERE change.import_id = {importId} AND change.book_id = ANY ({ids}) AND record.book_id = change.book_id AND change.content_before IS NOT NULL
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            DELETE FROM marc_records AS record USING import_changes AS change JOIN books ON books.id = change.book_id AND books.updated_at = change.changed_at
            WHERE change.import_id = {importId} AND change.book_id = ANY ({ids}) AND record.book_id = change.book_id AND change.content_before IS NULL
            """, cancellationToken);
    }
}
