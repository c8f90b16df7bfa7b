using Lms.Application.Imports;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Imports;

/// <summary>Asks the catalogue what it has of the records of a batch.</summary>
internal sealed class CatalogueFactsQuery(LmsDbContext db)
{
    public async Task<CatalogueFacts> AskAsync(IReadOnlyList<CatalogueRecord> records, CancellationToken cancellationToken)
    {
        var books = records.Where(record => record.Fault is null).Select(record => record.Book!).ToList();
        var branches = await db.Branches.OrderBy(branch => branch.Id).Select(branch => new { branch.Id, branch.Code, branch.Name }).ToListAsync(cancellationToken);
        var types = await db.MaterialTypes.Select(type => new { type.Code, type.Name }).ToListAsync(cancellationToken);
        return new CatalogueFacts
        {
            BooksByIsbn = await ByIsbnAsync([.. books.Select(book => Book.KeyOf(book.Isbn)).OfType<string>().Distinct()], cancellationToken),
            BooksByTitle = await ByTitleAsync([.. books.Where(book => Book.KeyOf(book.Isbn) is null).Select(book => Book.SortForm(book.Title)).Distinct()], cancellationToken),
            BooksByBarcode = await ByBarcodeAsync([.. records.SelectMany(record => record.Copies).Select(copy => copy.Fields.Barcode).OfType<string>().Distinct()], cancellationToken),
            // Codes count more than names.
            Branches = First(branches.Select(branch => (branch.Code.ToUpperInvariant(), branch.Id)).Concat(branches.Select(branch => (branch.Name.ToUpperInvariant(), branch.Id)))),
            DefaultBranchId = branches is [var first, ..] ? first.Id : null,
            MaterialTypes = First(types.Select(type => (type.Code.ToUpperInvariant(), type.Code)).Concat(types.Select(type => (type.Name.ToUpperInvariant(), type.Code)))),
        };
    }

    private async Task<Dictionary<string, int>> ByIsbnAsync(string[] keys, CancellationToken cancellationToken) => keys is []
        ? []
        : First((await db.Books.Where(book => keys.Contains(book.IsbnKey)).OrderBy(book => book.Id).Select(book => new { book.IsbnKey, book.Id }).ToListAsync(cancellationToken))
            .Select(book => (book.IsbnKey!, book.Id)));

    private async Task<Dictionary<TitleKey, int>> ByTitleAsync(string[] titles, CancellationToken cancellationToken) => titles is []
        ? []
        : First((await db.Books.Where(book => titles.Contains(book.SortTitle)).OrderBy(book => book.Id)
                .Select(book => new { book.Title, book.Author, book.PublishedYear, book.Id }).ToListAsync(cancellationToken))
            .Select(book => (TitleKey.Of(book.Title, book.Author, book.PublishedYear), book.Id)));

    private async Task<Dictionary<string, int>> ByBarcodeAsync(string[] barcodes, CancellationToken cancellationToken) => barcodes is []
        ? []
        : First((await db.Copies.Where(copy => barcodes.Contains(copy.Barcode)).Select(copy => new { copy.Barcode, copy.BookId }).ToListAsync(cancellationToken))
            .Select(copy => (copy.Barcode, copy.BookId)));

    private static Dictionary<TKey, TValue> First<TKey, TValue>(IEnumerable<(TKey Key, TValue Value)> pairs)
        where TKey : notnull
    {
        var first = new Dictionary<TKey, TValue>();
        foreach (var (key, value) in pairs)
            first.TryAdd(key, value);
        return first;
    }
}
