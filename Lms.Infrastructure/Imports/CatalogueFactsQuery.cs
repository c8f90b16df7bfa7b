using System.Security.Cryptography;
using System.Text;
using Lms.Application.Imports;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Imports;

/// <summary>
/// Asks the catalogue what it has of the records of a batch. Each key is looked up in its index by itself: as one set, a thousand keys that a library which has just begun
/// has no statistics of count as most of its books, and PostgreSQL would read all of them for every batch.
/// </summary>
internal sealed class CatalogueFactsQuery(LmsDbContext db)
{
    /// <summary>Asks.</summary>
    /// <param name="records">The batch.</param>
    /// <param name="previewedFile">The file of a dry run, whose earlier records count as if they were in the catalogue; null where records are taken in.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<CatalogueFacts> AskAsync(IReadOnlyList<CatalogueRecord> records, int? previewedFile, CancellationToken cancellationToken)
    {
        var readable = records.Where(record => record.Fault is null).ToList();
        var unnumbered = readable.Where(record => Book.KeyOf(record.Book!.Isbn) is null).ToList();
        string[] numbers = [.. readable.Select(record => record.Source?.ControlNumber).OfType<string>().Distinct()];
        string[] isbns = [.. readable.Select(record => Book.KeyOf(record.Book!.Isbn)).OfType<string>().Distinct()];
        string[] barcodes = [.. records.SelectMany(record => record.Copies).Select(copy => copy.Fields.Barcode).OfType<string>().Distinct()];
        TitleKey[] titles = [.. unnumbered.Select(record => TitleKey.Of(record.Book!.Title, record.Book.Author, record.Book.PublishedYear)).Distinct()];
        var previews = previewedFile is { } fileId
            ? await PreviewsAsync(fileId, [.. numbers.Select(CatalogueFacts.ControlNumberKey), .. isbns.Select(CatalogueFacts.IsbnKey), .. barcodes.Select(CatalogueFacts.BarcodeKey), .. titles.Select(CatalogueFacts.TitleKey)], cancellationToken)
            : [];
        var branches = await db.Branches.OrderBy(branch => branch.Id).Select(branch => new { branch.Id, branch.Code, branch.Name }).ToListAsync(cancellationToken);
        var types = await db.MaterialTypes.Select(type => new { type.Code, type.Name }).ToListAsync(cancellationToken);
        return new CatalogueFacts
        {
            BooksByControlNumber = With(previews, await ByControlNumberAsync(numbers, cancellationToken), numbers, CatalogueFacts.ControlNumberKey),
            BooksByMergedNumber = await ByMergedNumberAsync(numbers, cancellationToken),
            BooksByIsbn = With(previews, await ByIsbnAsync(isbns, cancellationToken), isbns, CatalogueFacts.IsbnKey),
            BooksByTitle = With(previews, await ByTitleAsync([.. unnumbered.SelectMany(SortForms).Distinct()], cancellationToken), titles, CatalogueFacts.TitleKey),
            BooksByBarcode = With(previews, await ByBarcodeAsync(barcodes, cancellationToken), barcodes, CatalogueFacts.BarcodeKey),
            // Codes count more than names.
            Branches = First(branches.Select(branch => (branch.Code.ToUpperInvariant(), branch.Id)).Concat(branches.Select(branch => (branch.Name.ToUpperInvariant(), branch.Id)))),
            DefaultBranchId = branches is [var first, ..] ? first.Id : null,
            MaterialTypes = First(types.Select(type => (type.Code.ToUpperInvariant(), type.Code)).Concat(types.Select(type => (type.Name.ToUpperInvariant(), type.Code)))),
        };
    }

    /// <summary>How the title may be sorted: as the record says, or by its own words, or without what may be an article of whatever language.</summary>
    private static IEnumerable<string> SortForms(CatalogueRecord record)
    {
        var title = record.Book!.Title.Trim();
        yield return Book.SortForm(title);
        if (record.SortTitle is { } stated)
            yield return stated;
        if (title.AsSpan().IndexOfAny(' ', '\'', '’') is var end and >= 0 && end + 1 < title.Length)
            yield return Book.SortForm(title, end + 1);
    }

