using Lms.Application.Accounts;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Circulation;

/// <summary>All that a checkout is decided on, by one compiled query behind its locks.</summary>
internal sealed class CheckoutFactsQuery(LmsDbContext db, ILibraryPolicies policies, IRunningFines runningFines, TimeProvider time) : ICheckoutFacts
{
    private static readonly Func<LmsDbContext, int?, string?, int?, string?, int?, DateTimeOffset, DateOnly, CancellationToken, Task<Row?>> Compiled = EF.CompileAsyncQuery(
        (LmsDbContext db, int? copyId, string? barcode, int? userId, string? card, int? proxyId, DateTimeOffset now, DateOnly today, CancellationToken _) => (
            from copy in db.Copies
            where copyId != null ? copy.Id == copyId : copy.Barcode == barcode
            let patron = db.Patrons.FirstOrDefault(patron => userId != null ? patron.Id == userId : patron.CardNumber == card)
            let own = db.Holds.FirstOrDefault(hold => hold.BookId == copy.BookId && hold.UserId == patron!.Id && hold.EndedAt == null && (hold.CopyId == null || hold.CopyId == copy.Id))
            select new Row
            {
                Copy = copy,
                Book = db.Books.First(book => book.Id == copy.BookId),
                Patron = patron,
                Proxy = db.Patrons.FirstOrDefault(other => other.Id == proxyId),
                Appointment = db.Proxies.FirstOrDefault(proxy => proxy.ProxyId == proxyId && proxy.SponsorId == patron!.Id),
                OpenLoan = db.Loans.FirstOrDefault(loan => loan.CopyId == copy.Id && loan.ReturnedAt == null),
                Transfer = db.Transfers.FirstOrDefault(transfer => transfer.CopyId == copy.Id && transfer.EndedAt == null),
                FillsHold = db.Holds.FirstOrDefault(hold => hold.FilledByCopyId == copy.Id && (hold.Status == HoldStatus.Ready || hold.Status == HoldStatus.InTransit)),
                OwnHold = own,
                WaitForThisCopy = db.Holds.Count(hold => hold.BookId == copy.BookId && hold.EndedAt == null && hold.Status == HoldStatus.Waiting && (!hold.Suspended || hold.SuspendedUntil <= today) && hold.CopyId == copy.Id && hold.UserId != patron!.Id && (own == null || hold.Rank < own.Rank)),
                WaitForAnyCopy = db.Holds.Count(hold => hold.BookId == copy.BookId && hold.EndedAt == null && hold.Status == HoldStatus.Waiting && (!hold.Suspended || hold.SuspendedUntil <= today) && hold.CopyId == null && hold.UserId != patron!.Id && (own == null || hold.Rank < own.Rank)),
                OtherCopiesFree = db.Copies.Count(other => other.BookId == copy.BookId && other.Id != copy.Id && other.Status == CopyStatus.Available),
                Loans = db.Loans.Count(loan => loan.UserId == patron!.Id && loan.ReturnedAt == null && loan.Status == LoanStatus.Open),
                LoansOfType = db.Loans.Count(loan => loan.UserId == patron!.Id && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.Copy!.MaterialType == copy.MaterialType),
                LoansOfBranch = db.Loans.Count(loan => loan.UserId == patron!.Id && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.Copy!.HomeBranchId == copy.HomeBranchId),
                LoansOfTypeAndBranch = db.Loans.Count(loan => loan.UserId == patron!.Id && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.Copy!.MaterialType == copy.MaterialType && loan.Copy.HomeBranchId == copy.HomeBranchId),
                Overdue = db.Loans.Count(loan => loan.UserId == patron!.Id && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.DueAt < now),
                Debt = db.AccountEntries.Where(entry => entry.UserId == patron!.Id).Sum(entry => entry.Amount),
                GuaranteedDebt = db.AccountEntries.Where(entry => db.Patrons.Any(other => other.Id == entry.UserId && other.GuarantorId == patron!.Id)).Sum(entry => entry.Amount),
                PolicyVersion = db.Settings.Where(settings => settings.Id == LibrarySettings.OnlyId).Select(settings => settings.PolicyVersion).First(),
                LoanId = LmsFunctions.NextValue(LoanConfiguration.IdSequence),
            }).FirstOrDefault());

