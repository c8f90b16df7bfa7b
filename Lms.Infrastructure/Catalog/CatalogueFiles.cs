using System.Runtime.CompilerServices;
using Lms.Application.Catalog;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Catalog.Citations;
using Lms.Infrastructure.Catalog.Files;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Catalog;

/// <summary>Writes books from the database, a page at a time.</summary>
internal sealed class CatalogueFiles(LmsDbContext db) : ICatalogueFiles
{
    private const int PageOfBooks = 500;

    public async Task WriteAllAsync(CatalogueFormat format, Stream target, CancellationToken cancellationToken)
    {
        await using var file = Open(format, target, alone: false);
        await file.BeginAsync(cancellationToken);
        await foreach (var book in BooksAsync(file, cancellationToken))
            await file.AddAsync(book, cancellationToken);
        await file.EndAsync(cancellationToken);
    }

    public async Task<int> WritePartAsync(FilePart part, IReadOnlyList<int> bookIds, MemoryStream target, CancellationToken cancellationToken)
    {
        var page = await db.Books.AsNoTracking().Where(book => bookIds.Contains(book.Id)).OrderBy(book => book.Id).ToListAsync(cancellationToken);
        if (page is [] && !part.IsLast)
            return 0;

        await using var file = Open(part.Format, target, alone: false);
        if (part.IsFirst)
            await file.BeginAsync(cancellationToken);
        else
            await file.GoOnAsync(part.BooksBefore, cancellationToken);
        await foreach (var book in CompleteAsync(page, file, cancellationToken))
            await file.AddAsync(book, cancellationToken);
        if (part.IsLast)
            await file.EndAsync(cancellationToken);
        return page.Count;
    }

    public async Task<bool> WriteAsync(int bookId, CatalogueFormat format, Stream target, CancellationToken cancellationToken)
    {
        await using var file = Open(format, target, alone: true);
        var book = await db.Books.AsNoTracking().Where(book => book.Id == bookId).ToListAsync(cancellationToken);
        if (book is [])
            return false;
        await file.BeginAsync(cancellationToken);
        await foreach (var outgoing in CompleteAsync(book, file, cancellationToken))
            await file.AddAsync(outgoing, cancellationToken);
        await file.EndAsync(cancellationToken);
        return true;
    }

    private static BookFile Open(CatalogueFormat format, Stream target, bool alone) => format switch
    {
        CatalogueFormat.Marc => new MarcFile(target),
        CatalogueFormat.Marcxml => new MarcXmlFile(target, alone),
        CatalogueFormat.Csv => new CsvFile(target),
        CatalogueFormat.Ndjson => new NdjsonFile(target),
        CatalogueFormat.Bibtex => new BibtexFile(target),
        CatalogueFormat.Ris => new RisFile(target),
        CatalogueFormat.Csl => new CslFile(target),
        CatalogueFormat.Jsonld => new JsonLdFile(target, alone),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    private async IAsyncEnumerable<OutgoingBook> BooksAsync(BookFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0; ;)
        {
            var page = await db.Books.AsNoTracking().Where(book => book.Id > after).OrderBy(book => book.Id).Take(PageOfBooks).ToListAsync(cancellationToken);
            if (page is [])
                yield break;
            await foreach (var book in CompleteAsync(page, file, cancellationToken))
                yield return book;
            after = page[^1].Id;
        }
    }

    /// <summary>Adds what the file says beside the books themselves.</summary>
    /// <param name="page">In the order of their ids.</param>
    /// <param name="file">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private async IAsyncEnumerable<OutgoingBook> CompleteAsync(List<Book> page, BookFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ids = page.Select(book => book.Id).ToList();
        var kept = file.HasRecords
            ? await db.KeptRecords.AsNoTracking().Where(record => ids.Contains(record.BookId)).ToDictionaryAsync(record => record.BookId, record => record.Content, cancellationToken)
            : [];
        var copies = (file.HasCopies
            ? await db.Copies.AsNoTracking().Where(copy => ids.Contains(copy.BookId) && copy.Status != CopyStatus.Withdrawn).OrderBy(copy => copy.Id).ToListAsync(cancellationToken)
            : []).ToLookup(copy => copy.BookId);
        var branches = copies.Count > 0 ? await db.Branches.ToDictionaryAsync(branch => branch.Id, branch => branch.Code, cancellationToken) : [];
        foreach (var book in page)
            yield return new OutgoingBook(book, [.. copies[book.Id]], branches, kept.GetValueOrDefault(book.Id));
    }
}
