using System.Globalization;
using System.Text.Json;
using CsvHelper;
using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Catalog.Marc;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <summary>Writes books from the database, a page at a time.</summary>
internal sealed class CatalogueFiles(LmsDbContext db) : ICatalogueFiles
{
    private const int PageOfBooks = 500;

    private static readonly byte[] LineEnd = [(byte)'\n'];

    private static readonly string[] Columns =
    [
        "title", "subtitle", "author", "isbn", "genre", "subjects", "series", "publisher", "publishedYear", "edition", "language", "pageCount", "description", "materialType",
        "classification", "copies", "barcode",
    ];

    public Task WriteAllAsync(CatalogueFormat format, Stream target, CancellationToken cancellationToken) => format switch
    {
        CatalogueFormat.Marc => WriteMarcAsync(target, cancellationToken),
        CatalogueFormat.Marcxml => WriteMarcXmlAsync(target, cancellationToken),
        CatalogueFormat.Csv => WriteCsvAsync(target, cancellationToken),
        _ => WriteNdjsonAsync(target, cancellationToken),
    };

    public async Task<bool> WriteAsync(int bookId, CatalogueFormat format, Stream target, CancellationToken cancellationToken)
    {
        var book = await db.Books.AsNoTracking().SingleOrDefaultAsync(book => book.Id == bookId, cancellationToken);
        if (book is null)
            return false;
        var record = (await RecordsOfAsync([book], cancellationToken))[0];
        if (format == CatalogueFormat.Marc)
        {
            await target.WriteAsync(Iso2709Writer.Write(record), cancellationToken);
            return true;
        }

        await using var xml = MarcXml.Create(target);
        await MarcXml.WriteAsync(xml, record);
        return true;
    }

    private async Task WriteMarcAsync(Stream target, CancellationToken cancellationToken)
    {
        await foreach (var record in RecordsAsync(cancellationToken))
            await target.WriteAsync(Iso2709Writer.Write(record), cancellationToken);
    }

    private async Task WriteMarcXmlAsync(Stream target, CancellationToken cancellationToken)
    {
        await using var xml = MarcXml.Create(target);
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, "collection", MarcXml.Namespace);
        await foreach (var record in RecordsAsync(cancellationToken))
            await MarcXml.WriteAsync(xml, record);
        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
    }

    private async Task WriteNdjsonAsync(Stream target, CancellationToken cancellationToken)
    {
        await foreach (var (book, copies) in WithCopiesAsync(cancellationToken))
        {
            await JsonSerializer.SerializeAsync(target, BookLine.Of(book, copies), LmsJson.Options, cancellationToken);
            await target.WriteAsync(LineEnd, cancellationToken);
        }
    }

    private async Task WriteCsvAsync(Stream target, CancellationToken cancellationToken)
    {
        await using var rows = CsvWriter.Create(target);
        rows.WriteRecord(Columns);
        await foreach (var (book, copies) in WithCopiesAsync(cancellationToken))
        {
            await rows.WriteRecordAsync(
            [
                book.Title, book.Subtitle ?? "", string.Join("; ", Authors(book)), book.Isbn ?? "", book.Genre ?? "", string.Join("; ", book.Subjects), book.Series ?? "", book.Publisher ?? "",
                Number(book.PublishedYear), book.Edition ?? "", book.Language ?? "", Number(book.PageCount), book.Description ?? "", book.MaterialType, book.Classification ?? "", Number(copies.Count), string.Join(";", copies.Select(copy => copy.Barcode)),
            ], cancellationToken);
        }
    }

    private static IEnumerable<string> Authors(Book book) => book.Contributors.Select(person => person.Role == Contributor.Author ? person.Name : $"{person.Name} ({person.Role})");

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private async IAsyncEnumerable<MarcRecord> RecordsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(cancellationToken))
        {
            foreach (var record in await RecordsOfAsync(page, cancellationToken))
                yield return record;
        }
    }

    private async IAsyncEnumerable<(Book Book, List<Copy> Copies)> WithCopiesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(cancellationToken))
        {
            var copies = await CopiesOfAsync(page, cancellationToken);
            foreach (var book in page)
                yield return (book, [.. copies[book.Id]]);
        }
    }

    private async IAsyncEnumerable<List<Book>> PagesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0; ;)
        {
            var page = await db.Books.AsNoTracking().Where(book => book.Id > after).OrderBy(book => book.Id).Take(PageOfBooks).ToListAsync(cancellationToken);
            if (page is [])
                yield break;
            yield return page;
            after = page[^1].Id;
        }
    }

    /// <summary>The records that books were made of, brought up to what the catalogue says now; and those of the others, with their copies, made of them.</summary>
    private async Task<List<MarcRecord>> RecordsOfAsync(List<Book> books, CancellationToken cancellationToken)
    {
        var ids = books.Select(book => book.Id).ToList();
        var kept = await db.KeptRecords.AsNoTracking().Where(record => ids.Contains(record.BookId)).ToDictionaryAsync(record => record.BookId, record => record.Content, cancellationToken);
        var ours = books.Where(book => !kept.ContainsKey(book.Id)).ToList();
        var copies = await CopiesOfAsync(ours, cancellationToken);
        var branches = ours is [] ? [] : await db.Branches.ToDictionaryAsync(branch => branch.Id, branch => branch.Code, cancellationToken);
        return [.. books.Select(book => kept.TryGetValue(book.Id, out var content)
            ? BookAsMarc.Revise(Iso2709Record.Read(1, content).Record!, book)
            : BookAsMarc.Of(book, copies[book.Id].Select(copy => (copy, branches[copy.HomeBranchId]))))];
    }

    /// <summary>The copies of books, but for withdrawn ones.</summary>
    private async Task<ILookup<int, Copy>> CopiesOfAsync(List<Book> books, CancellationToken cancellationToken)
    {
        var ids = books.Select(book => book.Id).ToList();
        return (await db.Copies.AsNoTracking().Where(copy => ids.Contains(copy.BookId) && copy.Status != CopyStatus.Withdrawn).OrderBy(copy => copy.Id).ToListAsync(cancellationToken)).ToLookup(copy => copy.BookId);
    }

    /// <summary>A line of the JSON form.</summary>
    private sealed record BookLine(
        int Id, string Title, string? Subtitle, string Author, IReadOnlyList<Contributor> Contributors, string? Isbn, string? Genre, IReadOnlyList<string> Subjects, string? Series, string? Publisher,
        int? PublishedYear, string? Edition, string? Language, int? PageCount, string? Description, string MaterialType, int? MinimumAge, string? Classification, IReadOnlyList<CopyLine> Copies,
        DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
    {
        public static BookLine Of(Book book, List<Copy> copies) => new(
            book.Id, book.Title, book.Subtitle, book.Author, book.Contributors, book.Isbn, book.Genre, book.Subjects, book.Series, book.Publisher, book.PublishedYear, book.Edition, book.Language,
            book.PageCount, book.Description, book.MaterialType, book.MinimumAge, book.Classification,
            [.. copies.Select(copy => new CopyLine(copy.Barcode, copy.HomeBranchId, copy.BranchId, copy.ShelfLocation, copy.CallNumber, copy.MaterialType, copy.Status, copy.Price, copy.AcquiredOn))],
            book.CreatedAt, book.UpdatedAt);
    }

    private sealed record CopyLine(string Barcode, int HomeBranchId, int BranchId, string? ShelfLocation, string? CallNumber, string MaterialType, CopyStatus Status, decimal? Price, DateOnly? AcquiredOn);
}
