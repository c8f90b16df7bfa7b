using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using Lms.Domain.Imports;

namespace Lms.Application.Imports;

/// <summary>Reads CSV: separated by commas, semicolons, tabs or bars, with a header, in UTF-8 unless a byte order mark or the media type says otherwise.</summary>
internal sealed class CsvRecordReader : IRecordReader
{
    private static readonly Dictionary<string, Encoding?> Encodings = new()
    {
        ["utf-8"] = null,
        ["us-ascii"] = null,
        ["utf-16"] = Encoding.Unicode,
        ["iso-8859-1"] = Encoding.Latin1,
        ["windows-1252"] = CodePagesEncodingProvider.Instance.GetEncoding(1252),
    };

    public IReadOnlyList<string> MediaTypes { get; } = ["text/csv", "application/csv", "text/tab-separated-values"];

    public IReadOnlyList<string> FileEndings { get; } = [".csv", ".tsv"];

    public IEnumerable<(string Member, string Fault)> FaultsOf(ImportOrder order)
    {
        CsvAssignment.Read(order.Columns, out var fault);
        if (fault is not null)
            yield return ("columns", fault);
        if (CharsetOf(order.MediaType) is { } charset && !Encodings.ContainsKey(charset))
            yield return ("Content-Type", $"The charset is not known; there are {string.Join(", ", Encodings.Keys)}.");
    }

    public async Task<RecordFile> OpenAsync(Stream file, ImportOrder order, CancellationToken cancellationToken)
    {
        var row = new CsvRow(file, EncodingOf(order.MediaType));
        if (!await row.ReadAsync(cancellationToken))
            throw new UnreadableFileException("The file is empty.");
        if (row.Cells[0].StartsWith("PK\u0003\u0004", StringComparison.Ordinal))
            throw new UnreadableFileException("This is a spreadsheet's own file. Save it as CSV (UTF-8) and bring that.");

        var columns = CsvColumns.Read(row.Cells, CsvAssignment.Read(order.Columns, out _));
        return new RecordFile(columns.Describe(), ReadAsync(row, columns, order.Copies, cancellationToken));
    }

    private static async IAsyncEnumerable<CatalogueRecord> ReadAsync(CsvRow row, CsvColumns columns, int copies, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (row)
        {
            for (var number = 1; await row.ReadAsync(cancellationToken);)
            {
                if (!row.IsBlank)
                    yield return CsvRecord.Read(number++, row, columns, copies);
            }
        }
    }

    private static Encoding? EncodingOf(string mediaType) => CharsetOf(mediaType) is { } charset ? Encodings[charset] : null;

    private static string? CharsetOf(string mediaType) =>
        MediaTypeHeaderValue.TryParse(mediaType, out var type) ? type.CharSet?.Trim('"').ToLowerInvariant() : null;
}
