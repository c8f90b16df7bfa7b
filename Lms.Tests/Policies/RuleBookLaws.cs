using FsCheck;
using FsCheck.Fluent;
using Lms.Domain.Policies;

namespace Lms.Tests.Policies;

public sealed class RuleBookLaws
{
    [Law(Arbitrary = [typeof(Books)], MaxTest = 200)]
    public bool The_order_in_which_rules_are_written_does_not_change_which_one_wins(SomeRules any)
    {
        var one = new RuleBook(any.Rules).For(any.Category, any.Type, any.Branch);
        var other = new RuleBook([.. any.Rules.OrderBy(rule => (rule.Id * 7919) % any.Salt)]).For(any.Category, any.Type, any.Branch);
        return one.RuleId == other.RuleId && one.Values == other.Values && one.Sources.OrderBy(source => source.Key).SequenceEqual(other.Sources.OrderBy(source => source.Key)) && one.LimitsLoansBy.Id == other.LimitsLoansBy.Id;
    }

    [Law(Arbitrary = [typeof(Books)], MaxTest = 200)]
    public bool Branch_weighs_more_than_category_and_category_more_than_material_type(SomeRules any)
    {
        var found = new RuleBook(any.Rules).For(any.Category, any.Type, any.Branch);
        var winner = any.Rules.Where(rule => rule.Matches(any.Category, any.Type, any.Branch))
            .OrderByDescending(rule => rule.BranchId is not null).ThenByDescending(rule => rule.PatronCategoryId is not null).ThenByDescending(rule => rule.MaterialType is not null).First();
        return found.RuleId == winner.Id;
    }

    [Law(Arbitrary = [typeof(Books)], MaxTest = 200)]
    public bool Every_value_is_that_of_the_most_specific_rule_that_says_it(SomeRules any)
    {
        var found = new RuleBook(any.Rules).For(any.Category, any.Type, any.Branch);
        return RuleValues.Names.All(name =>
        {
            var source = any.Rules.Where(rule => rule.Matches(any.Category, any.Type, any.Branch) && rule.Values.Of(name) is not null).MaxBy(rule => rule.Specificity);
            return Equals(found.Values.Of(name), source?.Values.Of(name)) && (source is null ? !found.Sources.ContainsKey(name) : found.Sources[name] == source.Id);
        });
    }

    [Law(Arbitrary = [typeof(Books)], MaxTest = 200)]
    public bool Thinking_of_the_rules_as_they_are_changes_nothing(SomeRules any)
    {
        var book = new RuleBook(any.Rules);
        var (as_is, thought) = (book.For(any.Category, any.Type, any.Branch), book.With(any.Rules).For(any.Category, any.Type, any.Branch));
        return as_is.RuleId == thought.RuleId && as_is.Values == thought.Values;
    }

    public sealed record SomeRules(IReadOnlyList<CirculationRule> Rules, int Category, string Type, int Branch, int Salt);

    public static class Books
    {
        public static Arbitrary<SomeRules> Any() => Arb.From(
            from kinds in Gen.SubListOf(Kinds)
            from periods in Gen.ArrayOf(Maybe(1, 99), Kinds.Length)
            from renewals in Gen.ArrayOf(Maybe(0, 9), Kinds.Length)
            from limits in Gen.ArrayOf(Maybe(0, 50), Kinds.Length)
            from salt in Gen.Choose(2, 97)
            from category in Gen.Choose(1, 2)
            from type in Gen.Elements("book", "dvd")
            from branch in Gen.Choose(1, 2)
            let rules = kinds.Select((kind, index) => Rule(index + 2, kind, new RuleValues { LoanPeriod = periods[index], Renewals = renewals[index], MaxLoans = limits[index] }))
            select new SomeRules([CirculationRule.Draft(1, CirculationRule.Make(null, null, null, RuleValues.Default)), .. rules], category, type, branch, salt));

        private static (int?, string?, int?)[] Kinds =>
            [.. from category in new int?[] { null, 1, 2 } from type in new[] { null, "book", "dvd" } from branch in new int?[] { null, 1, 2 } where (category, type, branch) != (null, null, null) select (category, type, branch)];

        private static Gen<int?> Maybe(int least, int most) =>
            from says in Gen.Elements(true, false)
            from value in Gen.Choose(least, most)
            select says ? value : (int?)null;

        private static CirculationRule Rule(int id, (int? Category, string? Type, int? Branch) kind, RuleValues values) =>
            CirculationRule.Draft(id, CirculationRule.Make(kind.Category, kind.Type, kind.Branch, values));
    }
}
