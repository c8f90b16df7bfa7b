using AutoMapper;
using FluentValidation;
using Lms.Application.Accounts;
using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using MediatR;

namespace Lms.Application.Circulation;

/// <summary>Extends a loan.</summary>
/// <param name="Id">Which loan.</param>
/// <param name="DueAt">Another due date than the rule gives; null where the rule is to say. For staff.</param>
/// <param name="Override">Does it all the same, where the caller may; null for not.</param>
public sealed record RenewLoan(int Id, DateTimeOffset? DueAt, OverrideRequest? Override) : ICommand<LoanResponse>;

internal sealed class RenewLoanValidator : AbstractValidator<RenewLoan>
{
    public RenewLoanValidator(TimeProvider time)
    {
        RuleFor(command => command.DueAt).DueInTime(time);
        RuleFor(command => command.Override!).SetValidator(new OverrideRequestValidator()).When(command => command.Override is not null);
    }
}

internal sealed class RenewLoanHandler(ILmsDbContext db, IRenewalFacts renewals, AccountBook accounts, ICaller caller, IMapper mapper, TimeProvider time) : IRequestHandler<RenewLoan, LoanResponse>
{
    public async Task<LoanResponse> Handle(RenewLoan command, CancellationToken cancellationToken)
    {
        if (!caller.IsStaff && (command.DueAt is not null || command.Override is not null))
            throw new ForbiddenException("Only staff choose a due date or pass over a block.");

        var (facts, fineTerms) = await renewals.FindAsync(command, seen: caller.IsStaff, cancellationToken);
        var now = time.GetUtcNow();
        var (loan, decision) = (facts.Loan, Renewal.Decide(facts, now));
        var passedOver = decision.Demand(command.Override.By(caller));

        var scene = new Scene(caller.UserId, loan.BranchId, now);
        var fine = Fine.For(loan.DueAt, now, await accounts.TermsAsync(loan, now, fineTerms, cancellationToken));
        var before = Before.Of(loan.Copy!, loan.Status, facts.Seen);
        loan.Renew(LoanTrace.Of("renewal", decision, decision.Due, [.. passedOver.Select(block => block.Code)], now), facts.Policy, facts.Seen);
        db.Transactions.Add(Transaction.Write(TransactionType.Renewal, scene, new Subject { Copy = loan.Copy, Loan = loan, DueAt = loan.DueAt, Before = before, Note = command.Override.Note(passedOver) }));
        if (fine > 0)
            await accounts.ChargeAsync(facts.Patron.Id, [new Cost(ChargeReason.OverdueFine, fine)], scene, loan, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.ToResponse(loan, now);
    }
}
