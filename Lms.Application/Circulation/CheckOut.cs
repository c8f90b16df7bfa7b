using AutoMapper;
using FluentValidation;
using Lms.Application.Accounts;
using Lms.Application.Common;
using Lms.Application.Holds;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using MediatR;

namespace Lms.Application.Circulation;

/// <summary>Lends a copy to a user.</summary>
public sealed record CheckOut : CheckoutRequest, ICommand<LoanResponse>;

internal sealed class CheckOutValidator : AbstractValidator<CheckOut>
{
    public CheckOutValidator(TimeProvider time) => Include(new CheckoutRequestValidator(time));
}

internal sealed class CheckOutHandler(ILmsDbContext db, ICheckoutFacts checkouts, LostCopies lostCopies, CopyRouting routing, HoldEnding holdEnding, ICaller caller, IMapper mapper, TimeProvider time) : IRequestHandler<CheckOut, LoanResponse>
{
    public async Task<LoanResponse> Handle(CheckOut command, CancellationToken cancellationToken)
    {
        var found = await checkouts.FindAsync(command.NamingBorrower(caller), !caller.IsStaff, toLend: true, cancellationToken);
        var now = time.GetUtcNow();
        var (facts, decision) = (found.Facts, Checkout.Decide(found.Facts, now));
        var passedOver = decision.Demand(command.Override.By(caller));

        var scene = new Scene(caller.UserId, facts.BranchId, now, facts.Proxy?.Proxy.Id);
        var fulfilled = FulfilledBy(facts);
        var before = Before.Of(facts.Copy, facts.OpenLoan?.Status) with
        {
            Hold = HoldBefore.Of(fulfilled),
            Robbed = facts.FillsHold == fulfilled ? null : HoldBefore.Of(facts.FillsHold),
            Transfer = TransferBefore.Of(found.Transfer),
            ClosedLoanId = facts.OpenLoan?.Id,
        };
        await CloseLossAsync(found, scene, cancellationToken);
        found.Transfer?.End(arrived: false, now);

        var loan = Loan.Begin(found.LoanId, facts, LoanTrace.Of("checkout", decision, decision.Due, [.. passedOver.Select(block => block.Code)], now));
        db.Loans.Add(loan);
        db.Transactions.Add(Transaction.Write(TransactionType.Checkout, scene, new Subject
        {
            Copy = facts.Copy,
            Loan = loan,
            DueAt = loan.DueAt,
            Before = before,
            Note = command.Override.Note(passedOver),
        }));
        await SettleAsync(found, fulfilled, scene, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.ToResponse(loan, now);
    }

    /// <summary>The copy that was put aside for the user, or any copy of what they wait for.</summary>
    private static Hold? FulfilledBy(CheckoutFacts facts) =>
        facts.OnSite ? null : facts.FillsHold?.UserId == facts.Patron.Id ? facts.FillsHold : facts.OwnHold;

    /// <summary>A copy that is lent cannot be lost: the loan on which it was ends as if it had come back.</summary>
    private async Task CloseLossAsync(CheckoutCase found, Scene scene, CancellationToken cancellationToken)
    {
        if (found.Facts.OpenLoan is not { } lost)
            return;
        // Whoever lost it may be somebody else, whose account is not locked yet.
        if (lost.UserId is { } loser)
            db.LockWithNextQuery(RowLock.Patron(loser));
        await lostCopies.FindAsync(lost, scene.At, found.Policies.Settings, scene, cancellationToken);
        lost.Return(scene.At);
        db.Transactions.Add(Transaction.Write(TransactionType.Return, scene, new Subject { Copy = found.Facts.Copy, Loan = lost, Note = "Found at a checkout." }));
        // Of two rows that share a unique index, the one that leaves it must be written first.
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task SettleAsync(CheckoutCase found, Hold? fulfilled, Scene scene, CancellationToken cancellationToken)
    {
        var facts = found.Facts;
        if (found.LiesOnHoldShelf)
            await routing.ClearAsync(facts.Copy, scene.At, cancellationToken);
        if (facts.FillsHold is { } robbed && robbed != fulfilled)
        {
            robbed.Unfill();
            db.Transactions.Add(Transaction.Write(TransactionType.HoldUnfilled, scene, new Subject { Copy = facts.Copy, Hold = robbed }));
        }

        if (fulfilled is null)
            return;
        var putAside = fulfilled.FilledByCopyId;
        fulfilled.Fulfil(facts.Copy.Id, scene.At);
        db.Transactions.Add(Transaction.Write(TransactionType.HoldFulfilled, scene, new Subject { Copy = facts.Copy, Hold = fulfilled }));
        if (putAside is { } other && other != facts.Copy.Id)
            await holdEnding.LetGoAsync(other, found.Policies, scene, cancellationToken);
    }
}
