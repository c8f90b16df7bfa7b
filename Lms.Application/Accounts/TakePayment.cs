using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using MediatR;

namespace Lms.Application.Accounts;

/// <summary>What a user pays.</summary>
public sealed record PaymentFields : SettlementFields
{
    /// <inheritdoc cref="AccountEntry.Note"/>
    /// <example>Paid in cash</example>
    public string? Note { get; init; }
}

/// <summary>Takes money from a user: it settles the charges that are named, then the oldest. What is left over is the user's credit, and the next charge uses it up.</summary>
/// <param name="UserId">Who pays.</param>
/// <param name="Fields">How much, and for what.</param>
public sealed record TakePayment(int UserId, PaymentFields Fields) : ICommand<AccountEntryResponse>;

internal sealed class PaymentFieldsValidator : AbstractValidator<PaymentFields>
{
    public PaymentFieldsValidator()
    {
        Include(new SettlementFieldsValidator());
        RuleFor(payment => payment.Note).NotBlank().MaximumLength(AccountEntry.MaxNote);
    }
}

internal sealed class TakePaymentValidator : AbstractValidator<TakePayment>
{
    public TakePaymentValidator() => RuleFor(command => command.Fields).SetValidator(new PaymentFieldsValidator());
}

internal sealed class TakePaymentHandler(AccountBook accounts, ICaller caller, TimeProvider time) : IRequestHandler<TakePayment, AccountEntryResponse>
{
    public async Task<AccountEntryResponse> Handle(TakePayment command, CancellationToken cancellationToken)
    {
        var (account, page) = await accounts.OpenForWritingAsync(command.UserId, caller, time, cancellationToken);
        var named = await accounts.NamedAsync(command.UserId, command.Fields.ChargeIds, cancellationToken);
        account.Add(AccountEntry.Payment(page, command.Fields.AmountFor(account, named), command.Fields.Note), named);
        return await accounts.RecordAsync(account, new Scene(page.ActorId, null, page.At), cancellationToken);
    }
}
