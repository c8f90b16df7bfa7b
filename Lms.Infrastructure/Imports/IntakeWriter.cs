using System.Text.Json;
using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Application.Imports;
using Lms.Domain.Catalog;
using Lms.Domain.Imports;
using Lms.Infrastructure.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Lms.Infrastructure.Imports;

/// <summary>Writes what becomes of a batch: new rows by COPY, changes of books through the model.</summary>
internal sealed class IntakeWriter(LmsDbContext db, IRunningNumbers numbers)
{
    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    /// <summary>Writes all of it into the transaction that is open; the changes of books are left to be saved.</summary>
    /// <exception cref="DbUpdateConcurrencyException">A book of the catalogue that it is about went meanwhile, or became part of another.</exception>
    public async Task WriteAsync(int importId, Intake intake, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await HoldAsync([.. intake.ExistingBooks.Select(book => book.Id!.Value)], cancellationToken);
        var ids = await IdsAsync(intake.NewBooks.Count, cancellationToken);
        await WriteBooksAsync(importId, intake.NewBooks, ids, cancellationToken);
        await WriteRecordsAsync([.. intake.NewBooks.Zip(ids).Where(entry => entry.First.Source is not null).Select(entry => (entry.Second, entry.First.Source!))], cancellationToken);
        await ChangeBooksAsync(importId, [.. intake.ExistingBooks.Where(book => book.IsChanged)], now, cancellationToken);
        var copies = intake.NewBooks.Zip(ids, (book, id) => (Book: book, Id: id)).Concat(intake.ExistingBooks.Select(book => (Book: book, Id: book.Id!.Value)));
        await WriteCopiesAsync(importId, [.. copies.SelectMany(entry => entry.Book.Copies.Select(copy => (entry.Id, entry.Book.New?.Classification, copy)))], cancellationToken);
        await WriteErrorsAsync(importId, intake.Errors, cancellationToken);
    }

