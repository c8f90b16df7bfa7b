using AutoMapper;
using FluentValidation;
using Lms.Application.Accounts;
using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Application.Holds;
using Lms.Domain.Accounts;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Takes a copy back; the desk need not know the loan. A copy that is not on loan is taken back too.</summary>
public sealed record ReturnCopy : ICommand<ReturnReceipt>
{
    /// <summary>What the scanner read.</summary>
    /// <example>"30000000000574"</example>
    public string CopyBarcode { get; init; } = "";

    /// <summary>The branch where it happens; the one the copy was last at where it is left out.</summary>
    public int? BranchId { get; init; }

    /// <summary>When it came back, for a book drop emptied later; now where it is left out. Not in the future, and not before the checkout. What is on no loan comes back now, whatever it says.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>Whether it came back damaged; it is put aside then.</summary>
    public bool Damaged { get; init; }

    /// <summary>What the damage costs the borrower, in the library's currency; null for nothing.</summary>
    public decimal? DamageCharge { get; init; }
}

/// <summary>Ends a loan: its copy is here.</summary>
/// <param name="Id">Which loan.</param>
public sealed record ReturnLoan(int Id) : ICommand<ReturnReceipt>;

/// <summary>What became of a return.</summary>
/// <param name="Loan">The loan that it ended; null where the copy was not on loan.</param>
/// <param name="Copy">The copy as it is now.</param>
/// <param name="Action">What to do with the copy.</param>
/// <param name="Hold">The hold that it fills; null for none.</param>
/// <param name="Transfer">The way that it goes on; null where it stays.</param>
/// <param name="Charges">What was charged and credited because of it.</param>
public sealed record ReturnReceipt(LoanResponse? Loan, CopyResponse Copy, CopyAction Action, HoldResponse? Hold, TransferResponse? Transfer, IReadOnlyList<AccountEntryResponse> Charges);

internal sealed class ReturnCopyValidator : AbstractValidator<ReturnCopy>
{
    public ReturnCopyValidator(TimeProvider time)
    {
        RuleFor(command => command.CopyBarcode).NotEmpty().MaximumLength(Copy.MaxBarcode);
        RuleFor(command => command.BranchId).GreaterThan(0);
        RuleFor(command => command.ReturnedAt).Must(at => at is null || at <= time.GetUtcNow()).WithMessage("It must not lie in the future.");
        RuleFor(command => command.DamageCharge).Money().GreaterThan(0);
        RuleFor(command => command.DamageCharge).Must((command, charge) => charge is null || command.Damaged).WithMessage("Only damage is charged; set damaged.");
    }
}

