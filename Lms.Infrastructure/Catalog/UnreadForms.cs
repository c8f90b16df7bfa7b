using Lms.Application.Catalog;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Catalog.Marc;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <inheritdoc cref="IUnreadForms"/>
internal sealed class UnreadForms(LmsDbContext db) : IUnreadForms
{
    public Task<bool> AnyAsync(CancellationToken cancellationToken) => db.KeptRecords.AnyAsync(record => !record.FormsRead, cancellationToken);

    public async Task<IReadOnlyList<(Book Book, BookFields? Record)>> TakeAsync(int most, CancellationToken cancellationToken)
    {
        var ids = await db.Database.SqlQuery<int>($"""
            SELECT book.id AS "Value" FROM books AS book JOIN marc_records AS record ON record.book_id = book.id
            WHERE NOT record.forms_read ORDER BY book.id LIMIT {most} FOR UPDATE OF book SKIP LOCKED
            """).ToListAsync(cancellationToken);
        var books = await db.Books.Where(book => ids.Contains(book.Id)).OrderBy(book => book.Id).ToListAsync(cancellationToken);
        // Whoever was at them before may have read them.
        var records = await db.KeptRecords.AsNoTracking().Where(record => ids.Contains(record.BookId) && !record.FormsRead).ToDictionaryAsync(record => record.BookId, cancellationToken);
        await db.KeptRecords.Where(record => ids.Contains(record.BookId)).ExecuteUpdateAsync(set => set.SetProperty(record => record.FormsRead, true), cancellationToken);
        return [.. books.Where(book => records.ContainsKey(book.Id)).Select(book => (book, Read(records[book.Id].Content)))];
    }

    private static BookFields? Read(byte[] content) => Iso2709Record.Read(1, content).Record is { } record ? MarcDescription.Read(record, out _) : null;
}
