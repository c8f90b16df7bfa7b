using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using MediatR;

namespace Lms.Application.Circulation;

/// <summary>Lends a copy to a user.</summary>
public sealed record CheckOut : CheckoutRequest, ICommand<LoanResponse>;

internal sealed class CheckOutValidator : AbstractValidator<CheckOut>
{
    public CheckOutValidator(TimeProvider time) => Include(new CheckoutRequestValidator(time));
}

internal sealed class CheckOutHandler(ILmsDbContext db, ICheckoutFacts checkouts, ICaller caller, IMapper mapper, TimeProvider time) : IRequestHandler<CheckOut, LoanResponse>
{
    public async Task<LoanResponse> Handle(CheckOut command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (facts, branchId, loanId) = await checkouts.FindAsync(command, toLend: true, cancellationToken);
        var decision = Checkout.Decide(facts, now);
        decision.Demand(command.Override?.Blocks, command.Override is null ? null : caller.Role);

        var loan = Loan.Begin(loanId, facts, branchId, command.DueAt ?? decision.DueAt, now);
        db.Loans.Add(loan);
        db.Transactions.Add(Transaction.About(loan, TransactionType.Checkout, caller.UserId, branchId, now, OverrideNote(command.Override, decision.Blocks)));
        await db.SaveChangesAsync(cancellationToken);
        return mapper.ToResponse(loan, now);
    }

    private static string? OverrideNote(OverrideRequest? given, IReadOnlyList<Block> passedOver) =>
        given is null || passedOver.Count == 0 ? null : $"Override of {string.Join(", ", passedOver.Select(block => block.Code))}: {given.Reason}";
}
