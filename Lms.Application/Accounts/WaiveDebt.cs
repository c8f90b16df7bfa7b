using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using MediatR;

namespace Lms.Application.Accounts;

/// <summary>What a user is forgiven.</summary>
public sealed record WaiverFields : SettlementFields
{
    /// <summary>Why. 1 to 500 characters.</summary>
    /// <example>The branch was flooded</example>
    public string Reason { get; init; } = "";
}

/// <summary>Forgives what a user owes: of the charges that are named, or the oldest. Never more than is owed.</summary>
/// <param name="UserId">Whom.</param>
/// <param name="Fields">How much, and why.</param>
public sealed record WaiveDebt(int UserId, WaiverFields Fields) : ICommand<AccountEntryResponse>;

internal sealed class WaiverFieldsValidator : AbstractValidator<WaiverFields>
{
    public WaiverFieldsValidator()
    {
        Include(new SettlementFieldsValidator());
        RuleFor(waiver => waiver.Reason).NotEmpty().MaximumLength(AccountEntry.MaxNote);
    }
}

internal sealed class WaiveDebtValidator : AbstractValidator<WaiveDebt>
{
    public WaiveDebtValidator() => RuleFor(command => command.Fields).SetValidator(new WaiverFieldsValidator());
}

internal sealed class WaiveDebtHandler(AccountBook accounts, ICaller caller, TimeProvider time) : IRequestHandler<WaiveDebt, AccountEntryResponse>
{
    public async Task<AccountEntryResponse> Handle(WaiveDebt command, CancellationToken cancellationToken)
    {
        caller.MustNotFavourThemselves(command.UserId);
        var (account, page) = await accounts.OpenForWritingAsync(command.UserId, caller, time, cancellationToken);
        var named = await accounts.NamedAsync(command.UserId, command.Fields.ChargeIds, cancellationToken);
        account.Add(AccountEntry.Waiver(page, command.Fields.AmountFor(account, named), command.Fields.Reason), named);
        return await accounts.RecordAsync(account, new Scene(page.ActorId, null, page.At), cancellationToken);
    }
}
