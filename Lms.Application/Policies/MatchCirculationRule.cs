using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Policies;

/// <summary>Says which circulation rule wins for a combination, and where each value comes from.</summary>
public sealed record MatchCirculationRule : IRequest<RuleMatchResponse>
{
    /// <summary>The borrower's patron category.</summary>
    public int PatronCategoryId { get; init; }

    /// <summary>The copy's material type.</summary>
    public string MaterialType { get; init; } = Domain.Catalog.MaterialType.Book;

    /// <summary>The copy's home branch.</summary>
    public int BranchId { get; init; }
}

internal sealed class MatchCirculationRuleValidator : AbstractValidator<MatchCirculationRule>
{
    public MatchCirculationRuleValidator()
    {
        RuleFor(query => query.PatronCategoryId).GreaterThan(0);
        RuleFor(query => query.MaterialType).NotEmpty().MaximumLength(MaterialType.MaxCode);
        RuleFor(query => query.BranchId).GreaterThan(0);
    }
}

internal sealed class MatchCirculationRuleHandler(ILmsDbContext db, ILibraryPolicies policies) : IRequestHandler<MatchCirculationRule, RuleMatchResponse>
{
    public async Task<RuleMatchResponse> Handle(MatchCirculationRule query, CancellationToken cancellationToken)
    {
        if (!await db.PatronCategories.AnyAsync(category => category.Id == query.PatronCategoryId, cancellationToken))
            throw new NotFoundException("patron category", query.PatronCategoryId);
        if (!await db.MaterialTypes.AnyAsync(type => type.Code == query.MaterialType, cancellationToken))
            throw new NotFoundException("material type", $"code {query.MaterialType}");
        var current = await policies.CurrentAsync(cancellationToken);
        if (!current.Calendars.ContainsKey(query.BranchId))
            throw new NotFoundException("branch", query.BranchId);
        return RuleMatchResponse.Of(current.Rules.For(query.PatronCategoryId, query.MaterialType, query.BranchId));
    }
}
