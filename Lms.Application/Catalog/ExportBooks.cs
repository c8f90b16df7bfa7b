using System.Globalization;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>The forms in which the catalogue is given out.</summary>
public enum CatalogueFormat
{
    /// <summary>MARC 21 in the exchange format (ISO 2709), in Unicode.</summary>
    Marc,

    /// <summary>MARC 21 as XML.</summary>
    Marcxml,

    /// <summary>Comma-separated values, with the columns that an import recognises.</summary>
    Csv,

    /// <summary>JSON, one book a line.</summary>
    Ndjson,

    /// <summary>BibTeX entries.</summary>
    Bibtex,

    /// <summary>RIS references.</summary>
    Ris,

    /// <summary>Items of the Citation Style Language (CSL-JSON).</summary>
    Csl,

    /// <summary>Linked data in the words of schema.org (JSON-LD).</summary>
    Jsonld,
}

/// <summary>Gives the whole catalogue out.</summary>
/// <param name="Format">In which form.</param>
public sealed record ExportBooks(CatalogueFormat Format) : IRequest<CatalogueExport>;

/// <summary>What a catalogue that is given out looks like to a client.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="FileName">A name for the file.</param>
/// <param name="WriteAsync">Writes it, a page of books at a time, and leaves the target open.</param>
public sealed record CatalogueExport(string MediaType, string FileName, Func<Stream, CancellationToken, Task> WriteAsync);

/// <summary>Writes the catalogue's books as files have them.</summary>
public interface ICatalogueFiles
{
    /// <summary>Writes all books, in the order in which they were catalogued. Memory does not grow with their number.</summary>
    Task WriteAllAsync(CatalogueFormat format, Stream target, CancellationToken cancellationToken);

    /// <summary>Writes a part of a file. The parts together are what is written at once where there is but one.</summary>
    /// <param name="part">Which part.</param>
    /// <param name="bookIds">The books; those that are not there are left out.</param>
    /// <param name="target">Is empty, and is left open.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>How many books were written.</returns>
    Task<int> WritePartAsync(FilePart part, IReadOnlyList<int> bookIds, MemoryStream target, CancellationToken cancellationToken);

    /// <summary>Writes one book. As a MARC 21 record it is the one that it was made of, with what was changed since, or one that is made of the book.</summary>
    /// <param name="bookId">The book.</param>
    /// <param name="format">The form.</param>
    /// <param name="target">Is left open.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>False where there is no such book; nothing was written then.</returns>
    Task<bool> WriteAsync(int bookId, CatalogueFormat format, Stream target, CancellationToken cancellationToken);
}

/// <summary>A part of a file of books.</summary>
/// <param name="Format">The file's form.</param>
/// <param name="IsFirst">Whether nothing was written before it.</param>
/// <param name="IsLast">Whether nothing is written behind it.</param>
/// <param name="BooksBefore">How many books were written before it.</param>
public sealed record FilePart(CatalogueFormat Format, bool IsFirst, bool IsLast, int BooksBefore);

/// <summary>What the forms are called.</summary>
public static class CatalogueFormats
{
    private static readonly (CatalogueFormat Format, string MediaType, string Ending)[] Known =
    [
        (CatalogueFormat.Marc, "application/marc", ".mrc"),
        (CatalogueFormat.Marcxml, "application/marcxml+xml", ".xml"),
        (CatalogueFormat.Csv, "text/csv", ".csv"),
        (CatalogueFormat.Ndjson, "application/x-ndjson", ".ndjson"),
        (CatalogueFormat.Bibtex, "application/x-bibtex", ".bib"),
        (CatalogueFormat.Ris, "application/x-research-info-systems", ".ris"),
        (CatalogueFormat.Csl, "application/vnd.citationstyles.csl+json", ".json"),
        (CatalogueFormat.Jsonld, "application/ld+json", ".jsonld"),
    ];

    /// <summary>The media types of all forms.</summary>
    public static IEnumerable<string> MediaTypes => Known.Select(known => known.MediaType);

    /// <summary>The media type of a form.</summary>
    public static string MediaTypeOf(CatalogueFormat format) => Known.Single(known => known.Format == format).MediaType;

    /// <summary>How the names of files in a form end.</summary>
    public static string EndingOf(CatalogueFormat format) => Known.Single(known => known.Format == format).Ending;

    /// <summary>The form with a media type; null where none has it.</summary>
    public static CatalogueFormat? WithMediaType(string mediaType) =>
        Known.Where(known => known.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase)).Select(known => (CatalogueFormat?)known.Format).FirstOrDefault();

    /// <summary>The form of a file with such a name; null where its ending says nothing.</summary>
    public static CatalogueFormat? Of(string fileName) => Enum.GetValues<CatalogueFormat>().Where(format => fileName.EndsWith(EndingOf(format), StringComparison.OrdinalIgnoreCase)).Select(format => (CatalogueFormat?)format).FirstOrDefault();
}

internal sealed class ExportBooksHandler(ICatalogueFiles files, TimeProvider time) : IRequestHandler<ExportBooks, CatalogueExport>
{
    public Task<CatalogueExport> Handle(ExportBooks query, CancellationToken cancellationToken) => Task.FromResult(new CatalogueExport(
        CatalogueFormats.MediaTypeOf(query.Format),
        string.Create(CultureInfo.InvariantCulture, $"books-{time.GetUtcNow():yyyyMMdd}{CatalogueFormats.EndingOf(query.Format)}"),
        (target, token) => files.WriteAllAsync(query.Format, target, token)));
}
