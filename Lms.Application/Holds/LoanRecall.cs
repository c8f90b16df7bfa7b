using Lms.Application.Common;
using Lms.Application.Notices;
using Lms.Domain.Circulation;
using Lms.Domain.Notices;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>Calls a loan back for somebody who waits. The caller holds the lock of the book, and saves.</summary>
internal sealed class LoanRecall(ILmsDbContext db, ICaller caller)
{
    /// <summary>
    /// Shortens the loan with the nearest due date that was not recalled before, where recalls are on and no copy is free for them. A loan that is
    /// overdue is not counted on.
    /// </summary>
    public async Task RecallAsync(HoldCase found, Scene scene, CancellationToken cancellationToken)
    {
        var policies = found.Facts.Policies;
        if (policies.Settings.RecallDays is null || found.Facts.FreeToFill > 0)
            return;

        var loan = await db.Loans.Include(loan => loan.Copy)
            .Where(loan => loan.BookId == found.BookId && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && !loan.OnSite && loan.RecalledAt == null && loan.DueAt >= scene.At)
            .Where(loan => found.CopyId == null || loan.CopyId == found.CopyId)
            .OrderBy(loan => loan.DueAt).ThenBy(loan => loan.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (loan is null || Recall.Decide(loan, policies.Settings, policies.CalendarOf(loan.BranchId), scene.At) is not { } due)
            return;

        loan.Recall(LoanTrace.Of("recall", due, scene.At));
        db.Transactions.Add(Transaction.Write(TransactionType.Recall, scene.ForOthers(loan.BranchId, caller.IsStaff), new Subject { Copy = loan.Copy, Loan = loan, DueAt = due.At }));
        db.Notices.Add(Notice.Write(loan.UserId!.Value, NoticeType.Recalled, NoticeTexts.Recalled(found.Title, due.At, policies.CalendarOf(loan.BranchId)), scene.At, loanId: loan.Id));
    }
}
