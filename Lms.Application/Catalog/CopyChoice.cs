using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Copies that somebody chose for something.</summary>
public abstract record CopyChoice
{
    /// <summary>The most copies that are chosen one by one.</summary>
    public const int Most = 5000;

    /// <summary>The copies, one by one: 1 to 5,000, each once; null to choose them otherwise.</summary>
    public IReadOnlyList<int>? CopyIds { get; init; }

    /// <summary>Their barcodes, as they were scanned: 1 to 5,000; one that was scanned twice counts once. Null to choose them otherwise.</summary>
    public IReadOnlyList<string>? Barcodes { get; init; }

    /// <summary>What the copies meet; null to choose them otherwise.</summary>
    public CopyFilter? Conditions { get; init; }
}

/// <summary>Conditions that choose copies for something: the same as those of <c>GET /copies</c>. They add up.</summary>
/// <param name="BookId">The book.</param>
/// <param name="BranchId">The branch the copy is at.</param>
/// <param name="Status">Where the copy is in its life.</param>
/// <param name="MaterialType">The code of the material type.</param>
public sealed record CopyFilter(int? BookId = null, int? BranchId = null, CopyStatus? Status = null, string? MaterialType = null)
{
    /// <summary>Whether it has a condition; else every copy meets it.</summary>
    internal bool ChoosesSome() => this != new CopyFilter();

    /// <summary>Keeps the copies that meet it.</summary>
    internal IQueryable<Copy> Keep(IQueryable<Copy> copies)
    {
        if (BookId is { } bookId)
            copies = copies.Where(copy => copy.BookId == bookId);
        if (BranchId is { } branchId)
            copies = copies.Where(copy => copy.BranchId == branchId);
        if (Status is { } status)
            copies = copies.Where(copy => copy.Status == status);
        return MaterialType is { } materialType ? copies.Where(copy => copy.MaterialType == materialType) : copies;
    }
}

internal sealed class CopyFilterValidator : AbstractValidator<CopyFilter>
{
    public CopyFilterValidator()
    {
        RuleFor(filter => filter.BookId).GreaterThan(0);
        RuleFor(filter => filter.BranchId).GreaterThan(0);
        RuleFor(filter => filter.Status).IsInEnum();
        RuleFor(filter => filter.MaterialType).NotBlank().MaximumLength(Domain.Catalog.MaterialType.MaxCode);
    }
}

internal abstract class CopyChoiceValidator<T> : AbstractValidator<T>
    where T : CopyChoice
{
    protected CopyChoiceValidator()
    {
        RuleFor(choice => choice.CopyIds).EachOnce(1, CopyChoice.Most);
        RuleForEach(choice => choice.CopyIds).GreaterThan(0);
        RuleFor(choice => choice.Barcodes).Filled(CopyChoice.Most);
        RuleForEach(choice => choice.Barcodes).NotEmpty().MaximumLength(Copy.MaxBarcode);
        RuleFor(choice => choice.Conditions).Must(conditions => conditions?.ChoosesSome() != false).WithMessage("Name a condition.");
        RuleFor(choice => choice.Conditions!).SetValidator(new CopyFilterValidator()).When(choice => choice.Conditions is not null);
        RuleFor(choice => choice.CopyIds).Must((choice, _) => WaysOf(choice) == 1).WithMessage("Choose copies in one way: by copyIds, by barcodes or by conditions.");
    }

    private static int WaysOf(CopyChoice choice) => new object?[] { choice.CopyIds, choice.Barcodes, choice.Conditions }.Count(way => way is not null);
}

/// <summary>Copies that were found.</summary>
/// <param name="Ids">Their ids, in the order in which they were named, else in that of their ids; those chosen by their ids whether or not they are there.</param>
/// <param name="Unknown">The barcodes that no copy has.</param>
internal sealed record FoundCopies(IReadOnlyList<int> Ids, IReadOnlyList<string> Unknown);

/// <summary>Finds the copies that somebody chose.</summary>
internal sealed class ChosenCopies(ILmsDbContext db)
{
    public async Task<FoundCopies> FindAsync(CopyChoice choice, CancellationToken cancellationToken)
    {
        if (choice.CopyIds is { } named)
            return new FoundCopies(named, []);
        var copies = db.Copies.AsNoTracking();
        if (choice.Barcodes is not { } scanned)
            return new FoundCopies(await choice.Conditions!.Keep(copies).OrderBy(copy => copy.Id).Select(copy => copy.Id).ToListAsync(cancellationToken), []);
        var barcodes = scanned.Distinct().ToList();
        var found = await copies.Where(copy => barcodes.Contains(copy.Barcode)).Select(copy => new { copy.Barcode, copy.Id }).ToDictionaryAsync(copy => copy.Barcode, copy => copy.Id, cancellationToken);
        return new FoundCopies([.. barcodes.Where(found.ContainsKey).Select(barcode => found[barcode])], [.. barcodes.Where(barcode => !found.ContainsKey(barcode))]);
    }
}
