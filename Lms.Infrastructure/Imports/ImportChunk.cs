namespace Lms.Infrastructure.Imports;

/// <summary>
/// A file that is being imported. It lies in the database, so that any replica can go on with what another began, and is removed when the
/// import ends.
/// </summary>
internal sealed class ImportFile
{
    /// <summary>Given by the database.</summary>
    public int Id { get; init; }

    /// <summary>When its last piece came. What nobody imports after an hour was an upload that broke off.</summary>
    public required DateTimeOffset TouchedAt { get; init; }
}

/// <summary>A piece of a file.</summary>
internal sealed class ImportChunk
{
    /// <summary>The most bytes in a piece.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>The file.</summary>
    public required int FileId { get; init; }

    /// <summary>Its place in the file; 0 is the first.</summary>
    public required int Number { get; init; }

    /// <summary>The bytes.</summary>
    public required byte[] Content { get; init; }
}
