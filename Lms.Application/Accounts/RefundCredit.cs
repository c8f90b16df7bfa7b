using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using MediatR;

namespace Lms.Application.Accounts;

/// <summary>What a user gets back.</summary>
public sealed record RefundFields
{
    /// <summary>How much, in the library's currency: 0.01 to 999999.99, with at most two decimal places.</summary>
    /// <example>20.00</example>
    public decimal? Amount { get; init; }

    /// <inheritdoc cref="AccountEntry.Note"/>
    public string? Note { get; init; }
}

/// <summary>Gives a user's credit back as money. Never more than they have to their credit.</summary>
/// <param name="UserId">To whom.</param>
/// <param name="Fields">How much.</param>
public sealed record RefundCredit(int UserId, RefundFields Fields) : ICommand<AccountEntryResponse>;

internal sealed class RefundFieldsValidator : AbstractValidator<RefundFields>
{
    public RefundFieldsValidator()
    {
        RuleFor(refund => refund.Amount).NotNull().Amount();
        RuleFor(refund => refund.Note).NotBlank().MaximumLength(AccountEntry.MaxNote);
    }
}

internal sealed class RefundCreditValidator : AbstractValidator<RefundCredit>
{
    public RefundCreditValidator() => RuleFor(command => command.Fields).SetValidator(new RefundFieldsValidator());
}

internal sealed class RefundCreditHandler(AccountBook accounts, ICaller caller, TimeProvider time) : IRequestHandler<RefundCredit, AccountEntryResponse>
{
    public async Task<AccountEntryResponse> Handle(RefundCredit command, CancellationToken cancellationToken)
    {
        caller.MustNotFavourThemselves(command.UserId);
        var (account, page) = await accounts.OpenForWritingAsync(command.UserId, caller, time, cancellationToken);
        account.Add(AccountEntry.Refund(page, command.Fields.Amount!.Value, command.Fields.Note));
        return await accounts.RecordAsync(account, new Scene(page.ActorId, null, page.At), cancellationToken);
    }
}
