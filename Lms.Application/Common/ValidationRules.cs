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

    /// <summary>A code: letters, digits, hyphens, dots and underscores.</summary>
    public static IRuleBuilderOptions<T, string> Code<T>(this IRuleBuilder<T, string> rule, int maxLength) =>
        rule.NotEmpty().MaximumLength(maxLength).Matches("^[A-Za-z0-9._-]*$").WithMessage("It must be of letters, digits, hyphens, dots and underscores.");
}
