using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Reports;

/// <summary>How much was lent, renewed, returned and used in the house, counted from the ledger: what was taken back does not count, and users who were forgotten still do.</summary>
public sealed record CountCirculation : IRequest<Report<CirculationCount>>
{
    /// <summary>By what to count, words separated by commas: <c>day</c>, <c>branch</c>, <c>category</c>, <c>materialType</c>. By day where it is left out.</summary>
    /// <example>day,branch</example>
    public string? By { get; init; }

    /// <summary>The first day, in the library's time zone; 30 days up to <c>to</c> where it is left out. At most 366 days.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day, inclusive, in the library's time zone; today where it is left out.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The branch where it happened.</summary>
    public int? BranchId { get; init; }

    /// <summary>The borrower's patron category at the checkout. Uses in the house have none.</summary>
    public int? PatronCategoryId { get; init; }

    /// <summary>The code of the material type.</summary>
    public string? MaterialType { get; init; }
}

/// <summary>How much was done, of one day, branch, category and material type, as far as it is counted by them.</summary>
/// <param name="Day">The day, in the library's time zone; null where it is not counted by day.</param>
/// <param name="BranchId">The branch where it happened; null where it is not counted by branch.</param>
/// <param name="PatronCategoryId">The borrower's patron category at the checkout; null where it is not counted by category, and for uses in the house.</param>
/// <param name="MaterialType">The code of the material type; null where it is not counted by it.</param>
/// <param name="Checkouts">How many copies were lent.</param>
/// <param name="Renewals">How many loans were extended.</param>
/// <param name="Returns">How many loans ended with a return.</param>
/// <param name="InHouseUses">How many copies that were not on loan were taken back from a table.</param>
public sealed record CirculationCount(DateOnly? Day, int? BranchId, int? PatronCategoryId, string? MaterialType, int Checkouts, int Renewals, int Returns, int InHouseUses);

internal sealed class CountCirculationValidator : AbstractValidator<CountCirculation>
{
    public CountCirculationValidator()
    {
        RuleFor(query => query.By).NamesOf(CountCirculationHandler.Words).Must(by => by?.Split(',') is not { } words || words.Distinct().Count() == words.Length).WithMessage("A name stands twice.");
        RuleFor(query => query.From).Day();
        RuleFor(query => query.To).Day();
        RuleFor(query => query.BranchId).GreaterThan(0);
        RuleFor(query => query.PatronCategoryId).GreaterThan(0);
        RuleFor(query => query.MaterialType).MaximumLength(MaterialType.MaxCode);
    }
}

internal sealed class CountCirculationHandler(ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : IRequestHandler<CountCirculation, Report<CirculationCount>>
{
    public static readonly string[] Words = ["day", "branch", "category", "materialType"];

    public async Task<Report<CirculationCount>> Handle(CountCirculation query, CancellationToken cancellationToken)
    {
        var settings = (await policies.CurrentAsync(cancellationToken)).Settings;
        var by = (query.By ?? "day").Split(',');
        var (byDay, byBranch, byCategory, byType) = (by.Contains("day"), by.Contains("branch"), by.Contains("category"), by.Contains("materialType"));
        var zone = settings.TimeZone;
        var counted = await Matching(query, db.CountedIn(settings.PeriodOf(query.From, query.To, time.GetUtcNow())))
            .GroupBy(row => new
            {
                Day = byDay ? (DateTime?)TimeZoneInfo.ConvertTimeBySystemTimeZoneId(row.At.UtcDateTime, zone).Date : null,
                Branch = byBranch ? row.BranchId : null,
                Category = byCategory ? row.PatronCategoryId : null,
                MaterialType = byType ? row.MaterialType : null,
            })
            .Select(group => new
            {
                group.Key,
                Checkouts = group.Count(row => row.Type == TransactionType.Checkout),
                Renewals = group.Count(row => row.Type == TransactionType.Renewal),
                Returns = group.Count(row => row.Type == TransactionType.Return),
                InHouseUses = group.Count(row => row.Type == TransactionType.InHouseUse),
            })
            .OrderBy(count => count.Key.Day).ThenBy(count => count.Key.Branch).ThenBy(count => count.Key.Category).ThenBy(count => count.Key.MaterialType)
            .ToListAsync(cancellationToken);
        return Reports.Of<CirculationCount>([.. counted.Select(count => new CirculationCount(
            count.Key.Day is { } day ? DateOnly.FromDateTime(day) : null, count.Key.Branch, count.Key.Category, count.Key.MaterialType,
            count.Checkouts, count.Renewals, count.Returns, count.InHouseUses))]);
    }

    private static IQueryable<CountedRow> Matching(CountCirculation query, IQueryable<CountedRow> rows)
    {
        if (query.BranchId is { } branchId)
            rows = rows.Where(row => row.BranchId == branchId);
        if (query.PatronCategoryId is { } categoryId)
            rows = rows.Where(row => row.PatronCategoryId == categoryId);
        if (query.MaterialType is { } materialType)
            rows = rows.Where(row => row.MaterialType == materialType);
        return rows;
    }
}
