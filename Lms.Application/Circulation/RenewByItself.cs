using Lms.Application.Chores;
using Lms.Application.Common;
using Lms.Application.Notices;
using Lms.Application.Policies;
using Lms.Domain.Circulation;
using Lms.Domain.Notices;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Renews a loan in the night before it is due, for a user who wants that, and tells them; or tells them why it could not.</summary>
/// <param name="Id">Which loan.</param>
public sealed record RenewByItself(int Id) : ICommand<bool>;

internal sealed class RenewByItselfHandler(ILmsDbContext db, IFreeRows rows, IRenewalFacts renewals, IRequestHandler<RenewLoan, LoanResponse> renewing, TimeProvider time) : IRequestHandler<RenewByItself, bool>
{
    public async Task<bool> Handle(RenewByItself command, CancellationToken cancellationToken)
    {
        // The calendars before the book, as everybody locks them; whether the loan is open is certain once its book is locked.
        db.LockWithNextQuery(CalendarLock.ToRead);
        if (!await IsOpenAsync(command.Id, cancellationToken)
            || !await rows.TakeAsync(RowLock.BookOfLoan(command.Id), cancellationToken)
            || !await IsOpenAsync(command.Id, cancellationToken))
            return false;

        var now = time.GetUtcNow();
        var renewal = new RenewLoan(command.Id, null, null);
        var (facts, _) = await renewals.FindAsync(renewal, seen: false, cancellationToken);
        var (loan, dueAt) = (facts.Loan, facts.Loan.DueAt);
        var occasion = Occasions.Of("autoRenewal", loan.Id, dueAt);
        if (!facts.Patron.AutoRenew || !AutoRenewal.IsTime(dueAt, loan.Traces[^1].At, facts.Calendar, now) || await db.Notices.AnyAsync(notice => notice.Occasion == occasion, cancellationToken))
            return false;

        var decision = Renewal.Decide(facts, now);
        if (decision.Allowed && decision.DueAt > dueAt)
        {
            await renewing.Handle(renewal, cancellationToken);
            Tell(facts, NoticeType.AutoRenewed, NoticeTexts.AutoRenewed(loan.Book!.Title, loan.DueAt, facts.Calendar), occasion, now);
        }
        else
        {
            Tell(facts, NoticeType.NotRenewed, NoticeTexts.NotRenewed(loan.Book!.Title, dueAt, facts.Calendar, ReasonsAgainst(decision)), occasion, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    private Task<bool> IsOpenAsync(int loanId, CancellationToken cancellationToken) =>
        db.Loans.AnyAsync(loan => loan.Id == loanId && loan.Status == LoanStatus.Open, cancellationToken);

    /// <summary>A renewal that nothing stands against can still gain nothing, as when the card expires.</summary>
    private static IEnumerable<string> ReasonsAgainst(Decision decision) =>
        decision.Allowed ? decision.Due.Steps.Select(step => step.Reason).TakeLast(1) : decision.Blocks.Select(block => block.Message);

    private void Tell(RenewalFacts facts, NoticeType type, NoticeText text, string occasion, DateTimeOffset now) =>
        db.Notices.Add(Notice.Write(facts.Patron.Id, type, text, now, loanId: facts.Loan.Id, occasion: occasion));
}

internal sealed class RenewingByItself(ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : IChore
{
    public string Name => "renew loans";

    public async Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + AutoRenewal.LongestNight;
        var calendars = (await policies.CurrentAsync(cancellationToken)).Calendars;
        var soonDue = await (
            from loan in db.Loans
            join patron in db.Patrons on loan.UserId equals patron.Id
            where loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.DueAt > now && loan.DueAt <= until && patron.AutoRenew
            let since = db.Transactions.Where(row => row.LoanId == loan.Id && row.DueAt != null).Max(row => (DateTimeOffset?)row.At)
            where !db.Notices.Any(notice => notice.LoanId == loan.Id && notice.Type == NoticeType.NotRenewed && (since == null || notice.CreatedAt > since))
            orderby loan.DueAt, loan.Id
            select new { loan.Id, loan.DueAt, loan.BranchId, since = since ?? loan.CheckedOutAt }).ToListAsync(cancellationToken);
        return [.. soonDue.Where(loan => AutoRenewal.IsTime(loan.DueAt, loan.since, calendars[loan.BranchId], now)).Select(loan => loan.Id)];
    }

    public ICommand<bool> Do(int piece) => new RenewByItself(piece);
}
