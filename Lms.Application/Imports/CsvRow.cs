using System.Text;
using CsvHelper;

namespace Lms.Application.Imports;

/// <summary>The row of a CSV file that is being read.</summary>
internal sealed class CsvRow : IDisposable
{
    /// <summary>Beyond this many bytes a row can only be a quotation mark that was never closed.</summary>
    public const int MaxBytes = 4 << 20;

    private readonly CsvReader _reader;

    public CsvRow(Stream file, Encoding? encoding) => _reader = CsvReader.Create(file, new CsvReaderOptions
    {
        HasHeader = false,
        Encoding = encoding,
        TrackLineNumbers = true,
        MaxRecordSize = MaxBytes,
        OnMalformedRecord = malformed => IsBroken |= malformed.Reason is CsvMalformedReason.UnterminatedQuote or CsvMalformedReason.TextAfterClosingQuote,
    });

    /// <summary>How many fields it has.</summary>
    public int Count => _reader.FieldCount;

    /// <summary>All fields.</summary>
    public IReadOnlyList<string> Cells => [.. Enumerable.Range(0, Count).Select(place => this[place])];

    /// <summary>Whether nothing stands in it.</summary>
    public bool IsBlank => string.IsNullOrWhiteSpace(this[0]) && Cells.All(string.IsNullOrWhiteSpace);

    /// <summary>Whether a quotation mark opens a field that is not closed, or not where it ends.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Where it stands in the file, for people.</summary>
    public string Lines
    {
        get
        {
            var (first, more) = (_reader.LineNumber, _reader.RawRecord.Count((byte)'\n'));
            return more == 0 ? $"line {first}" : $"lines {first} to {first + more}";
        }
    }

    /// <summary>One field.</summary>
    public string this[int place] => _reader.GetString(place);

    /// <summary>Goes on to the next row.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="UnreadableFileException">The row is longer than <see cref="MaxBytes"/>.</exception>
    public async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        IsBroken = false;
        try
        {
            return await _reader.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException fault)
        {
            throw new UnreadableFileException(
                $"From line {fault.LineNumber} on, a record is longer than {MaxBytes >> 20} MiB: most likely a quotation mark is not closed. What stood before it was taken in.");
        }
    }

    public void Dispose() => _reader.Dispose();
}
