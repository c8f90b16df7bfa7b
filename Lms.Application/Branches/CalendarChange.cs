using Lms.Application.Common;
using Lms.Application.Notices;
using Lms.Application.Policies;
using Lms.Domain.Accounts;
using Lms.Domain.Branches;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Notices;
using Lms.Domain.Policies;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Branches;

/// <summary>A closure announced or lifted, and what it does to the calendar of its branch.</summary>
/// <param name="Closure">The closure.</param>
/// <param name="Shift">The calendar before and after.</param>
internal sealed record ChangedCalendar(Closure Closure, CalendarShift Shift);

/// <summary>Lets what is already lent follow the calendar of its branch, and says beforehand what that would do.</summary>
internal sealed class CalendarChange(ILmsDbContext db, ILibraryPolicies policies, ICaller caller, TimeProvider time)
{
    /// <summary>The calendar with a closure that is not yet announced.</summary>
    public async Task<ChangedCalendar> AnnouncedAsync(Closure closure, CancellationToken cancellationToken)
    {
        var (branch, closures) = await FindAsync(closure.BranchId, cancellationToken);
        return new ChangedCalendar(closure, new CalendarShift(branch.Calendar(closures), branch.Calendar([.. closures, closure]), Lifted: false));
    }

    /// <summary>The calendar without one of its closures.</summary>
    public async Task<ChangedCalendar> LiftedAsync(int branchId, int closureId, CancellationToken cancellationToken)
    {
        var (branch, closures) = await FindAsync(branchId, cancellationToken);
        var closure = closures.SingleOrDefault(closure => closure.Id == closureId) ?? throw new NotFoundException("closure", closureId);
        return new ChangedCalendar(closure, new CalendarShift(branch.Calendar(closures), branch.Calendar([.. closures.Where(other => other != closure)]), Lifted: true));
    }

    /// <summary>What would change.</summary>
    public async Task<CalendarChangeResponse> PreviewAsync(ChangedCalendar change, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var current = await policies.CurrentAsync(cancellationToken);
        var loans = await LoansAsync(change, cancellationToken);
        var holds = await HoldsAsync(change, cancellationToken);
        return new CalendarChangeResponse(
            [.. loans.Select(loan => Tell(loan, change.Shift, current, now)).OfType<LoanMoveResponse>()],
            [.. from waiting in holds
                let until = PickupMove.Of(waiting.Hold, change.Shift, now)
                where until is not null
                select new HoldMoveResponse(waiting.Hold.Id, waiting.Hold.UserId, waiting.Title, waiting.Hold.PickupBy!.Value, until.Value)]);
    }

    /// <summary>Moves the dates, writes that down and tells the users. The caller saves.</summary>
    /// <remarks>What is to move is looked for first and locked then: only the books that are concerned are held up, and what changed meanwhile is judged again.</remarks>
    public async Task FollowAsync(ChangedCalendar change, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var settings = (await policies.CurrentAsync(cancellationToken)).Settings;
        var scene = new Scene(caller.UserId, change.Closure.BranchId, now);
        var loans = (await LoansAsync(change, cancellationToken)).Where(lent => CalendarMove.Of(lent.Loan, lent.CardExpiresOn, change.Shift, settings, now) is not null).Select(lent => lent.Loan).ToList();
        var holds = (await HoldsAsync(change, cancellationToken)).Where(waiting => PickupMove.Of(waiting.Hold, change.Shift, now) is not null).Select(waiting => waiting.Hold).ToList();

        db.LockWithNextQuery(RowLock.Books(loans.Select(loan => loan.BookId).Union(holds.Select(hold => hold.BookId))));
        await MoveLoansAsync([.. loans.Select(loan => loan.Id)], change.Shift, settings, scene, cancellationToken);
        await MoveHoldsAsync([.. holds.Select(hold => hold.Id)], change.Shift, scene, cancellationToken);
    }

    private async Task MoveLoansAsync(int[] ids, CalendarShift shift, Settings settings, Scene scene, CancellationToken cancellationToken)
    {
        var lent = await (
            from loan in db.Loans.Include(loan => loan.Book).Include(loan => loan.Copy)
            join patron in db.Patrons on loan.UserId equals patron.Id
            where ids.Contains(loan.Id)
            orderby loan.Id
            select new { loan, patron.ExpiresOn }).ToListAsync(cancellationToken);
        foreach (var (loan, expiresOn) in lent.Select(row => (row.loan, row.ExpiresOn)))
        {
            if (CalendarMove.Of(loan, expiresOn, shift, settings, scene.At) is not { } due)
                continue;
            loan.FollowCalendar(due, scene.At);
            db.Transactions.Add(Transaction.Write(TransactionType.DueDateChange, scene, new Subject { Copy = loan.Copy, Loan = loan, DueAt = due.At }));
            db.Notices.Add(Notice.Write(loan.UserId!.Value, NoticeType.DateMoved, NoticeTexts.DateMoved(loan.Book!.Title, "it is due on", due.At, shift.After), scene.At, loanId: loan.Id));
        }
    }

