namespace Lms.Domain.Catalog;

/// <summary>What the library knows about a copy, apart from its place in circulation.</summary>
public sealed record CopyDescription
{
    /// <inheritdoc cref="Copy.Barcode"/>
    public required string Barcode { get; init; }

    /// <inheritdoc cref="Copy.HomeBranchId"/>
    public required int HomeBranchId { get; init; }

    /// <inheritdoc cref="Copy.ShelfLocation"/>
    public string? ShelfLocation { get; init; }

    /// <inheritdoc cref="Copy.CallNumber"/>
    public string? CallNumber { get; init; }

    /// <inheritdoc cref="Copy.MaterialType"/>
    public required string MaterialType { get; init; }

    /// <inheritdoc cref="Copy.Price"/>
    public decimal? Price { get; init; }

    /// <inheritdoc cref="Copy.AcquiredOn"/>
    public DateOnly? AcquiredOn { get; init; }

    /// <inheritdoc cref="Copy.Note"/>
    public string? Note { get; init; }
}
