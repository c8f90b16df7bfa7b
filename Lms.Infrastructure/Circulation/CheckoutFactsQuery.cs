using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Lms.Infrastructure.Accounts;
using Lms.Infrastructure.Holds;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Circulation;

/// <summary>All that a checkout is decided on, by one compiled query behind its locks.</summary>
internal sealed class CheckoutFactsQuery(LmsDbContext db, ILibraryPolicies policies, Debts debts, TimeProvider time) : ICheckoutFacts
{
    /// <summary>Among how many copies of a book one is chosen.</summary>
    private const int MostCandidates = 200;

    private static readonly Func<LmsDbContext, int?, string?, int?, string?, int?, DateTimeOffset, CancellationToken, Task<Row?>> Compiled = EF.CompileAsyncQuery(
        (LmsDbContext db, int? copyId, string? barcode, int? userId, string? card, int? proxyId, DateTimeOffset now, CancellationToken _) => (
            from copy in db.Copies
            where copyId != null ? copy.Id == copyId : copy.Barcode == barcode
            join book in db.Books on copy.BookId equals book.Id
            from patron in db.Patrons.Where(patron => userId != null ? patron.Id == userId : patron.CardNumber == card)
            from proxy in db.Patrons.Where(other => other.Id == proxyId).DefaultIfEmpty()
            from appointment in db.Proxies.Where(one => one.ProxyId == proxyId && one.SponsorId == patron.Id).DefaultIfEmpty()
            from openLoan in db.Loans.Where(loan => loan.CopyId == copy.Id && loan.ReturnedAt == null).DefaultIfEmpty()
            from transfer in db.Transfers.Where(transfer => transfer.CopyId == copy.Id && transfer.EndedAt == null).DefaultIfEmpty()
            from fills in db.Holds.Where(hold => hold.FilledByCopyId == copy.Id && (hold.Status == HoldStatus.Ready || hold.Status == HoldStatus.InTransit)).DefaultIfEmpty()
            from own in db.Holds.Where(hold => hold.BookId == copy.BookId && hold.UserId == patron.Id && hold.EndedAt == null && (hold.CopyId == null || hold.CopyId == copy.Id)).DefaultIfEmpty()
            select new Row
            {
                Copy = copy,
                Book = book,
                Patron = patron,
                Proxy = proxy,
                Appointment = appointment,
                OpenLoan = openLoan,
                Transfer = transfer,
                FillsHold = fills,
                OwnHold = own,
                SomebodyWaits = db.Holds.Any(hold => hold.BookId == copy.BookId && hold.EndedAt == null && hold.Status == HoldStatus.Waiting && hold.UserId != patron.Id && (own == null || hold.Rank < own.Rank)),
                LiesOnHoldShelf = db.Holds.Any(hold => hold.BookId == copy.BookId && hold.FilledByCopyId == copy.Id && hold.ClearedAt == null && hold.ReadyAt != null && hold.EndedAt != null),
                Loans = db.Loans.Count(loan => loan.UserId == patron.Id && loan.ReturnedAt == null && loan.Status == LoanStatus.Open),
                LoansOfType = db.Loans.Count(loan => loan.UserId == patron.Id && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.Copy!.MaterialType == copy.MaterialType),
                LoansOfBranch = db.Loans.Count(loan => loan.UserId == patron.Id && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.Copy!.HomeBranchId == copy.HomeBranchId),
                LoansOfTypeAndBranch = db.Loans.Count(loan => loan.UserId == patron.Id && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.Copy!.MaterialType == copy.MaterialType && loan.Copy.HomeBranchId == copy.HomeBranchId),
                Overdue = db.Loans.Count(loan => loan.UserId == patron.Id && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.DueAt < now),
                Balance = db.AccountEntries.Where(entry => entry.UserId == patron.Id).Sum(entry => entry.Amount),
                Guarantees = db.Patrons.Any(other => other.GuarantorId == patron.Id),
                PolicyVersion = db.Settings.Where(settings => settings.Id == LibrarySettings.OnlyId).Select(settings => settings.PolicyVersion).First(),
                LoanId = LmsFunctions.NextValue(LoanConfiguration.IdSequence),
            }).FirstOrDefault());

    public async Task<CheckoutCase> FindAsync(CheckoutRequest request, bool bySelf, bool toLend, CancellationToken cancellationToken)
    {
        if (toLend)
            Lock(request);
        return request.BookId is { } bookId
            ? await FindAnyAsync(bookId, request, bySelf, cancellationToken)
            : await FindCopyAsync(request.CopyId, request, bySelf, cancellationToken);
    }

    /// <summary>The first copy that nothing about itself stands against; where there is none, the first of all, so that the answer can say what stands in the way.</summary>
    private async Task<CheckoutCase> FindAnyAsync(int bookId, CheckoutRequest request, bool bySelf, CancellationToken cancellationToken)
    {
        var candidates = await CandidatesAsync(bookId, request, cancellationToken);
        var first = await FindCopyAsync(candidates[0].Id, request, bySelf, cancellationToken);
        if (!Checkout.DependsOnTheCopy(first.Facts))
            return first;

        LoanPolicy PolicyOf(Candidate candidate) => first.Policies.Rules.For(first.Facts.Patron.PatronCategoryId, candidate.MaterialType, candidate.HomeBranchId);
        // Free copies that are lent by the same rule are alike: what stands against one stands against all.
        foreach (var candidate in candidates.Where(candidate => candidate.IsFree).DistinctBy(candidate => PolicyOf(candidate).Values).Where(candidate => candidate.Id != candidates[0].Id))
        {
            var other = await FindCopyAsync(candidate.Id, request, bySelf, cancellationToken);
            if (!Checkout.DependsOnTheCopy(other.Facts))
                return other;
        }

        return first;
    }

