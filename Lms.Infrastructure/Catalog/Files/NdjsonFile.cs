using System.Text.Json;
using Lms.Application.Common;
using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog.Files;

/// <summary>JSON, a book a line, with its copies.</summary>
internal sealed class NdjsonFile(Stream target) : BookFile
{
    private static readonly byte[] LineEnd = [(byte)'\n'];

    public override bool HasCopies => true;

    public override async Task AddAsync(OutgoingBook book, CancellationToken cancellationToken)
    {
        await JsonSerializer.SerializeAsync(target, BookLine.Of(book.Book, book.Copies), LmsJson.Options, cancellationToken);
        await target.WriteAsync(LineEnd, cancellationToken);
    }

    private sealed record BookLine(
        int Id, string Title, string? Subtitle, IReadOnlyList<OtherTitle> OtherTitles, string Author, IReadOnlyList<Contributor> Contributors, string? Isbn, string? Genre, IReadOnlyList<string> Subjects, string? Series, string? Publisher,
        int? PublishedYear, string? Edition, string? Language, IReadOnlyList<string> OtherLanguages, string? OriginalLanguage, int? PageCount, string? Description, string MaterialType, int? MinimumAge, string? Classification, IReadOnlyList<CopyLine> Copies,
        DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
    {
        public static BookLine Of(Book book, IReadOnlyList<Copy> copies) => new(
            book.Id, book.Title, book.Subtitle, book.OtherTitles, book.Author, book.Contributors, book.Isbn, book.Genre, book.Subjects, book.Series, book.Publisher, book.PublishedYear, book.Edition, book.Language,
            book.OtherLanguages, book.OriginalLanguage, book.PageCount, book.Description, book.MaterialType, book.MinimumAge, book.Classification,
            [.. copies.Select(copy => new CopyLine(copy.Barcode, copy.HomeBranchId, copy.BranchId, copy.ShelfLocation, copy.CallNumber, copy.MaterialType, copy.Status, copy.Price, copy.AcquiredOn))],
            book.CreatedAt, book.UpdatedAt);
    }

    private sealed record CopyLine(string Barcode, int HomeBranchId, int BranchId, string? ShelfLocation, string? CallNumber, string MaterialType, CopyStatus Status, decimal? Price, DateOnly? AcquiredOn);
}
