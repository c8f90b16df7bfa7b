using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Catalog;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Reports;

/// <summary>What the library has: copies by home branch, material type and where they are in their lives.</summary>
public sealed record CountCollection : IRequest<Report<CollectionCount>>
{
    /// <summary>The copies' home branch.</summary>
    public int? BranchId { get; init; }

    /// <summary>The code of the material type.</summary>
    public string? MaterialType { get; init; }

    /// <summary>Where they are in their lives.</summary>
    public CopyStatus? Status { get; init; }
}

/// <summary>How much the library has of one kind.</summary>
/// <param name="BranchId">The copies' home branch.</param>
/// <param name="MaterialType">The code of their material type.</param>
/// <param name="Status">Where they are in their lives.</param>
/// <param name="Copies">How many copies.</param>
/// <param name="Books">Of how many books.</param>
/// <param name="Value">What they cost together; those whose price is not recorded count nothing.</param>
/// <param name="Currency">The library's currency.</param>
public sealed record CollectionCount(int BranchId, string MaterialType, CopyStatus Status, int Copies, int Books, decimal Value, string Currency);

internal sealed class CountCollectionValidator : AbstractValidator<CountCollection>
{
    public CountCollectionValidator()
    {
        RuleFor(query => query.BranchId).GreaterThan(0);
        RuleFor(query => query.MaterialType).MaximumLength(MaterialType.MaxCode);
    }
}

internal sealed class CountCollectionHandler(ILmsDbContext db, ILibraryPolicies policies) : IRequestHandler<CountCollection, Report<CollectionCount>>
{
    public async Task<Report<CollectionCount>> Handle(CountCollection query, CancellationToken cancellationToken)
    {
        var copies = db.Copies.AsQueryable();
        if (query.BranchId is { } branchId)
            copies = copies.Where(copy => copy.HomeBranchId == branchId);
        if (query.MaterialType is { } materialType)
            copies = copies.Where(copy => copy.MaterialType == materialType);
        if (query.Status is { } status)
            copies = copies.Where(copy => copy.Status == status);

        var currency = (await policies.CurrentAsync(cancellationToken)).Settings.Currency;
        return Reports.Of<CollectionCount>(await copies
            .GroupBy(copy => new { copy.HomeBranchId, copy.MaterialType, copy.Status })
            .OrderBy(kind => kind.Key.HomeBranchId).ThenBy(kind => kind.Key.MaterialType).ThenBy(kind => kind.Key.Status)
            .Select(kind => new CollectionCount(
                kind.Key.HomeBranchId, kind.Key.MaterialType, kind.Key.Status, kind.Count(), kind.Select(copy => copy.BookId).Distinct().Count(), kind.Sum(copy => copy.Price ?? 0), currency))
            .ToListAsync(cancellationToken));
    }
}
