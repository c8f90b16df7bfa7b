using Lms.Application.Accounts;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Accounts;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Finds what it takes to take something back.</summary>
internal sealed class Mistakes(ILmsDbContext db, ILibraryPolicies policies)
{
    /// <summary>Locks the book and the patrons first, so that nothing is built upon it meanwhile.</summary>
    /// <exception cref="NotFoundException"><c>transaction-not-found</c>.</exception>
    public async Task<Mistake> FindAsync(long id, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.BookOfTransaction(id));
        db.LockWithNextQuery(RowLock.PatronsOfTransaction(id));
        var row = await db.Transactions.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw new NotFoundException("transaction", id);
        var settings = (await policies.CurrentAsync(cancellationToken)).Settings;
        var takenBack = await db.Transactions.AnyAsync(other => other.UndoesId == id, cancellationToken);
        if (row is not { Before: { } before, CopyId: { } copyId } || takenBack)
            return new Mistake(new UndoFacts(row, takenBack, BuiltUpon: false, settings), null!, null, null, null, [], []);

        var (holdId, robbedId, transferId) = (before.Hold?.Id, before.Robbed?.Id, before.Transfer?.Id);
        var putAsideId = before.Hold?.FilledByCopyId is { } found && found != copyId ? found : (int?)null;
        int[] copyIds = putAsideId is { } other ? [copyId, other] : [copyId];
        var copies = await db.Copies.Where(copy => copyIds.Contains(copy.Id)).ToDictionaryAsync(copy => copy.Id, cancellationToken);
        var holds = await db.Holds.Where(hold => hold.Id == holdId || hold.Id == robbedId || (copyIds.Contains(hold.FilledByCopyId!.Value) && hold.EndedAt == null)).ToListAsync(cancellationToken);
        var loan = await db.Loans.SingleOrDefaultAsync(loan => loan.Id == row.LoanId, cancellationToken);
        var closed = await db.Loans.SingleOrDefaultAsync(loan => loan.Id == before.ClosedLoanId, cancellationToken);
        var closing = before.ClosedLoanId is null ? null : await db.Transactions.Where(other => other.LoanId == before.ClosedLoanId && other.Type == TransactionType.Return && other.At == row.At)
            .Select(other => (long?)other.Id).FirstOrDefaultAsync(cancellationToken);
        return new Mistake(
            new UndoFacts(row, takenBack, await IsBuiltUponAsync(row, putAsideId, holds, loan, closed, cancellationToken), settings),
            copies[copyId],
            putAsideId is null ? null : copies[putAsideId.Value],
            loan,
            closed is null ? null : new ClosedLoan(closed, closing!.Value),
            holds,
            row.Type is TransactionType.Renewal ? [] : await db.Transfers.Where(transfer => copyIds.Contains(transfer.CopyId) && (transfer.EndedAt == null || transfer.Id == transferId)).ToListAsync(cancellationToken));
    }

    private async Task<bool> IsBuiltUponAsync(Transaction row, int? putAsideId, IReadOnlyList<Hold> holds, Loan? loan, Loan? closed, CancellationToken cancellationToken)
    {
        if (loan is { UserId: null } || closed is { UserId: null } || holds.Any(hold => hold.UserId is null))
            return true;
        var (ids, at) = (holds.Select(hold => (int?)hold.Id).ToList(), row.RecordedAt);
        return await db.Transactions.AnyAsync(
                other => other.Id > row.Id
                    && (other.CopyId == row.CopyId || (putAsideId != null && other.CopyId == putAsideId) || (row.LoanId != null && other.LoanId == row.LoanId) || ids.Contains(other.HoldId))
                    && !(other.At == at && (Undoing.Consequences.Contains(other.Type) || (other.CopyId == putAsideId && other.Type == TransactionType.CopyStatusChange))), cancellationToken)
            || await WasForgivenAsync(loan, at, cancellationToken)
            || await WaitsForItAsync(loan, at, cancellationToken)
            || await WaitsAgainAsync(holds, cancellationToken);
    }

    /// <summary>What was paid becomes credit; what was forgiven would become a present.</summary>
    private async Task<bool> WasForgivenAsync(Loan? loan, DateTimeOffset at, CancellationToken cancellationToken) =>
        loan is not null && await db.Allocations.AnyAsync(part => part.Charge.LoanId == loan.Id && part.Charge.At == at && part.Credit.Type == EntryType.Waiver, cancellationToken);

    /// <summary>Who brought a copy back and waits for the book since cannot have it on loan as well.</summary>
    private async Task<bool> WaitsForItAsync(Loan? loan, DateTimeOffset at, CancellationToken cancellationToken) =>
        loan is { Status: LoanStatus.Returned } && await db.Holds.AnyAsync(hold => hold.BookId == loan.BookId && hold.UserId == loan.UserId && hold.EndedAt == null && hold.PlacedAt >= at, cancellationToken);

    private async Task<bool> WaitsAgainAsync(IReadOnlyList<Hold> holds, CancellationToken cancellationToken)
    {
        if (holds.FirstOrDefault(hold => !hold.IsActive) is not { } ended)
            return false;
        return await db.Holds.AnyAsync(hold => hold.BookId == ended.BookId && hold.UserId == ended.UserId && hold.EndedAt == null, cancellationToken);
    }
}

