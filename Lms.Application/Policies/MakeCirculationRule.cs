using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Domain.Policies;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Policies;

/// <summary>Makes a circulation rule. A value that is left out or null is inherited from the next less specific rule.</summary>
public sealed record MakeCirculationRule : RuleValues, ICommand<CirculationRuleResponse>
{
    /// <inheritdoc cref="CirculationRule.PatronCategoryId"/>
    public int? PatronCategoryId { get; init; }

    /// <inheritdoc cref="CirculationRule.MaterialType"/>
    /// <example>dvd</example>
    public string? MaterialType { get; init; }

    /// <inheritdoc cref="CirculationRule.BranchId"/>
    public int? BranchId { get; init; }

    internal CirculationRule ToRule() => CirculationRule.Make(PatronCategoryId, MaterialType, BranchId, new RuleValues().Inherit(this));
}

/// <summary>Changes some of what a circulation rule says. For what it says is the rule's own: make another rule for another combination.</summary>
/// <param name="Id">Which rule.</param>
/// <param name="Changes">The members to change.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ChangeCirculationRule(int Id, MergePatch<RuleValues> Changes, IReadOnlyList<string>? IfMatch) : ICommand<CirculationRuleResponse>;

/// <summary>Drops a circulation rule. What was lent under it keeps its terms; the catch-all rule stays.</summary>
/// <param name="Id">Which rule.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record DropCirculationRule(int Id, IReadOnlyList<string>? IfMatch) : ICommand<Unit>;

internal sealed class RuleValuesValidator : AbstractValidator<RuleValues>
{
    public RuleValuesValidator()
    {
        RuleFor(rule => rule.LoanPeriod).InclusiveBetween(1, RuleValues.MaxPeriod);
        RuleFor(rule => rule.FixedDueDate).Day();
        RuleFor(rule => rule.Renewals).InclusiveBetween(0, RuleValues.MaxCount);
        RuleFor(rule => rule.UnseenRenewals).InclusiveBetween(0, RuleValues.MaxCount);
        RuleFor(rule => rule.RenewalPeriod).InclusiveBetween(1, RuleValues.MaxPeriod);
        RuleFor(rule => rule.MaxLoans).InclusiveBetween(0, RuleValues.MaxCount);
        RuleFor(rule => rule.MaxHolds).InclusiveBetween(0, RuleValues.MaxCount);
        RuleFor(rule => rule.HoldShelfDays).InclusiveBetween(1, RuleValues.MaxPeriod);
        RuleFor(rule => rule.FineRate).Money();
        RuleFor(rule => rule.GraceDays).InclusiveBetween(0, RuleValues.MaxPeriod);
        RuleFor(rule => rule.FineCap).Money();
        RuleFor(rule => rule.LostFee).Money();
        RuleFor(rule => rule.ProcessingFee).Money();
    }
}

internal sealed class MakeCirculationRuleValidator : AbstractValidator<MakeCirculationRule>
{
    public MakeCirculationRuleValidator()
    {
        Include(new RuleValuesValidator());
        RuleFor(rule => rule.PatronCategoryId).GreaterThan(0);
        RuleFor(rule => rule.MaterialType).NotBlank().MaximumLength(MaterialType.MaxCode);
        RuleFor(rule => rule.BranchId).GreaterThan(0);
    }
}

internal sealed class CirculationRulesHandler(ILmsDbContext db, IValidator<RuleValues> validator, IMapper mapper)
    : IRequestHandler<MakeCirculationRule, CirculationRuleResponse>, IRequestHandler<ChangeCirculationRule, CirculationRuleResponse>, IRequestHandler<DropCirculationRule, Unit>
{
    public async Task<CirculationRuleResponse> Handle(MakeCirculationRule command, CancellationToken cancellationToken)
    {
        await db.MustKnowAsync(command, "", cancellationToken);
        var rule = command.ToRule();
        db.CirculationRules.Add(rule);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<CirculationRuleResponse>(rule);
    }

    public async Task<CirculationRuleResponse> Handle(ChangeCirculationRule command, CancellationToken cancellationToken)
    {
        var rule = await FindAsync(command.Id, command.IfMatch, cancellationToken);
        var values = command.Changes.ApplyTo(rule.Values);
        validator.ValidateAndThrow(values);
        rule.Say(values);
        rule.MustSayEnough("");
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<CirculationRuleResponse>(rule);
    }

    public async Task<Unit> Handle(DropCirculationRule command, CancellationToken cancellationToken)
    {
        var rule = await FindAsync(command.Id, command.IfMatch, cancellationToken);
        if (rule.IsCatchAll)
            throw new ConflictException("catch-all-rule", "The rule that applies where no other does cannot be dropped.");
        db.CirculationRules.Remove(rule);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    private async Task<CirculationRule> FindAsync(int id, IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken)
    {
        var rule = await db.CirculationRules.SingleOrDefaultAsync(rule => rule.Id == id, cancellationToken) ?? throw new NotFoundException("circulation rule", id);
        rule.MustMatch(ifMatch);
        return rule;
    }
}

internal static class RuleChecks
{
    /// <summary>Refuses a rule for a category, material type or branch that there is not.</summary>
    /// <param name="db">The database.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="where">What stands before the member's name in the request.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task MustKnowAsync(this ILmsDbContext db, MakeCirculationRule rule, string where, CancellationToken cancellationToken)
    {
        if (rule.PatronCategoryId is { } categoryId && !await db.PatronCategories.AnyAsync(category => category.Id == categoryId, cancellationToken))
            throw new InvalidMemberException(where + "patronCategoryId", $"There is no patron category with id {categoryId}.");
        if (rule.MaterialType is { } materialType && !await db.MaterialTypes.AnyAsync(type => type.Code == materialType, cancellationToken))
            throw new InvalidMemberException(where + "materialType", $"There is no material type '{materialType}'.");
        if (rule.BranchId is { } branchId && !await db.Branches.AnyAsync(branch => branch.Id == branchId, cancellationToken))
            throw new InvalidMemberException(where + "branchId", $"There is no branch with id {branchId}.");
    }

    /// <summary>Refuses a catch-all rule that leaves out what has to come from somewhere.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="where">What stands before the member's name in the request.</param>
    public static void MustSayEnough(this CirculationRule rule, string where)
    {
        if (rule.IsCatchAll && rule.Values.MissingFromCatchAll().ToList() is [var missing, ..])
            throw new InvalidMemberException(where + System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(missing), "The catch-all rule must say it: there is nothing to inherit it from.");
    }
}
