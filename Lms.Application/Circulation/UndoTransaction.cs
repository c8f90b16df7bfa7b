using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using Lms.Domain.Holds;
using Lms.Domain.Notices;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Takes back a checkout, return or renewal that was a mistake, with all that followed from it at once.</summary>
/// <param name="Id">Which row of the ledger.</param>
/// <param name="Reason">Why; null where nothing is said.</param>
public sealed record UndoTransaction(long Id, string? Reason) : ICommand<TransactionResponse>;

internal sealed class UndoTransactionValidator : AbstractValidator<UndoTransaction>
{
    public UndoTransactionValidator() => RuleFor(command => command.Reason).NotBlank().MaximumLength(500);
}

internal sealed class UndoTransactionHandler(ILmsDbContext db, Mistakes mistakes, MoneyTakenBack money, ICaller caller, IMapper mapper, TimeProvider time) : IRequestHandler<UndoTransaction, TransactionResponse>
{
    public async Task<TransactionResponse> Handle(UndoTransaction command, CancellationToken cancellationToken)
    {
        var mistake = await mistakes.FindAsync(command.Id, cancellationToken);
        var now = time.GetUtcNow();
        if (Undoing.Decide(mistake.Facts, now) is { Count: > 0 } blocks)
            throw new RefusedException(blocks);

        var (row, before) = (mistake.Facts.Row, mistake.Facts.Row.Before!);
        await RestoreLoansAsync(mistake, now, cancellationToken);
        if (mistake.Copy.Status != before.CopyStatus || mistake.Copy.BranchId != before.BranchId)
            mistake.Copy.Restore(before.CopyStatus, before.BranchId);
        var scene = new Scene(caller.UserId, mistake.Copy.BranchId, now);
        await RestoreClearanceAsync(mistake, cancellationToken);
        RestoreWay(mistake, now);
        await RestoreHoldsAsync(mistake, scene, cancellationToken);
        await ForgetNoticesAsync(mistake, cancellationToken);

        var undo = Transaction.Write(TransactionType.Undo, scene, new Subject
        {
            Copy = mistake.Copy,
            Loan = mistake.Loan,
            UserId = row.UserId,
            Hold = mistake.Holds.FirstOrDefault(hold => hold.Id == before.Hold?.Id),
            DueAt = mistake.Loan is { Status: LoanStatus.Open } ? mistake.Loan.DueAt : null,
            UndoesId = row.Id,
            Note = command.Reason,
        });
        db.Transactions.Add(undo);
        if (mistake.Closed is { } closed)
            db.Transactions.Add(Transaction.Write(TransactionType.Undo, scene, new Subject { Copy = mistake.Copy, Loan = closed.Loan, UndoesId = closed.RowId, Note = command.Reason }));
        foreach (var loan in new[] { mistake.Loan, mistake.Closed?.Loan }.OfType<Loan>())
            await money.TakeBackAsync(loan, row.RecordedAt, scene, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<TransactionResponse>(undo);
    }

    private async Task RestoreLoansAsync(Mistake mistake, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (row, before) = (mistake.Facts.Row, mistake.Facts.Row.Before!);
        if (row.Type is TransactionType.Renewal)
            mistake.Loan!.UndoRenewal(before.Seen);
        else if (row.Type is not TransactionType.Checkout)
            mistake.Loan?.UndoReturn(before.LoanStatus!.Value);
        else
            mistake.Loan!.Undo(now);

        if (mistake.Closed is not { Loan: var lost })
            return;
        // Of two loans that share a unique index, the one that leaves it must be written first.
        await db.SaveChangesAsync(cancellationToken);
        lost.UndoReturn(before.LoanStatus!.Value);
    }

    private async Task RestoreHoldsAsync(Mistake mistake, Scene scene, CancellationToken cancellationToken)
    {
        var before = mistake.Facts.Row.Before!;
        foreach (var hold in mistake.Holds.Where(hold => hold.Id != before.Hold?.Id))
        {
            var copy = mistake.PutAside is { } letGo && hold.FilledByCopyId == letGo.Id ? letGo : mistake.Copy;
            if (hold.Id == before.Robbed?.Id)
                hold.Restore(before.Robbed);
            else
                hold.Unfill();
            db.Transactions.Add(Transaction.Write(hold.Status is HoldStatus.Waiting ? TransactionType.HoldUnfilled : TransactionType.HoldFilled, scene, new Subject { Copy = copy, Hold = hold }));
        }

        if (mistake.Holds.FirstOrDefault(hold => hold.Id == before.Hold?.Id) is not { } own)
            return;
        if (mistake.PutAside is { } putAside)
            await PutAsideAgainAsync(putAside, own, mistake, scene, cancellationToken);
        own.Restore(before.Hold!);
    }

    /// <summary>The copy that was let go lies on the hold shelf again, or travels for its hold.</summary>
    private async Task PutAsideAgainAsync(Copy putAside, Hold own, Mistake mistake, Scene scene, CancellationToken cancellationToken)
    {
        // A copy fills one hold at a time: whom it was given to meanwhile must be written as waiting before.
        await db.SaveChangesAsync(cancellationToken);
        if (mistake.Facts.Row.Before!.Hold!.Status is HoldStatus.Ready)
            putAside.Restore(CopyStatus.OnHoldShelf, own.PickupBranchId);
        db.Transactions.Add(Transaction.Write(TransactionType.HoldFilled, scene with { BranchId = putAside.BranchId }, new Subject { Copy = putAside, Hold = own }));
    }

    /// <summary>The copy of an ended hold lies on the hold shelf again, to be cleared away.</summary>
    private async Task RestoreClearanceAsync(Mistake mistake, CancellationToken cancellationToken)
    {
        var (copyId, at, own) = (mistake.Copy.Id, mistake.Facts.Row.RecordedAt, mistake.Facts.Row.Before!.Hold?.Id);
        await db.Holds.Where(hold => hold.FilledByCopyId == copyId && hold.ClearedAt == at && hold.Id != own)
            .ExecuteUpdateAsync(set => set.SetProperty(hold => hold.ClearedAt, (DateTimeOffset?)null), cancellationToken);
    }

    /// <summary>A way that had ended goes on, one that had begun ends.</summary>
    private static void RestoreWay(Mistake mistake, DateTimeOffset now)
    {
        var (before, hold) = (mistake.Facts.Row.Before!.Transfer, mistake.Facts.Row.Before.Hold);
        foreach (var transfer in mistake.Transfers)
        {
            if (transfer.Id == before?.Id)
                transfer.Restore(before);
            else if (hold is { Status: HoldStatus.InTransit } && transfer.CopyId == mistake.PutAside?.Id)
                transfer.Redirect(transfer.ToBranchId, hold.Id);
            else
                transfer.End(arrived: false, now);
        }
    }

    private async Task ForgetNoticesAsync(Mistake mistake, CancellationToken cancellationToken)
    {
        var (since, loanId, holds) = (mistake.Facts.Row.RecordedAt, mistake.Loan?.Id, mistake.Holds.Select(hold => (int?)hold.Id).ToList());
        var notices = await db.Notices
            .Where(notice => notice.Status == NoticeStatus.Queued && notice.CreatedAt >= since && ((loanId != null && notice.LoanId == loanId) || holds.Contains(notice.HoldId)))
            .ToListAsync(cancellationToken);
        foreach (var notice in notices)
            notice.Drop("What it tells was taken back.");
    }
}
