namespace Lms.Infrastructure.Imports;

/// <summary>What a book was before an import changed it.</summary>
internal sealed class ImportChange
{
    /// <summary>The import.</summary>
    public required int ImportId { get; init; }

    /// <summary>The book.</summary>
    public required int BookId { get; init; }

    /// <summary>What was said of it: a <see cref="Application.Catalog.BookBefore"/> as JSON.</summary>
    public required string Before { get; init; }

    /// <summary>The record that was kept with it; null where there was none.</summary>
    public byte[]? ContentBefore { get; init; }

    /// <summary>That record's control number; null where it had none.</summary>
    public string? ControlNumberBefore { get; init; }

    /// <summary>When the import last changed it. A book that was changed since is not restored.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it had last been changed before; null where that was not kept.</summary>
    public DateTimeOffset? PreviousAt { get; init; }
}

/// <summary>What a record of a dry run would be recognised by, were it there.</summary>
internal sealed class ImportPreview
{
    /// <summary>The file; what was previewed goes with it.</summary>
    public required int FileId { get; init; }

    /// <summary>The SHA-256 of a key: titles may be longer than an index takes.</summary>
    public required byte[] Key { get; init; }

    /// <summary>The book that has it, or the number of the record that would make it with a minus sign.</summary>
    public required int Owner { get; init; }
}
