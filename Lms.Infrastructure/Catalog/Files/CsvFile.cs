using System.Globalization;
using CsvHelper;
using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog.Files;

/// <summary>Comma-separated values (RFC 4180), a book a row, with the columns that an import recognises.</summary>
internal sealed class CsvFile(Stream target) : BookFile
{
    private static readonly string[] Columns =
    [
        "title", "subtitle", "originalTitle", "otherTitles", "author", "isbn", "genre", "subjects", "series", "publisher", "publishedYear", "edition", "language", "originalLanguage", "pageCount", "description", "materialType",
        "classification", "copies", "barcode",
    ];

    private readonly CsvWriter _rows = CsvWriter.Create(target, leaveOpen: true);

    public override bool HasCopies => true;

    public override Task BeginAsync(CancellationToken cancellationToken)
    {
        _rows.WriteRecord(Columns);
        return Task.CompletedTask;
    }

    public override async Task AddAsync(OutgoingBook book, CancellationToken cancellationToken)
    {
        var (said, copies) = (book.Book, book.Copies);
        await _rows.WriteRecordAsync(
        [
            said.Title, said.Subtitle ?? "", OriginalTitle(said) ?? "", OtherTitles(said), string.Join("; ", Authors(said)), said.Isbn ?? "", said.Genre ?? "", string.Join("; ", said.Subjects), said.Series ?? "", said.Publisher ?? "",
            Number(said.PublishedYear), said.Edition ?? "", string.Join("; ", Languages(said)), said.OriginalLanguage ?? "", Number(said.PageCount), said.Description ?? "", said.MaterialType, said.Classification ?? "", Number(copies.Count),
            string.Join(";", copies.Select(copy => copy.Barcode)),
        ], cancellationToken);
    }

    public override async ValueTask DisposeAsync()
    {
        await _rows.DisposeAsync();
        await base.DisposeAsync();
    }

    private static string? OriginalTitle(Book book) => book.OtherTitles.Where(title => title.Kind == TitleKind.Uniform).Select(title => title.Title).FirstOrDefault();

    /// <summary>A bar ends each title, where one has a semicolon that is none between two titles.</summary>
    private static string OtherTitles(Book book)
    {
        var original = OriginalTitle(book);
        var titles = book.OtherTitles.Where(title => title.Kind != TitleKind.Uniform || title.Title != original).Select(title => title.Title).ToList();
        return titles.Exists(title => title.Contains(';', StringComparison.Ordinal)) ? string.Concat(titles.Select(title => title + "|")) : string.Join("; ", titles);
    }

    private static IEnumerable<string> Languages(Book book) => book.Language is { } language ? book.OtherLanguages.Prepend(language) : book.OtherLanguages;

    private static IEnumerable<string> Authors(Book book) => book.Contributors.Select(person => person.Role == Contributor.Author ? person.Name : $"{person.Name} ({person.Role})");

    private static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
