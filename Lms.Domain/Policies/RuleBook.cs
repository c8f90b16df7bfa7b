using System.Collections.Concurrent;

namespace Lms.Domain.Policies;

/// <summary>All circulation rules. In which order they were written makes no difference.</summary>
/// <param name="rules">The rules; exactly one of them is the catch-all.</param>
public sealed class RuleBook(IReadOnlyCollection<CirculationRule> rules)
{
    private readonly ConcurrentDictionary<(int, string, int), LoanPolicy> _found = [];

    /// <summary>What holds for a loan: each value from the most specific rule that has it, in the order branch, category, material type.</summary>
    /// <param name="patronCategoryId">The borrower's category.</param>
    /// <param name="materialType">The copy's material type.</param>
    /// <param name="branchId">The copy's home branch.</param>
    public LoanPolicy For(int patronCategoryId, string materialType, int branchId) =>
        _found.GetOrAdd((patronCategoryId, materialType, branchId), key => Resolve([.. rules.Where(rule => rule.Matches(key.Item1, key.Item2, key.Item3)).OrderByDescending(rule => rule.Specificity)]));

    /// <summary>The book with some rules put in: each in the place of the one for the same combination, else added.</summary>
    public RuleBook With(IReadOnlyCollection<CirculationRule> drafts) =>
        new([.. rules.Where(rule => !drafts.Any(rule.IsForTheSameAs)), .. drafts.Select((draft, index) => CirculationRule.Draft(rules.FirstOrDefault(draft.IsForTheSameAs)?.Id ?? -1 - index, draft))]);

    private static LoanPolicy Resolve(IReadOnlyList<CirculationRule> matching)
    {
        CirculationRule SourceOf(string name) => matching.FirstOrDefault(rule => rule.Values.Of(name) is not null)
            ?? throw new InvalidOperationException($"No circulation rule says {name}; the catch-all rule must.");

        var values = matching.Skip(1).Aggregate(matching[0].Values, (merged, next) => merged.Inherit(next.Values));
        var sources = RuleValues.Names.Where(name => values.Of(name) is not null).ToDictionary(name => name, name => SourceOf(name).Id);
        return new LoanPolicy(matching[0].Id, values, sources, SourceOf(nameof(RuleValues.MaxLoans)));
    }
}