/// <summary>Something to be taken back, with all that it changed.</summary>
/// <param name="Facts">What to decide it on.</param>
/// <param name="Copy">The copy; missing only where nothing can be taken back.</param>
/// <param name="PutAside">The copy that had been put aside for the borrower, and was let go when they borrowed this one; null for none.</param>
/// <param name="Loan">The loan that it began, extended or ended; null for none.</param>
/// <param name="Closed">The loan on which the copy had been lost; null for none.</param>
/// <param name="Holds">The holds that it filled, fulfilled or emptied.</param>
/// <param name="Transfers">The ways that it ended or began.</param>
internal sealed record Mistake(UndoFacts Facts, Copy Copy, Copy? PutAside, Loan? Loan, ClosedLoan? Closed, IReadOnlyList<Hold> Holds, IReadOnlyList<Transfer> Transfers);

/// <summary>A loan that ended because its lost copy was lent.</summary>
/// <param name="Loan">The loan.</param>
/// <param name="RowId">The row of the ledger that says so.</param>
internal sealed record ClosedLoan(Loan Loan, long RowId);

/// <summary>Takes back what a mistake cost. The caller holds the lock of the patron, and saves.</summary>
internal sealed class MoneyTakenBack(ILmsDbContext db, AccountBook accounts)
{
    private const string Note = "A mistake was taken back.";

    /// <summary>Credits what was charged for a loan in one moment, and charges anew what was credited.</summary>
    public async Task TakeBackAsync(Loan loan, DateTimeOffset at, Scene scene, CancellationToken cancellationToken)
    {
        var entries = await db.AccountEntries
            .Where(entry => entry.LoanId == loan.Id && entry.At == at && (entry.Type == EntryType.Charge || entry.Type == EntryType.Credit))
            .OrderBy(entry => entry.Id)
            .ToListAsync(cancellationToken);
        if (entries.Count == 0 || loan.UserId is not { } userId)
            return;

        var (account, page) = (await accounts.OpenAsync(userId, cancellationToken), new AccountPage(userId, scene.ActorId, scene.At));
        foreach (var entry in entries)
        {
            if (entry.Type is EntryType.Charge)
                account.Add(AccountEntry.Credit(page, entry.Reason!.Value, entry.Amount, loan.Id, Note), [entry]);
            else
                account.Add(AccountEntry.Charge(page, entry.Reason!.Value, -entry.Amount, loan.Id, Note));
        }

        accounts.Write(account, scene, loan);
    }
}