    private async Task MoveHoldsAsync(int[] ids, CalendarShift shift, Scene scene, CancellationToken cancellationToken)
    {
        var waiting = await (
            from hold in db.Holds
            join book in db.Books on hold.BookId equals book.Id
            join copy in db.Copies on hold.FilledByCopyId equals copy.Id
            where ids.Contains(hold.Id)
            orderby hold.Id
            select new { hold, book.Title, copy }).ToListAsync(cancellationToken);
        foreach (var row in waiting)
        {
            if (PickupMove.Of(row.hold, shift, scene.At) is not { } until)
                continue;
            row.hold.WaitUntil(until);
            db.Transactions.Add(Transaction.Write(TransactionType.DueDateChange, scene, new Subject { Copy = row.copy, Hold = row.hold, DueAt = until }));
            db.Notices.Add(Notice.Write(row.hold.UserId!.Value, NoticeType.DateMoved, NoticeTexts.DateMoved(row.Title, "it waits for you until", until, shift.After), scene.At, holdId: row.hold.Id));
        }
    }

    /// <summary>A closure that begins later than a loan is due does not concern it; lifted, it may have brought it forward.</summary>
    private async Task<IReadOnlyList<Lent>> LoansAsync(ChangedCalendar change, CancellationToken cancellationToken)
    {
        var since = change.Shift.Lifted ? DateTimeOffset.MinValue : change.Shift.Before.At(change.Closure.From, TimeOnly.MinValue);
        var now = time.GetUtcNow();
        return await (
            from loan in db.Loans.AsNoTracking()
            join patron in db.Patrons on loan.UserId equals patron.Id
            where loan.BranchId == change.Closure.BranchId && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && !loan.OnSite && (loan.DueAt >= since || loan.DueAt < now)
            orderby loan.DueAt, loan.Id
            select new Lent(loan, patron.ExpiresOn, loan.Book!.Title, loan.Copy!.MaterialType, loan.Copy.HomeBranchId, loan.Copy.Price,
                db.AccountEntries.Where(entry => entry.LoanId == loan.Id && entry.Reason == ChargeReason.OverdueFine).Sum(entry => entry.Amount))).ToListAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<OnShelf>> HoldsAsync(ChangedCalendar change, CancellationToken cancellationToken) =>
        await (
            from hold in db.Holds.AsNoTracking()
            join book in db.Books on hold.BookId equals book.Id
            where hold.PickupBranchId == change.Closure.BranchId && hold.Status == HoldStatus.Ready
            orderby hold.PickupBy, hold.Id
            select new OnShelf(hold, book.Title)).ToListAsync(cancellationToken);

    private static LoanMoveResponse? Tell(Lent lent, CalendarShift shift, LibraryPolicies current, DateTimeOffset now)
    {
        var loan = lent.Loan;
        var due = CalendarMove.Of(loan, lent.CardExpiresOn, shift, current.Settings, now)?.At ?? loan.DueAt;
        var policy = current.Rules.For(loan.PatronCategoryId, lent.MaterialType, lent.HomeBranchId);
        var fine = Fine.For(loan.DueAt, now, new FineTerms(policy, current.Settings, shift.Before, lent.Price) { Charged = lent.Charged });
        var newFine = Fine.For(due, now, new FineTerms(policy, current.Settings, shift.After, lent.Price) { Charged = lent.Charged });
        return due == loan.DueAt && fine == newFine ? null : new LoanMoveResponse(loan.Id, loan.UserId, lent.Title, loan.DueAt, due, fine, newFine);
    }

    private async Task<(Branch Branch, List<Closure> Closures)> FindAsync(int branchId, CancellationToken cancellationToken)
    {
        var branch = await db.Branches.SingleOrDefaultAsync(branch => branch.Id == branchId, cancellationToken) ?? throw new NotFoundException("branch", branchId);
        return (branch, await db.Closures.Where(closure => closure.BranchId == branchId).ToListAsync(cancellationToken));
    }

    private sealed record Lent(Loan Loan, DateOnly? CardExpiresOn, string Title, string MaterialType, int HomeBranchId, decimal? Price, decimal Charged);

    private sealed record OnShelf(Hold Hold, string Title);
}