    private async Task<CheckoutCase> FindCopyAsync(int? copyId, CheckoutRequest request, bool bySelf, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var row = await Compiled(db, copyId, request.CopyBarcode, request.UserId, request.CardNumber, request.ProxyUserId, now, cancellationToken)
            ?? throw await MissingAsync(copyId, request, cancellationToken);
        var patron = row.Patron;
        if (request.ProxyUserId is { } proxyId && row.Proxy is null)
            throw new NotFoundException("user", proxyId);

        var current = await policies.AtAsync(row.PolicyVersion, cancellationToken);
        var branchId = request.BranchId ?? row.Copy.BranchId;
        if (!current.Calendars.ContainsKey(branchId))
            throw new NotFoundException("branch", branchId);

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
                Loans = new LoanCounts(row.Loans, row.LoansOfType, row.LoansOfBranch, row.LoansOfTypeAndBranch),
                Overdue = row.Overdue,
                Debt = await debts.OfAsync(patron.Id, row.Balance, row.Overdue > 0, row.Guarantees, current, now, cancellationToken),
                FillsHold = row.FillsHold,
                OwnHold = row.OwnHold,
                Queue = row.SomebodyWaits ? await db.ClaimsOnAsync(row.Copy, patron.Id, row.OwnHold?.Rank, current, now, cancellationToken) : QueueFacts.NobodyWaits,
            },
            (int)row.LoanId,
            current,
            row.Transfer,
            row.LiesOnHoldShelf);
    }

    private async Task<NotFoundException> MissingAsync(int? copyId, CheckoutRequest request, CancellationToken cancellationToken) =>
        await db.Copies.AnyAsync(copy => copyId != null ? copy.Id == copyId : copy.Barcode == request.CopyBarcode, cancellationToken)
            ? new NotFoundException("user", request.UserId is { } userId ? $"id {userId}" : $"card number {request.CardNumber}")
            : new NotFoundException("copy", copyId is { } id ? $"id {id}" : $"barcode {request.CopyBarcode}");

    private void Lock(CheckoutRequest request)
    {
        db.LockWithNextQuery(CalendarLock.ToRead);
        db.LockWithNextQuery(RowLock.BookNamed(request.BookId, request.CopyId, request.CopyBarcode));
        db.LockWithNextQuery(request.UserId is { } userId ? RowLock.Patron(userId) : RowLock.PatronOfCard(request.CardNumber!));
    }

    /// <summary>
    /// The copies of the book that might do, the best first: the one that waits for the borrower on the hold shelf, then those available at the
    /// branch, then anywhere, then those that somebody waits for in particular; last the others.
    /// </summary>
    private async Task<IReadOnlyList<Candidate>> CandidatesAsync(int bookId, CheckoutRequest request, CancellationToken cancellationToken)
    {
        var candidates = await db.Copies.Where(copy => copy.BookId == bookId)
            .OrderByDescending(copy => db.Holds.Any(hold => hold.FilledByCopyId == copy.Id && hold.Status == HoldStatus.Ready
                && (hold.UserId == request.UserId || db.Patrons.Any(patron => patron.Id == hold.UserId && patron.CardNumber == request.CardNumber))))
            .ThenBy(copy => copy.Status == CopyStatus.Available ? 0 : copy.Status == CopyStatus.Withdrawn ? 2 : 1)
            .ThenBy(copy => db.Holds.Any(hold => hold.CopyId == copy.Id && hold.EndedAt == null && hold.Status == HoldStatus.Waiting))
            .ThenBy(copy => copy.BranchId == request.BranchId ? 0 : 1)
            .ThenBy(copy => copy.Id)
            .Select(copy => new Candidate(copy.Id, copy.MaterialType, copy.HomeBranchId, copy.Status == CopyStatus.Available))
            .Take(MostCandidates)
            .ToListAsync(cancellationToken);
        if (candidates.Count > 0)
            return candidates;
        throw await db.Books.AnyAsync(book => book.Id == bookId, cancellationToken) ? new ConflictException("no-copies", "The book has no copies.") : new NotFoundException("book", bookId);
    }

    private sealed record Candidate(int Id, string MaterialType, int HomeBranchId, bool IsFree);

    private sealed class Row
    {
        public required Copy Copy { get; init; }

        public required Book Book { get; init; }

        public required Patron Patron { get; init; }

        public required Patron? Proxy { get; init; }

        public required Proxy? Appointment { get; init; }

        public required Loan? OpenLoan { get; init; }

        public required Transfer? Transfer { get; init; }

        public required Hold? FillsHold { get; init; }

        public required Hold? OwnHold { get; init; }

        public required bool SomebodyWaits { get; init; }

        public required bool LiesOnHoldShelf { get; init; }

        public required int Loans { get; init; }

        public required int LoansOfType { get; init; }

        public required int LoansOfBranch { get; init; }

        public required int LoansOfTypeAndBranch { get; init; }

        public required int Overdue { get; init; }

        public required decimal Balance { get; init; }

        public required bool Guarantees { get; init; }

        public required Guid PolicyVersion { get; init; }

        public required long LoanId { get; init; }
    }
}