    /// <summary>What the hash of a key is that a dry run remembers.</summary>
    public static byte[] HashOf(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private async Task<Dictionary<string, int>> PreviewsAsync(int fileId, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var byHash = keys.ToDictionary(HashOf, key => key, HashComparer.Instance);
        var hashes = byHash.Keys.ToArray();
        return (await db.ImportPreviews.Where(preview => preview.FileId == fileId && hashes.Contains(preview.Key)).Select(preview => new { preview.Key, preview.Owner }).ToListAsync(cancellationToken))
            .ToDictionary(preview => byHash[preview.Key], preview => preview.Owner, StringComparer.Ordinal);
    }

    private static Dictionary<TKey, int> With<TKey>(Dictionary<string, int> previews, Dictionary<TKey, int> books, IEnumerable<TKey> keys, Func<TKey, string> nameOf)
        where TKey : notnull
    {
        foreach (var key in previews.Count == 0 ? [] : keys)
        {
            if (previews.TryGetValue(nameOf(key), out var owner))
                books.TryAdd(key, owner);
        }

        return books;
    }

    private Task<Dictionary<string, int>> ByControlNumberAsync(string[] numbers, CancellationToken cancellationToken) => FindAsync(numbers, $"""
        SELECT found.book_id, found.control_number AS key FROM unnest({numbers}) AS asked (key)
        CROSS JOIN LATERAL (SELECT book_id, control_number FROM marc_records WHERE control_number = asked.key OFFSET 0) AS found
        """, cancellationToken);

    private Task<Dictionary<string, int>> ByMergedNumberAsync(string[] numbers, CancellationToken cancellationToken) => FindAsync(numbers, $"""
        SELECT found.book_id, found.control_number AS key FROM unnest({numbers}) AS asked (key)
        CROSS JOIN LATERAL (
            SELECT merged.into_id AS book_id, record.control_number FROM merged_records AS record JOIN merged_books AS merged ON merged.id = record.merged_id
            WHERE record.control_number = asked.key OFFSET 0) AS found
        """, cancellationToken);

    private Task<Dictionary<string, int>> ByIsbnAsync(string[] keys, CancellationToken cancellationToken) => FindAsync(keys, $"""
        SELECT found.id AS book_id, found.isbn_key AS key FROM unnest({keys}) AS asked (key)
        CROSS JOIN LATERAL (SELECT id, isbn_key FROM books WHERE isbn_key = asked.key OFFSET 0) AS found
        """, cancellationToken);

    private async Task<Dictionary<string, int>> FindAsync(string[] keys, FormattableString books, CancellationToken cancellationToken) => keys is []
        ? []
        : First((await db.Database.SqlQuery<Found>(books).ToListAsync(cancellationToken)).OrderBy(found => found.BookId).Select(found => (found.Key, found.BookId)));

    private async Task<Dictionary<TitleKey, int>> ByTitleAsync(string[] titles, CancellationToken cancellationToken) => titles is []
        ? []
        : First((await db.Database.SqlQuery<Titled>($"""
            SELECT found.id AS book_id, found.title, found.author, found.published_year FROM unnest({titles}) AS asked (title)
            CROSS JOIN LATERAL (SELECT id, title, author, published_year FROM books WHERE sort_title = asked.title OFFSET 0) AS found
            """).ToListAsync(cancellationToken)).OrderBy(found => found.BookId).Select(found => (TitleKey.Of(found.Title, found.Author, found.PublishedYear), found.BookId)));

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

    private sealed record Found(string Key, int BookId);

    private sealed record Titled(string Title, string Author, int? PublishedYear, int BookId);

    private sealed class HashComparer : IEqualityComparer<byte[]>
    {
        public static readonly HashComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => BitConverter.ToInt32(obj);
    }
}
