using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Extends a loan.</summary>
/// <param name="Id">Which loan.</param>
/// <param name="Override">Does it all the same, where the caller may; null for not.</param>
public sealed record RenewLoan(int Id, OverrideRequest? Override) : ICommand<LoanResponse>;

internal sealed class RenewLoanValidator : AbstractValidator<RenewLoan>
{
    public RenewLoanValidator() =>
        RuleFor(command => command.Override!.Reason).NotEmpty().MaximumLength(500).OverridePropertyName("override.reason").When(command => command.Override is not null);
}

internal sealed class RenewLoanHandler(ILmsDbContext db, ICaller caller, IMapper mapper, TimeProvider time) : IRequestHandler<RenewLoan, LoanResponse>
{
    public async Task<LoanResponse> Handle(RenewLoan command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var facts = await FindAsync(command.Id, cancellationToken) ?? throw new NotFoundException("loan", command.Id);
        var decision = Renewal.Decide(facts, now);
        decision.Demand(command.Override?.Blocks, command.Override is null ? null : caller.Role);

        facts.Loan.Renew(decision.DueAt);
        db.Transactions.Add(Transaction.About(facts.Loan, TransactionType.Renewal, caller.UserId, facts.Loan.BranchId, now, command.Override?.Reason));
        await db.SaveChangesAsync(cancellationToken);
        return mapper.ToResponse(facts.Loan, now);
    }

    private async Task<RenewalFacts?> FindAsync(int id, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Loan(id));
        var found = await (
            from loan in db.Loans.Include(loan => loan.Book).Include(loan => loan.Copy)
            join patron in db.Patrons on loan.UserId equals patron.Id
            join rule in db.CirculationRules on loan.RuleId equals rule.Id
            join branch in db.Branches on loan.BranchId equals branch.Id
            where loan.Id == id && (caller.IsStaff || loan.UserId == caller.UserId)
            select new { loan, patron, rule, branch }).SingleOrDefaultAsync(cancellationToken);
        return found is null ? null : new RenewalFacts(found.loan, found.patron, found.rule, found.branch.Clock);
    }
}