    public async Task<CheckoutCase> FindAsync(CheckoutRequest request, bool bySelf, bool toLend, CancellationToken cancellationToken)
    {
        if (toLend)
            Lock(request);
        var copyId = request.BookId is { } bookId ? await AnyCopyAsync(bookId, request.BranchId, cancellationToken) : request.CopyId;
        var now = time.GetUtcNow();
        var row = await Compiled(db, copyId, request.CopyBarcode, request.UserId, request.CardNumber, request.ProxyUserId, now, DateOnly.FromDateTime(now.UtcDateTime), cancellationToken)
            ?? throw new NotFoundException("copy", copyId is { } id ? $"id {id}" : $"barcode {request.CopyBarcode}");
        var patron = row.Patron ?? throw new NotFoundException("user", request.UserId is { } userId ? $"id {userId}" : $"card number {request.CardNumber}");
        if (request.ProxyUserId is { } proxyId && row.Proxy is null)
            throw new NotFoundException("user", proxyId);

        var current = await policies.AtAsync(row.PolicyVersion, cancellationToken);
        var branchId = request.BranchId ?? row.Copy.BranchId;
        if (!current.Calendars.ContainsKey(branchId))
            throw new NotFoundException("branch", branchId);

        var debt = row.Debt + await PatronStandingQuery.RunningAsync(runningFines, patron.Id, row.Overdue, current, now, cancellationToken);
        return new CheckoutCase(
            new CheckoutFacts
            {
                Copy = row.Copy,
                MinimumAge = row.Book.MinimumAge,
                Patron = patron,
                Proxy = row.Proxy is null ? null : new ActingProxy(row.Proxy, row.Appointment),
                BySelf = bySelf,
                OnSite = request.OnSite,
                ChosenDueAt = request.DueAt,
                Policy = current.Rules.For(patron.PatronCategoryId, row.Copy.MaterialType, row.Copy.HomeBranchId),
                Settings = current.Settings,
                BranchId = branchId,
                Calendar = current.CalendarOf(branchId),
                OpenLoan = row.OpenLoan,
                Standing = new PatronStanding(new LoanCounts(row.Loans, row.LoansOfType, row.LoansOfBranch, row.LoansOfTypeAndBranch), row.Overdue, debt, Math.Max(row.GuaranteedDebt, 0)),
                FillsHold = row.FillsHold,
                OwnHold = row.OwnHold,
                Queue = new QueueFacts(row.WaitForThisCopy, row.WaitForAnyCopy, row.OtherCopiesFree),
            },
            (int)row.LoanId,
            current,
            row.Transfer);
    }

    private void Lock(CheckoutRequest request)
    {
        db.LockWithNextQuery(
            request.BookId is { } bookId ? RowLock.Book(bookId)
            : request.CopyId is { } copyId ? RowLock.BookOfCopy(copyId)
            : RowLock.BookOfBarcode(request.CopyBarcode!));
        db.LockWithNextQuery(request.UserId is { } userId ? RowLock.Patron(userId) : RowLock.PatronOfCard(request.CardNumber!));
    }

    /// <summary>
    /// A copy of the book: an available one at the branch first, then an available one anywhere, then any, so that the answer can say
    /// what stands in the way.
    /// </summary>
    private async Task<int> AnyCopyAsync(int bookId, int? branchId, CancellationToken cancellationToken) =>
        await db.Copies.Where(copy => copy.BookId == bookId)
            .OrderBy(copy => copy.Status == CopyStatus.Available && copy.BranchId == branchId ? 0 : copy.Status == CopyStatus.Available ? 1 : copy.Status == CopyStatus.Withdrawn ? 3 : 2)
            .ThenBy(copy => copy.Id)
            .Select(copy => (int?)copy.Id).FirstOrDefaultAsync(cancellationToken)
        ?? throw (await db.Books.AnyAsync(book => book.Id == bookId, cancellationToken)
            ? new ConflictException("no-copies", "The book has no copies.")
            : new NotFoundException("book", bookId));

    private sealed class Row
    {
        public required Copy Copy { get; init; }

        public required Book Book { get; init; }

        public required Patron? Patron { get; init; }

        public required Patron? Proxy { get; init; }

        public required Proxy? Appointment { get; init; }

        public required Loan? OpenLoan { get; init; }

        public required Transfer? Transfer { get; init; }

        public required Hold? FillsHold { get; init; }

        public required Hold? OwnHold { get; init; }

        public required int WaitForThisCopy { get; init; }

        public required int WaitForAnyCopy { get; init; }

        public required int OtherCopiesFree { get; init; }

        public required int Loans { get; init; }

        public required int LoansOfType { get; init; }

        public required int LoansOfBranch { get; init; }

        public required int LoansOfTypeAndBranch { get; init; }

        public required int Overdue { get; init; }

        public required decimal Debt { get; init; }

        public required decimal GuaranteedDebt { get; init; }

        public required Guid PolicyVersion { get; init; }

        public required long LoanId { get; init; }
    }
}
