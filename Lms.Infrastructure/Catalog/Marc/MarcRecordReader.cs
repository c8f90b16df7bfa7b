using System.Globalization;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using Lms.Application.Imports;
using Lms.Domain.Imports;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>Takes MARC 21 records in the exchange format into the catalogue.</summary>
internal sealed class MarcRecordReader : IRecordReader
{
    private static readonly Dictionary<string, Encoding?> Encodings = new()
    {
        ["marc-8"] = null,
        ["utf-8"] = null,
        ["iso-8859-1"] = Encoding.Latin1,
        ["windows-1252"] = CodePagesEncodingProvider.Instance.GetEncoding(1252),
        ["windows-1251"] = CodePagesEncodingProvider.Instance.GetEncoding(1251),
        ["windows-1250"] = CodePagesEncodingProvider.Instance.GetEncoding(1250),
    };

    public IReadOnlyList<string> MediaTypes { get; } = [Iso2709.MediaType];

    public IReadOnlyList<string> FileEndings { get; } = [".mrc", ".marc", ".iso2709", ".marc21"];

    public IEnumerable<(string Member, string Fault)> FaultsOf(ImportOrder order) =>
        MarcIntake.FaultsOf(order).Concat(CharsetOf(order.MediaType) is { } charset && !Encodings.ContainsKey(charset) ? [("Content-Type", $"The charset is not known; there are {string.Join(", ", Encodings.Keys)}.")] : []);

    public Task<RecordFile> OpenAsync(Stream file, ImportOrder order, CancellationToken cancellationToken) =>
        Task.FromResult(new RecordFile(null, MarcIntake.ReadAsync(new Iso2709Reader(file, CharsetOf(order.MediaType) is { } charset ? Encodings[charset] : null).ReadAsync(cancellationToken), order, cancellationToken)));

    private static string? CharsetOf(string mediaType) => MediaTypeHeaderValue.TryParse(mediaType, out var type) ? type.CharSet?.Trim('"').ToLowerInvariant() : null;
}

/// <summary>Takes MARCXML records into the catalogue.</summary>
internal sealed class MarcXmlRecordReader : IRecordReader
{
    public IReadOnlyList<string> MediaTypes { get; } = [MarcXml.MediaType, "application/xml", "text/xml"];

    public IReadOnlyList<string> FileEndings { get; } = [".marcxml", ".xml"];

    public IEnumerable<(string Member, string Fault)> FaultsOf(ImportOrder order) => MarcIntake.FaultsOf(order);

    public Task<RecordFile> OpenAsync(Stream file, ImportOrder order, CancellationToken cancellationToken) =>
        Task.FromResult(new RecordFile(null, MarcIntake.ReadAsync(new MarcXmlReader(file).ReadAsync(cancellationToken), order, cancellationToken)));
}

/// <summary>Makes the catalogue's records of MARC 21 records.</summary>
internal static class MarcIntake
{
    public static IEnumerable<(string Member, string Fault)> FaultsOf(ImportOrder order)
    {
        if (order.Columns is not null)
            yield return ("columns", "MARC records have no columns.");
    }

    public static async IAsyncEnumerable<CatalogueRecord> ReadAsync(IAsyncEnumerable<MarcReading> readings, ImportOrder order, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var reading in readings.WithCancellation(cancellationToken))
            yield return Read(reading, order.Copies);
    }

    /// <summary>Makes a record of what was read.</summary>
    /// <param name="reading">The MARC 21 record, or what is wrong with it.</param>
    /// <param name="copies">How many copies to make where it names none.</param>
    public static CatalogueRecord Read(MarcReading reading, int copies)
    {
        if (reading.Record is not { } record)
            return new CatalogueRecord(reading.Number) { Fault = reading.Fault };
        if (MarcDescription.Read(record, out var omitted) is not { } book)
            return new CatalogueRecord(reading.Number) { Fault = string.Create(CultureInfo.InvariantCulture, $"It has no title: field 245 is missing or empty{(record.ControlNumber is { } number ? $" (control number {number})" : "")}.") };

        var holdings = MarcHoldings.Read(record, copies, out var unheld);
        return new CatalogueRecord(reading.Number)
        {
            Book = book,
            SortTitle = MarcDescription.SortTitle(record, book.Title),
            MaterialType = MarcDescription.MaterialType(record),
            Copies = holdings,
            Remarks = [.. reading.Remarks, .. omitted, .. unheld],
            Source = new SourceRecord(record.ControlNumber, reading.Original ?? Iso2709Writer.Write(record)),
        };
    }
}
