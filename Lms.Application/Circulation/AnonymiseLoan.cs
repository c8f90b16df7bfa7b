using Lms.Application.Chores;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Circulation;
using Lms.Domain.Notices;
using Lms.Domain.Policies;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>
/// Forgets who had borrowed what has come back: the loan and its rows of the ledger lose their user, what is about money loses the loan, the notices
/// about it go, and so do the answers kept for repeated requests in which it stands. What statistics need stays: category, branch, material type.
/// </summary>
/// <param name="Id">Which loan.</param>
public sealed record AnonymiseLoan(int Id) : ICommand<bool>;

internal sealed class AnonymiseLoanHandler(ILmsDbContext db, IFreeRows rows, IAnswersAbout answers, ILibraryPolicies policies, TimeProvider time) : IRequestHandler<AnonymiseLoan, bool>
{
    public async Task<bool> Handle(AnonymiseLoan command, CancellationToken cancellationToken)
    {
        if (!await rows.TakeAsync(RowLock.BookOfLoan(command.Id), cancellationToken))
            return false;

        var (now, settings) = (time.GetUtcNow(), (await policies.CurrentAsync(cancellationToken)).Settings);
        db.LockWithNextQuery(RowLock.PatronOfLoan(command.Id));
        var userId = await db.LoansToForget(settings, now).Where(loan => loan.Id == command.Id).Select(loan => loan.UserId).SingleOrDefaultAsync(cancellationToken);
        if (userId is null || await CanBeTakenBackAsync(command.Id, settings.UndoableSince(now), cancellationToken))
            return false;

        await db.Transactions.Where(row => row.LoanId == command.Id && row.Amount == null).ForgetAsync(userId, cancellationToken);
        await ForgetWhatForAsync(command.Id, cancellationToken);
        await db.Notices.Where(notice => notice.LoanId == command.Id).ExecuteDeleteAsync(cancellationToken);
        await answers.ForgetLoanAsync(command.Id, cancellationToken);
        await db.Loans.Where(loan => loan.Id == command.Id).ExecuteUpdateAsync(set => set.SetProperty(loan => loan.UserId, (int?)null), cancellationToken);
        return true;
    }

    /// <summary>What came through the book drop was recorded later than it happened, and only the row itself says when.</summary>
    private async Task<bool> CanBeTakenBackAsync(int loanId, DateTimeOffset undoable, CancellationToken cancellationToken) =>
        (await db.Transactions.AsNoTracking().Where(row => row.LoanId == loanId && row.Type == TransactionType.Return).ToListAsync(cancellationToken)).Any(row => row.RecordedAt >= undoable);

    /// <summary>What was charged and paid stays the user's, in the account as in the ledger; the books balance without saying what for.</summary>
    private async Task ForgetWhatForAsync(int loanId, CancellationToken cancellationToken)
    {
        await db.AccountEntries.Where(entry => entry.LoanId == loanId).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.LoanId, (int?)null), cancellationToken);
        await db.Transactions.Where(row => row.LoanId == loanId && row.Amount != null).ExecuteUpdateAsync(set => set
            .SetProperty(row => row.LoanId, (int?)null).SetProperty(row => row.BookId, (int?)null).SetProperty(row => row.CopyId, (int?)null), cancellationToken);
    }
}

internal sealed class AnonymisingLoans(ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : IChore
{
    public string Name => "anonymise loans";

    public async Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken)
    {
        var settings = (await policies.CurrentAsync(cancellationToken)).Settings;
        return await db.LoansToForget(settings, time.GetUtcNow()).OrderBy(loan => loan.Id).Select(loan => loan.Id).ToListAsync(cancellationToken);
    }

    public ICommand<bool> Do(int piece) => new AnonymiseLoan(piece);
}

internal static class Forgetting
{
    /// <summary>
    /// Past loans that are to lose their user: those of users who keep no history, once nothing of them can be taken back, is owed, or is still to be sent.
    /// </summary>
    public static IQueryable<Loan> LoansToForget(this ILmsDbContext db, Settings settings, DateTimeOffset now)
    {
        var end = settings.HistoryEnds(now) ?? DateTimeOffset.MinValue;
        var undoable = settings.UndoableSince(now);
        return db.Loans.Where(loan => loan.UserId != null && !loan.InHistory && loan.ReturnedAt <= end
            && !db.Patrons.Any(patron => patron.Id == loan.UserId && patron.KeepsHistory)
            && !db.Transactions.Any(row => row.LoanId == loan.Id && row.At >= undoable)
            && !db.Notices.Any(notice => notice.LoanId == loan.Id && notice.Status == NoticeStatus.Queued)
            && !db.AccountEntries.Any(entry => entry.LoanId == loan.Id && entry.Amount > 0 && db.Allocations.Where(part => part.ChargeId == entry.Id).Sum(part => part.Amount) < entry.Amount));
    }

    /// <summary>Lets rows of the ledger forget a user: whom they are about, who acted for them, what they did themselves, and what was said about it.</summary>
    public static Task<int> ForgetAsync(this IQueryable<Transaction> ledger, int? userId, CancellationToken cancellationToken) =>
        ledger.ExecuteUpdateAsync(set => set
            .SetProperty(row => row.UserId, (int?)null)
            .SetProperty(row => row.ActorId, row => row.ActorId == userId || row.ActorId == row.ProxyId ? null : row.ActorId)
            .SetProperty(row => row.ProxyId, (int?)null)
            .SetProperty(row => row.Note, (string?)null), cancellationToken);
}