    /// <summary>Writes what a dry run is to remember of a batch, and its errors.</summary>
    public async Task PreviewAsync(int importId, int fileId, Intake intake, CancellationToken cancellationToken)
    {
        var keys = intake.Keys.Select(key => (Hash: CatalogueFactsQuery.HashOf(key.Key), key.Owner)).ToList();
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO import_previews (file_id, key, owner)
            SELECT {fileId}, key, owner FROM unnest({keys.Select(key => key.Hash).ToArray()}, {keys.Select(key => key.Owner).ToArray()}) AS made (key, owner)
            ON CONFLICT DO NOTHING
            """, cancellationToken);
        await WriteErrorsAsync(importId, intake.Errors, cancellationToken);
    }

    /// <summary>A book is locked before it is described anew or gets a copy: a merge would take along only what it sees.</summary>
    private async Task HoldAsync(int[] bookIds, CancellationToken cancellationToken)
    {
        if (bookIds is [])
            return;
        db.LockWithNextQuery(RowLock.Books(bookIds));
        if (await db.Books.CountAsync(book => bookIds.Contains(book.Id), cancellationToken) < bookIds.Length)
            throw new DbUpdateConcurrencyException("A book went meanwhile.");
    }

    private async Task<IReadOnlyList<int>> IdsAsync(int count, CancellationToken cancellationToken) => count == 0
        ? []
        : await db.Database.SqlQuery<int>($"SELECT nextval(pg_get_serial_sequence('books', 'id'))::int AS \"Value\" FROM generate_series(1, {count})").ToListAsync(cancellationToken);

    private async Task ChangeBooksAsync(int importId, IReadOnlyList<IntakeBook> changed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (changed is [])
            return;
        var ids = changed.Select(book => book.Id!.Value).ToList();
        var books = await db.Books.Where(book => ids.Contains(book.Id)).ToDictionaryAsync(book => book.Id, cancellationToken);
        var kept = await db.KeptRecords.Where(record => ids.Contains(record.BookId)).ToDictionaryAsync(record => record.BookId, cancellationToken);
        foreach (var change in changed)
        {
            var book = books[change.Id!.Value];
            if (book.ImportId != importId)
                await RememberAsync(importId, book, kept.GetValueOrDefault(book.Id), now, cancellationToken);
            change.ApplyTo(book, now);
            if (change.Source is { } source)
                await KeepAsync(book.Id, source, cancellationToken);
        }
    }

    /// <summary>Remembers what a book was before this import came upon it first.</summary>
    private async Task RememberAsync(int importId, Book book, KeptRecord? kept, DateTimeOffset now, CancellationToken cancellationToken) => await db.Database.ExecuteSqlAsync($"""
        INSERT INTO import_changes (import_id, book_id, before, content_before, control_number_before, changed_at, previous_at)
        VALUES ({importId}, {book.Id}, {JsonSerializer.Serialize(BookBefore.Of(book), LmsJson.Options)}::jsonb, {kept?.Content}, {kept?.ControlNumber}, {now}, {book.UpdatedAt})
        ON CONFLICT (import_id, book_id) DO UPDATE SET changed_at = excluded.changed_at
        """, cancellationToken);

    private async Task KeepAsync(int bookId, SourceRecord source, CancellationToken cancellationToken) => await db.Database.ExecuteSqlAsync($"""
        INSERT INTO marc_records (book_id, control_number, content, forms_read) VALUES ({bookId}, {NumberOf(source)}, {source.Content}, true)
        ON CONFLICT (book_id) DO UPDATE SET control_number = excluded.control_number, content = excluded.content, forms_read = true
        """, cancellationToken);

    private async Task WriteRecordsAsync(IReadOnlyList<(int BookId, SourceRecord Source)> records, CancellationToken cancellationToken)
    {
        if (records is [])
            return;
        await using var rows = await Connection.BeginBinaryImportAsync("COPY marc_records (book_id, control_number, content, forms_read) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var (bookId, source) in records)
            await rows.WriteRowAsync(cancellationToken, bookId, NumberOf(source), source.Content, true);
        await rows.CompleteAsync(cancellationToken);
    }

    private static string? NumberOf(SourceRecord source) => source.ControlNumber is { Length: <= SourceRecord.MaxControlNumber } number ? number : null;

    private async Task WriteBooksAsync(int importId, IReadOnlyList<IntakeBook> books, IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        if (books is [])
            return;
        await using var rows = await Connection.BeginBinaryImportAsync("""
            COPY books (id, title, sort_title, subtitle, author, isbn, isbn_key, shares_isbn, genre, subjects, series, publisher, published_year, edition, language,
                page_count, description, material_type, classification, created_at, updated_at, import_id, work_key, other_languages, original_language, contributors, other_titles) FROM STDIN (FORMAT BINARY)
            """, cancellationToken);
        foreach (var (index, entry) in books.Index())
        {
            var book = entry.New!;
            await rows.WriteRowAsync(cancellationToken, ids[index], book.Title, book.SortTitle, book.Subtitle, book.Author, book.Isbn, book.IsbnKey, book.SharesIsbn, book.Genre,
                book.Subjects.ToArray(), book.Series, book.Publisher, book.PublishedYear, book.Edition, book.Language, book.PageCount, book.Description, book.MaterialType,
                book.Classification, book.CreatedAt, book.UpdatedAt, importId, book.WorkKey, book.OtherLanguages.ToArray(), book.OriginalLanguage);
            await rows.WriteAsync(JsonSerializer.Serialize(book.Contributors), NpgsqlDbType.Jsonb, cancellationToken);
            await rows.WriteAsync(JsonSerializer.Serialize(book.OtherTitles, LmsJson.Options), NpgsqlDbType.Jsonb, cancellationToken);
        }

        await rows.CompleteAsync(cancellationToken);
    }

    private async Task WriteCopiesAsync(int importId, IReadOnlyList<(int BookId, string? Classification, IntakeCopy Copy)> copies, CancellationToken cancellationToken)
    {
        if (copies is [])
            return;
        var unnamed = copies.Count(entry => entry.Copy.Fields.Barcode is null);
        var barcodes = new Queue<long>(unnamed == 0 ? [] : await numbers.NextCopiesAsync(unnamed, cancellationToken));
        await using var rows = await Connection.BeginBinaryImportAsync("""
            COPY copies (book_id, barcode, branch_id, home_branch_id, shelf_location, call_number, material_type, status, price, acquired_on, note, import_id, shelf_key) FROM STDIN (FORMAT BINARY)
            """, cancellationToken);
        foreach (var (bookId, classification, stated) in copies)
        {
            var copy = stated.Acquire(bookId, stated.Fields.Barcode ?? Barcode.ForCopy(barcodes.Dequeue()), classification);
            await rows.WriteRowAsync(cancellationToken, copy.BookId, copy.Barcode, copy.BranchId, copy.HomeBranchId, copy.ShelfLocation, copy.CallNumber, copy.MaterialType,
                WordOf(copy.Status), copy.Price, copy.AcquiredOn, copy.Note, importId, copy.ShelfKey);
        }

        await rows.CompleteAsync(cancellationToken);
    }

    private async Task WriteErrorsAsync(int importId, IReadOnlyList<(int Record, ImportErrorKind Kind, string Reason)> errors, CancellationToken cancellationToken)
    {
        if (errors is [])
            return;
        await using var rows = await Connection.BeginBinaryImportAsync("COPY import_errors (import_id, record, kind, reason) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var error in errors.Select(error => ImportError.Of(importId, error.Record, error.Kind, error.Reason)))
            await rows.WriteRowAsync(cancellationToken, error.ImportId, error.Record, WordOf(error.Kind), error.Reason);
        await rows.CompleteAsync(cancellationToken);
    }

    private static string WordOf<T>(T value)
        where T : struct, Enum => EnumWord<T>.WordOf(value);
}
