namespace Lms.Domain.Patrons;

/// <summary>What the library knows about a patron.</summary>
public sealed record PatronDescription
{
    /// <inheritdoc cref="Patron.FirstName"/>
    public string? FirstName { get; init; }

    /// <inheritdoc cref="Patron.LastName"/>
    public string? LastName { get; init; }

    /// <inheritdoc cref="Patron.CardNumber"/>
    public required string CardNumber { get; init; }

    /// <inheritdoc cref="Patron.PatronCategoryId"/>
    public required int PatronCategoryId { get; init; }

    /// <inheritdoc cref="Patron.HomeBranchId"/>
    public required int HomeBranchId { get; init; }

    /// <inheritdoc cref="Patron.ExpiresOn"/>
    public DateOnly? ExpiresOn { get; init; }

    /// <inheritdoc cref="Patron.Blocked"/>
    public bool Blocked { get; init; }

    /// <inheritdoc cref="Patron.BlockedNote"/>
    public string? BlockedNote { get; init; }

    /// <inheritdoc cref="Patron.DateOfBirth"/>
    public DateOnly? DateOfBirth { get; init; }

    /// <inheritdoc cref="Patron.Phone"/>
    public string? Phone { get; init; }

    /// <inheritdoc cref="Patron.GuarantorId"/>
    public int? GuarantorId { get; init; }

    /// <inheritdoc cref="Patron.Address"/>
    public string? Address { get; init; }
}
