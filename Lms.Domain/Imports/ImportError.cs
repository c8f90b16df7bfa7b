namespace Lms.Domain.Imports;

/// <summary>A record of an import that was not taken in, and why.</summary>
public sealed class ImportError
{
    private ImportError()
    {
    }

    /// <summary>The import.</summary>
    public int ImportId { get; private init; }

    /// <summary>Which record of the file: 1 is the first.</summary>
    public int Record { get; private init; }

    /// <summary>What is wrong with it.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>Names a record that was not taken in.</summary>
    public static ImportError Of(int importId, int record, string reason) => new()
    {
        ImportId = importId,
        Record = record,
        Reason = reason.Length <= Import.MaxReason ? reason : reason[..Import.MaxReason],
    };
}
