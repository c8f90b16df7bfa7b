using AutoMapper;
using Lms.Application.Common;
using Lms.Domain.Policies;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Policies;

/// <summary>How long, how often and how many: what holds for a (patron category, material type, branch) combination.</summary>
public sealed record CirculationRuleResponse
{
    /// <summary>A positive integer.</summary>
    public int Id { get; init; }

    /// <inheritdoc cref="CirculationRule.PatronCategoryId"/>
    public int? PatronCategoryId { get; init; }

    /// <inheritdoc cref="CirculationRule.MaterialType"/>
    public string? MaterialType { get; init; }

    /// <inheritdoc cref="CirculationRule.BranchId"/>
    public int? BranchId { get; init; }

    /// <inheritdoc cref="CirculationRule.LoanPeriod"/>
    public int LoanPeriod { get; init; }

    /// <inheritdoc cref="CirculationRule.Renewals"/>
    public int Renewals { get; init; }

    /// <inheritdoc cref="CirculationRule.MaxLoans"/>
    public int MaxLoans { get; init; }

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<CirculationRule, CirculationRuleResponse>();
    }
}

/// <summary>Lists the circulation rules, by id.</summary>
public sealed record ListCirculationRules : IRequest<IReadOnlyList<CirculationRuleResponse>>;

internal sealed class ListCirculationRulesHandler(ILmsDbContext db, IMapper mapper) : IRequestHandler<ListCirculationRules, IReadOnlyList<CirculationRuleResponse>>
{
    public async Task<IReadOnlyList<CirculationRuleResponse>> Handle(ListCirculationRules query, CancellationToken cancellationToken) =>
        await db.CirculationRules.OrderBy(rule => rule.Id).Select(mapper.Project<CirculationRule, CirculationRuleResponse>()).ToListAsync(cancellationToken);
}
