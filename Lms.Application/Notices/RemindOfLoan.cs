using Lms.Application.Chores;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Circulation;
using Lms.Domain.Notices;
using Lms.Domain.Policies;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Notices;

/// <summary>Tells a user that a loan is due soon, or overdue: once for each due date.</summary>
/// <param name="LoanId">Which loan.</param>
/// <param name="Type"><see cref="NoticeType.DueSoon"/> or <see cref="NoticeType.Overdue"/>.</param>
public sealed record RemindOfLoan(int LoanId, NoticeType Type) : ICommand<bool>;

internal sealed class RemindOfLoanHandler(ILmsDbContext db, IFreeRows rows, ILibraryPolicies policies, TimeProvider time) : IRequestHandler<RemindOfLoan, bool>
{
    public async Task<bool> Handle(RemindOfLoan command, CancellationToken cancellationToken)
    {
        if (!await rows.TakeAsync(new RowLock("loans", "id = {0}", command.LoanId), cancellationToken))
            return false;

        var (now, current) = (time.GetUtcNow(), await policies.CurrentAsync(cancellationToken));
        var loan = await db.LoansToRemindOf(command.Type, current.Settings, now).Where(loan => loan.Id == command.LoanId)
            .Select(loan => new { loan.UserId, loan.DueAt, loan.BranchId, loan.Book!.Title }).SingleOrDefaultAsync(cancellationToken);
        if (loan is not { UserId: { } userId })
            return false;
        var occasion = Occasions.Of(command.Type is NoticeType.DueSoon ? "dueSoon" : "overdue", command.LoanId, loan.DueAt);
        if (await db.Notices.AnyAsync(notice => notice.Occasion == occasion, cancellationToken))
            return false;

        var calendar = current.CalendarOf(loan.BranchId);
        var text = command.Type is NoticeType.DueSoon ? NoticeTexts.DueSoon(loan.Title, loan.DueAt, calendar) : NoticeTexts.Overdue(loan.Title, loan.DueAt, calendar);
        db.Notices.Add(Notice.Write(userId, command.Type, text, now, loanId: command.LoanId, occasion: occasion));
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }
}

internal abstract class Reminding(NoticeType type, ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : IChore
{
    public abstract string Name { get; }

    public async Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken)
    {
        var settings = (await policies.CurrentAsync(cancellationToken)).Settings;
        return await db.LoansToRemindOf(type, settings, time.GetUtcNow()).OrderBy(loan => loan.DueAt).Select(loan => loan.Id).ToListAsync(cancellationToken);
    }

    public ICommand<bool> Do(int piece) => new RemindOfLoan(piece, type);
}

internal sealed class RemindingOfDueDates(ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : Reminding(NoticeType.DueSoon, db, policies, time)
{
    public override string Name => "remind of due dates";
}

internal sealed class RemindingOfOverdueLoans(ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : Reminding(NoticeType.Overdue, db, policies, time)
{
    public override string Name => "remind of overdue loans";
}

internal static class LoansToRemind
{
    /// <summary>The loans of which their users should be reminded now and were not, for the due dates that they have.</summary>
    /// <remarks>A loan that is due sooner than the reminder would come anyway is not worth one.</remarks>
    public static IQueryable<Loan> LoansToRemindOf(this ILmsDbContext db, NoticeType type, Settings settings, DateTimeOffset now)
    {
        var open =
            from loan in db.Loans
            where loan.ReturnedAt == null && loan.Status == LoanStatus.Open
            let since = db.Transactions.Where(row => row.LoanId == loan.Id && row.DueAt != null).Max(row => (DateTimeOffset?)row.At) ?? loan.CheckedOutAt
            where !db.Notices.Any(notice => notice.LoanId == loan.Id && notice.Type == type && notice.CreatedAt > since)
            select new { loan, since };

        var (soon, late) = (settings.DueSoonDays, settings.OverdueNoticeDays);
        if (type is NoticeType.DueSoon && soon is { } days)
        {
            var until = now.AddDays(days);
            return open.Where(row => row.loan.DueAt > now && row.loan.DueAt <= until && row.since < row.loan.DueAt.AddDays(-days)).Select(row => row.loan);
        }

        var before = late is { } overdueDays ? now.AddDays(-overdueDays) : DateTimeOffset.MinValue;
        return open.Where(row => type == NoticeType.Overdue && late != null && row.loan.DueAt < now && row.loan.DueAt <= before).Select(row => row.loan);
    }
}
