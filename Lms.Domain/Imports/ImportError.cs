using Lms.Domain.Jobs;

namespace Lms.Domain.Imports;

/// <summary>A record of an import that was not taken in, or not whole, and why.</summary>
public sealed class ImportError
{
    private ImportError()
    {
    }

    /// <summary>The import.</summary>
    public int ImportId { get; private init; }

    /// <summary>Which record of the file: 1 is the first.</summary>
    public int Record { get; private init; }

    /// <summary>What became of it.</summary>
    public ImportErrorKind Kind { get; private init; }

    /// <summary>What is the matter with it.</summary>
    public string Reason { get; private init; } = "";

    /// <summary>Names a record.</summary>
    /// <param name="importId">The import.</param>
    /// <param name="record">Which record of the file: 1 is the first.</param>
    /// <param name="kind">What became of it.</param>
    /// <param name="reason">What is the matter with it; cut at <see cref="LongWork.MaxReason"/> characters.</param>
    public static ImportError Of(int importId, int record, ImportErrorKind kind, string reason) =>
        new() { ImportId = importId, Record = record, Kind = kind, Reason = LongWork.Shorten(reason) };
}
