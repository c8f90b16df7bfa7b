using FluentValidation;

namespace Lms.Application.Common;

/// <summary>Rules that many validators share.</summary>
internal static class ValidationRules
{
    private const decimal MostMoney = 999_999.99m;

    /// <summary>Null is fine, white space is not: it would look as if something had been said.</summary>
    public static IRuleBuilderOptions<T, string?> NotBlank<T>(this IRuleBuilder<T, string?> rule) =>
        rule.SetValidator(new BoundedRule<T, string?>(text => text is null || !string.IsNullOrWhiteSpace(text), "It must not be blank; leave it out instead.") { Pattern = @"\S" });

    /// <summary>A list of limited length, or none.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>> AtMost<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>> rule, int most) =>
        rule.SetValidator(new BoundedRule<T, IReadOnlyList<TItem>>(list => list is null || list.Count <= most, $"It must have at most {most} entries.") { MaxItems = most });

    /// <summary>A list that has something in it, none of it null, and is of limited length; null where there is no list.</summary>
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> Filled<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>?> rule, int most)
        where TItem : class => rule.SetValidator(new BoundedRule<T, IReadOnlyList<TItem>?>(list => list is null || (list.Count > 0 && list.Count <= most && !list.Contains(null!)), $"It must have 1 to {most} entries, none of them null.")
        {
            MinItems = 1,
            MaxItems = most,
        });

    /// <summary>A list of limited length in which nothing stands twice; null where there is no list.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="least">How many entries it must have, inclusive.</param>
    /// <param name="most">How many entries it may have, inclusive.</param>
    public static IRuleBuilderOptions<T, IReadOnlyList<TItem>?> EachOnce<T, TItem>(this IRuleBuilder<T, IReadOnlyList<TItem>?> rule, int least, int most) =>
        rule.SetValidator(new BoundedRule<T, IReadOnlyList<TItem>?>(list => list is null || (list.Count >= least && list.Count <= most && list.Distinct().Count() == list.Count), $"It must have {least} to {most} entries, none of them twice.")
        {
            MinItems = least,
            MaxItems = most,
            UniqueItems = true,
        });

    /// <summary>An amount of money: not negative, at most 999,999.99, at most two decimal places.</summary>
    public static IRuleBuilderOptions<T, decimal?> Money<T>(this IRuleBuilder<T, decimal?> rule) =>
        rule.SetValidator(new BoundedRule<T, decimal?>(amount => amount is null || (amount is >= 0 and <= MostMoney && decimal.Round(amount.Value, 2) == amount), "It must be an amount from 0.00 to 999999.99 with at most two decimal places.")
        {
            Minimum = 0,
            Maximum = MostMoney,
        });

    /// <summary>A day that people live in: from 1800 to 2999.</summary>
    public static IRuleBuilderOptions<T, DateOnly?> Day<T>(this IRuleBuilder<T, DateOnly?> rule) =>
        rule.Must(day => day is null || day.Value.Year is >= 1800 and < 3000).WithMessage("It must be a day from 1800-01-01 to 2999-12-31.");

    /// <summary>Names out of some, separated by commas; null is fine.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="names">The names that there are.</param>
    /// <param name="before">What may stand before a name, as a regular expression.</param>
    /// <param name="alone">Another name, which stands alone; null for none.</param>
    public static IRuleBuilderOptions<T, string?> NamesOf<T>(this IRuleBuilder<T, string?> rule, IEnumerable<string> names, string before = "", string? alone = null)
    {
        var name = $"{before}({string.Join('|', names)})";
        var some = $"{name}(,{name})*";
        return rule.Matches(alone is null ? $"^{some}$" : $"^({alone}|{some})$")
            .WithMessage($"It must be {(alone is null ? "" : $"{alone}, or ")}names, separated by commas, out of {string.Join(", ", names)}.");
    }

    /// <summary>A code: letters, digits, hyphens, dots and underscores.</summary>
    public static IRuleBuilderOptions<T, string> Code<T>(this IRuleBuilder<T, string> rule, int maxLength) =>
        rule.NotEmpty().MaximumLength(maxLength).Matches("^[A-Za-z0-9._-]*$").WithMessage("It must be of letters, digits, hyphens, dots and underscores.");
}
