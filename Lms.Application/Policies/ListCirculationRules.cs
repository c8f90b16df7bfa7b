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

    /// <inheritdoc cref="RuleValues.LoanPeriod"/>
    public int? LoanPeriod { get; init; }

    /// <inheritdoc cref="RuleValues.LoanUnit"/>
    public LoanUnit? LoanUnit { get; init; }

    /// <inheritdoc cref="RuleValues.FixedDueDate"/>
    public DateOnly? FixedDueDate { get; init; }

    /// <inheritdoc cref="RuleValues.Renewals"/>
    public int? Renewals { get; init; }

    /// <inheritdoc cref="RuleValues.UnseenRenewals"/>
    public int? UnseenRenewals { get; init; }

    /// <inheritdoc cref="RuleValues.RenewalPeriod"/>
    public int? RenewalPeriod { get; init; }

    /// <inheritdoc cref="RuleValues.MaxLoans"/>
    public int? MaxLoans { get; init; }

    /// <inheritdoc cref="RuleValues.MaxHolds"/>
    public int? MaxHolds { get; init; }

    /// <inheritdoc cref="RuleValues.HoldShelfDays"/>
    public int? HoldShelfDays { get; init; }

    /// <inheritdoc cref="RuleValues.FineRate"/>
    public decimal? FineRate { get; init; }

    /// <inheritdoc cref="RuleValues.FineUnit"/>
    public FineUnit? FineUnit { get; init; }

    /// <inheritdoc cref="RuleValues.GraceDays"/>
    public int? GraceDays { get; init; }

    /// <inheritdoc cref="RuleValues.FineCap"/>
    public decimal? FineCap { get; init; }

    /// <inheritdoc cref="RuleValues.FineCapAtPrice"/>
    public bool? FineCapAtPrice { get; init; }

    /// <inheritdoc cref="RuleValues.LostFee"/>
    public decimal? LostFee { get; init; }

    /// <inheritdoc cref="RuleValues.ProcessingFee"/>
    public decimal? ProcessingFee { get; init; }

    /// <inheritdoc cref="RuleValues.Loanable"/>
    public bool? Loanable { get; init; }

    /// <inheritdoc cref="RuleValues.Renewable"/>
    public bool? Renewable { get; init; }

    /// <inheritdoc cref="RuleValues.Holdable"/>
    public bool? Holdable { get; init; }

    private sealed class Mapping : Profile
    {
        public Mapping()
        {
            CreateMap<CirculationRule, CirculationRuleResponse>().IncludeMembers(rule => rule.Values);
            CreateMap<RuleValues, CirculationRuleResponse>(MemberList.None);
        }
    }
}

/// <summary>Lists the circulation rules, by id.</summary>
public sealed record ListCirculationRules : IRequest<IReadOnlyList<CirculationRuleResponse>>;

internal sealed class ListCirculationRulesHandler(ILmsDbContext db, IMapper mapper) : IRequestHandler<ListCirculationRules, IReadOnlyList<CirculationRuleResponse>>
{
    public async Task<IReadOnlyList<CirculationRuleResponse>> Handle(ListCirculationRules query, CancellationToken cancellationToken) =>
        await db.CirculationRules.OrderBy(rule => rule.Id).Select(mapper.Project<CirculationRule, CirculationRuleResponse>()).ToListAsync(cancellationToken);
}
