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

    /// <summary>Writes one book as a MARC 21 record: the one that it was made of, with what was changed since, or one that is made of the book.</summary>
    /// <param name="bookId">The book.</param>
    /// <param name="format">One of the forms of MARC 21.</param>
    /// <param name="target">Is left open.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>False where there is no such book; nothing was written then.</returns>
    Task<bool> WriteAsync(int bookId, CatalogueFormat format, Stream target, CancellationToken cancellationToken);
}

/// <summary>What the forms are called.</summary>
public static class CatalogueFormats
{
    /// <summary>The media type of a form.</summary>
    public static string MediaTypeOf(CatalogueFormat format) => format switch
    {
        CatalogueFormat.Marc => "application/marc",
        CatalogueFormat.Marcxml => "application/marcxml+xml",
        CatalogueFormat.Csv => "text/csv",
        _ => "application/x-ndjson",
    };

    /// <summary>How the names of files in a form end.</summary>
    public static string EndingOf(CatalogueFormat format) => format switch
    {
        CatalogueFormat.Marc => ".mrc",
        CatalogueFormat.Marcxml => ".xml",
        CatalogueFormat.Csv => ".csv",
        _ => ".ndjson",
    };

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
