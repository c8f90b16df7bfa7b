using System.Globalization;
using System.Text.Json.Serialization;
using AutoMapper;
using Lms.Application.Common;
using Lms.Domain.Policies;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Policies;

/// <summary>How long, how often and how many: what holds for a (patron category, material type, branch) combination.</summary>
public sealed record CirculationRuleResponse : RuleValues, ITagged
{
    /// <summary>A positive integer.</summary>
    public int Id { get; init; }

    /// <inheritdoc cref="CirculationRule.PatronCategoryId"/>
    public int? PatronCategoryId { get; init; }

    /// <inheritdoc cref="CirculationRule.MaterialType"/>
    public string? MaterialType { get; init; }

    /// <inheritdoc cref="CirculationRule.BranchId"/>
    public int? BranchId { get; init; }

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint Version { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => Version.ToString(CultureInfo.InvariantCulture);

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

/// <summary>Shows a circulation rule.</summary>
/// <param name="Id">Which.</param>
public sealed record GetCirculationRule(int Id) : IRequest<CirculationRuleResponse>;

internal sealed class ListCirculationRulesHandler(ILmsDbContext db, IMapper mapper)
    : IRequestHandler<ListCirculationRules, IReadOnlyList<CirculationRuleResponse>>, IRequestHandler<GetCirculationRule, CirculationRuleResponse>
{
    public async Task<IReadOnlyList<CirculationRuleResponse>> Handle(ListCirculationRules query, CancellationToken cancellationToken) =>
        await db.CirculationRules.OrderBy(rule => rule.Id).Select(mapper.Project<CirculationRule, CirculationRuleResponse>()).ToListAsync(cancellationToken);

    public async Task<CirculationRuleResponse> Handle(GetCirculationRule query, CancellationToken cancellationToken) =>
        await db.CirculationRules.Where(rule => rule.Id == query.Id).Select(mapper.Project<CirculationRule, CirculationRuleResponse>()).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("circulation rule", query.Id);
}
