using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Accounts;

/// <summary>What a user is charged by hand.</summary>
public sealed record ChargeFields
{
    /// <summary>How much, in the library's currency: 0.01 to 999999.99, with at most two decimal places.</summary>
    /// <example>4.50</example>
    public decimal? Amount { get; init; }

    /// <summary>What for; <c>other</c> where it is left out.</summary>
    public ChargeReason Reason { get; init; } = ChargeReason.Other;

    /// <summary>The loan of this user that it is about; null for none.</summary>
    public int? LoanId { get; init; }

    /// <inheritdoc cref="AccountEntry.Note"/>
    /// <example>Replacement card</example>
    public string? Note { get; init; }
}

/// <summary>Charges a user by hand; what they have to their credit is used up.</summary>
/// <param name="UserId">Whom.</param>
/// <param name="Fields">How much, and what for.</param>
public sealed record ChargeUser(int UserId, ChargeFields Fields) : ICommand<AccountEntryResponse>;

internal sealed class ChargeFieldsValidator : AbstractValidator<ChargeFields>
{
    public ChargeFieldsValidator()
    {
        RuleFor(charge => charge.Amount).NotNull().Amount();
        RuleFor(charge => charge.LoanId).GreaterThan(0);
        RuleFor(charge => charge.Note).NotBlank().MaximumLength(AccountEntry.MaxNote);
    }
}

internal sealed class ChargeUserValidator : AbstractValidator<ChargeUser>
{
    public ChargeUserValidator() => RuleFor(command => command.Fields).SetValidator(new ChargeFieldsValidator());
}

internal sealed class ChargeUserHandler(ILmsDbContext db, AccountBook accounts, ICaller caller, TimeProvider time) : IRequestHandler<ChargeUser, AccountEntryResponse>
{
    public async Task<AccountEntryResponse> Handle(ChargeUser command, CancellationToken cancellationToken)
    {
        var (account, page) = await accounts.OpenForWritingAsync(command.UserId, caller, time, cancellationToken);
        if (command.Fields.LoanId is { } loanId && !await db.Loans.AnyAsync(loan => loan.Id == loanId && loan.UserId == command.UserId, cancellationToken))
            throw new InvalidMemberException("loanId", $"The user has no loan with id {loanId}.");

        account.Add(AccountEntry.Charge(page, command.Fields.Reason, command.Fields.Amount!.Value, command.Fields.LoanId, command.Fields.Note));
        return await accounts.RecordAsync(account, new Scene(page.ActorId, null, page.At), cancellationToken);
    }
}
