using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>What staff write about a copy.</summary>
public record CopyFields
{
    /// <summary>What the scanner reads; generated where it is left out.</summary>
    /// <example>C-2026-0001</example>
    public string? Barcode { get; init; }

    /// <summary>The branch it belongs to; the default branch where it is left out.</summary>
    public int? HomeBranchId { get; init; }

    /// <inheritdoc cref="Copy.ShelfLocation"/>
    public string? ShelfLocation { get; init; }

    /// <inheritdoc cref="Copy.CallNumber"/>
    public string? CallNumber { get; init; }

    /// <summary>The code of its material type; the book's where it is left out.</summary>
    public string? MaterialType { get; init; }

    /// <summary>Where it is in its life. Loan, hold shelf and transit come about by circulation alone.</summary>
    public CopyStatus Status { get; init; }

    /// <inheritdoc cref="Copy.Price"/>
    /// <example>18.50</example>
    public decimal? Price { get; init; }

    /// <inheritdoc cref="Copy.AcquiredOn"/>
    public DateOnly? AcquiredOn { get; init; }

    /// <inheritdoc cref="Copy.Note"/>
    public string? Note { get; init; }

    internal static CopyFields Of(Copy copy) => new()
    {
        Barcode = copy.Barcode,
        HomeBranchId = copy.HomeBranchId,
        ShelfLocation = copy.ShelfLocation,
        CallNumber = copy.CallNumber,
        MaterialType = copy.MaterialType,
        Status = copy.Status,
        Price = copy.Price,
        AcquiredOn = copy.AcquiredOn,
        Note = copy.Note,
    };

    internal CopyDescription Describe(string barcode, int homeBranchId, string materialType) => new()
    {
        Barcode = barcode,
        HomeBranchId = homeBranchId,
        ShelfLocation = ShelfLocation,
        CallNumber = CallNumber,
        MaterialType = materialType,
        Price = Price,
        AcquiredOn = AcquiredOn,
        Note = Note,
    };

    /// <exception cref="InvalidMemberException">There is no such branch or material type.</exception>
    internal async Task MustNameWhatIsThereAsync(ILmsDbContext db, CancellationToken cancellationToken)
    {
        if (MaterialType is { } type)
            await db.MustHaveMaterialTypeAsync(type, cancellationToken);
        if (HomeBranchId is { } branchId && !await db.Branches.AnyAsync(branch => branch.Id == branchId, cancellationToken))
            throw new InvalidMemberException("homeBranchId", $"There is no branch with id {branchId}.");
    }
}

internal sealed class CopyFieldsValidator : AbstractValidator<CopyFields>
{
    public CopyFieldsValidator()
    {
        RuleFor(copy => copy.Barcode).NotBlank().MaximumLength(Copy.MaxBarcode).Matches(@"^\S*$").WithMessage("It must not hold spaces.");
        RuleFor(copy => copy.HomeBranchId).GreaterThan(0);
        RuleFor(copy => copy.ShelfLocation).NotBlank().MaximumLength(Copy.MaxPlace);
        RuleFor(copy => copy.CallNumber).NotBlank().MaximumLength(Copy.MaxPlace);
        RuleFor(copy => copy.MaterialType).NotBlank().MaximumLength(MaterialType.MaxCode);
        RuleFor(copy => copy.Price).Money();
        RuleFor(copy => copy.AcquiredOn).Day();
        RuleFor(copy => copy.Note).NotBlank().MaximumLength(Copy.MaxNote);
    }
}