internal sealed class ReturnCopyHandler(
    ILmsDbContext db, IReturnFacts returns, CopyRouting routing, AccountBook accounts, LostCopies lostCopies, ICaller caller, IMapper mapper, TimeProvider time)
    : IRequestHandler<ReturnCopy, ReturnReceipt>, IRequestHandler<ReturnLoan, ReturnReceipt>
{
    public async Task<ReturnReceipt> Handle(ReturnLoan command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(CalendarLock.ToRead);
        db.LockWithNextQuery(RowLock.BookOfLoan(command.Id));
        var loan = await db.Loans.AsNoTracking().Where(loan => loan.Id == command.Id)
            .Select(loan => new { loan.ReturnedAt, loan.Copy!.Barcode }).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("loan", command.Id);
        if (loan.ReturnedAt is not null)
            throw new ConflictException("loan-closed", "The loan has ended already.");
        return await Handle(new ReturnCopy { CopyBarcode = loan.Barcode }, cancellationToken);
    }

    public async Task<ReturnReceipt> Handle(ReturnCopy command, CancellationToken cancellationToken)
    {
        var found = await returns.FindAsync(command.CopyBarcode, command.BranchId, cancellationToken);
        var now = time.GetUtcNow();
        // Without a loan there is no fine to date. The clocks of two processes differ by a little.
        var returnedAt = found.Loan is null ? now : command.ReturnedAt ?? (found.Loan.CheckedOutAt > now ? found.Loan.CheckedOutAt : now);
        if (found.Loan is { } open && command.ReturnedAt < open.CheckedOutAt)
            throw new InvalidMemberException("returnedAt", "It must not lie before the checkout.");
        if (command.DamageCharge is not null && found.Loan?.UserId is null)
            throw new InvalidMemberException("damageCharge", "The copy is not on loan; there is nobody to charge.");

        var scene = new Scene(caller.UserId, found.BranchId, now);
        var before = Before.Of(found.Copy, found.Loan?.Status) with
        {
            Hold = HoldBefore.Of(found.FillsHold?.Hold),
            Transfer = TransferBefore.Of(found.Transfer),
            RecordedAt = returnedAt < now ? now : null,
        };
        var routed = await SendOnAsync(found, command.Damaged, scene, cancellationToken);
        WriteReturn(found, before, returnedAt, scene);
        var entries = found.Loan is { } loan ? await SettleAsync(found, loan, before, command.DamageCharge, returnedAt, scene, cancellationToken) : [];
        await db.SaveChangesAsync(cancellationToken);

        var holdId = routed.Route.For?.Hold.Id;
        return new ReturnReceipt(
            found.Loan is null ? null : mapper.ToResponse(found.Loan, now),
            mapper.Map<CopyResponse>(found.Copy),
            routed.Route.Action,
            holdId is null ? null : await db.Holds.Where(hold => hold.Id == holdId).Select(HoldResponse.Projection(db)).SingleAsync(cancellationToken),
            mapper.Map<TransferResponse?>(routed.Transfer),
            entries.Count == 0 ? [] : await accounts.ShowAsync(entries, cancellationToken));
    }

    private async Task<Routed> SendOnAsync(ReturnCase found, bool damaged, Scene scene, CancellationToken cancellationToken)
    {
        if (found.LiesOnHoldShelf)
            await routing.ClearAsync(found.Copy, scene.At, cancellationToken);
        return await routing.SendOnAsync(new RoutingFacts
        {
            Copy = found.Copy,
            BranchId = found.BranchId,
            Damaged = damaged,
            Transfer = found.Transfer,
            FillsHold = found.FillsHold,
            Queue = found.SomebodyWaits && found.FillsHold is null ? await routing.QueueAsync(found.Copy.BookId, cancellationToken) : [],
            Policies = found.Policies,
        }, scene, cancellationToken);
    }

    /// <summary>A copy that stood free at its own branch was read in the house; any other that was on no loan was found, or is on its way.</summary>
    private void WriteReturn(ReturnCase found, Before before, DateTimeOffset returnedAt, Scene scene)
    {
        found.Loan?.Return(returnedAt);
        var type = found.Loan is null && before.CopyStatus is CopyStatus.Available && found.Copy.HomeBranchId == found.BranchId && before.BranchId == found.BranchId
            ? TransactionType.InHouseUse
            : TransactionType.Return;
        db.Transactions.Add(Transaction.Write(type, scene with { At = returnedAt }, new Subject { Copy = found.Copy, Loan = found.Loan, Before = before }));
    }

    private async Task<IReadOnlyList<AccountEntry>> SettleAsync(ReturnCase found, Loan loan, Before before, decimal? damageCharge, DateTimeOffset returnedAt, Scene scene, CancellationToken cancellationToken)
    {
        var entries = new List<AccountEntry>();
        if (before.LoanStatus is LoanStatus.Lost)
            entries.AddRange(await lostCopies.FindAsync(loan, returnedAt, found.Policies.Settings, scene, cancellationToken));
        if (loan.UserId is not { } userId)
            return entries;

        var dueAt = loan.DueAt;
        if (before is { LoanStatus: LoanStatus.Open, RecordedAt: not null } && await accounts.CreditFinesSinceAsync(loan, returnedAt, scene, cancellationToken) is { Count: > 0 } credited)
        {
            entries.AddRange(credited);
            dueAt = loan.DueAtOn(returnedAt);
        }

        // What was credited may be used up by what is charged now.
        if (entries.Count > 0)
            await db.SaveChangesAsync(cancellationToken);
        var isFined = before.LoanStatus is LoanStatus.Open && returnedAt > dueAt;
        var fine = isFined ? Fine.For(dueAt, returnedAt, await accounts.TermsAsync(loan, found.FineTermsOf(loan), cancellationToken)) : 0;
        Cost[] costs = [new(ChargeReason.OverdueFine, fine), new(ChargeReason.Damage, damageCharge ?? 0)];
        entries.AddRange(await accounts.ChargeAsync(userId, [.. costs.Where(cost => cost.Amount > 0)], scene, loan, cancellationToken));
        return entries;
    }
}
