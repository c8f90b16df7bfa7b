using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Identity;

namespace Lms.Application.Accounts;

/// <summary>How much is settled, and of what.</summary>
public abstract record SettlementFields
{
    /// <summary>The most charges that can be named at once.</summary>
    public const int MaxCharges = 100;

    /// <summary>How much, in the library's currency: 0.01 to 999999.99, with at most two decimal places. Where charges are named it can be left out: then it is all that is open of them.</summary>
    /// <example>4.50</example>
    public decimal? Amount { get; init; }

    /// <summary>The ids of the charges to settle first, in this order, at most 100; null for the oldest first.</summary>
    public IReadOnlyList<long>? ChargeIds { get; init; }

    /// <exception cref="ConflictException"><c>nothing-owed</c>: nothing is open of the charges that were named.</exception>
    internal decimal AmountFor(Account account, IReadOnlyList<AccountEntry> named)
    {
        var amount = Amount ?? named.Sum(account.OpenOf);
        return amount > 0 ? amount : throw new ConflictException("nothing-owed", "The charges are settled already.");
    }
}

internal sealed class SettlementFieldsValidator : AbstractValidator<SettlementFields>
{
    public SettlementFieldsValidator()
    {
        RuleFor(settlement => settlement.Amount).Amount();
        RuleFor(settlement => settlement.Amount).Must((settlement, amount) => amount is not null || settlement.ChargeIds is not null).WithMessage("Say how much, or name charges.");
        RuleFor(settlement => settlement.ChargeIds).EachOnce(1, SettlementFields.MaxCharges);
        RuleForEach(settlement => settlement.ChargeIds).GreaterThan(0);
    }
}

internal static class AccountRules
{
    /// <summary>An amount that moves money: more than 0, at most 999,999.99, at most two decimal places. Null is fine.</summary>
    public static IRuleBuilderOptions<T, decimal?> Amount<T>(this IRuleBuilder<T, decimal?> rule) => rule.GreaterThan(0).Money();

    /// <summary>Librarians do not forgive their own debts or pay money out to themselves; administrators answer for the library as a whole.</summary>
    /// <exception cref="ForbiddenException">They would.</exception>
    public static void MustNotFavourThemselves(this ICaller caller, int userId)
    {
        if (caller.UserId == userId && caller.Role is not Role.Admin)
            throw new ForbiddenException("Ask a colleague to waive or refund on your own account.");
    }
}
