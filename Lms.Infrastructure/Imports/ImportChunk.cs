namespace Lms.Infrastructure.Imports;

/// <summary>
/// A piece of a file that is being imported. It lies in the database, so that any replica can go on with what another began, and is
/// removed when the import ends.
/// </summary>
internal sealed class ImportChunk
{
    /// <summary>The most bytes in a piece.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The import.</summary>
    public required int ImportId { get; init; }

    /// <summary>Its place in the file; 0 is the first.</summary>
    public required int Number { get; init; }

    /// <summary>The bytes.</summary>
    public required byte[] Content { get; init; }
}
