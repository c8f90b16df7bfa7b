using Lms.Application.Common;
using Lms.Application.Holds;
using Lms.Application.Policies;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Lms.Infrastructure.Accounts;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Holds;

/// <summary>What the placing of a hold is decided on: one compiled query behind its locks for the book, the patron and who waits, one for the copies.</summary>
internal sealed class HoldFactsQuery(LmsDbContext db, ILibraryPolicies policies, Debts debts, TimeProvider time) : IHoldFacts
{
    private static readonly Func<LmsDbContext, int?, int?, string?, int, int?, DateTimeOffset, CancellationToken, Task<Row?>> Compiled = EF.CompileAsyncQuery(
        (LmsDbContext db, int? bookId, int? copyId, string? barcode, int userId, int? proxyId, DateTimeOffset now, CancellationToken _) => (
            from book in db.Books
            where bookId != null ? book.Id == bookId : copyId != null ? db.Copies.Any(copy => copy.Id == copyId && copy.BookId == book.Id) : db.Copies.Any(copy => copy.Barcode == barcode && copy.BookId == book.Id)
            select new Row
            {
                BookId = book.Id,
                Title = book.Title,
                MinimumAge = book.MinimumAge,
                CopyId = bookId != null ? null : copyId != null ? copyId : db.Copies.Where(copy => copy.Barcode == barcode).Select(copy => (int?)copy.Id).First(),
                Patron = db.Patrons.FirstOrDefault(patron => patron.Id == userId),
                Proxy = db.Patrons.FirstOrDefault(patron => patron.Id == proxyId),
                Appointment = db.Proxies.FirstOrDefault(proxy => proxy.ProxyId == proxyId && proxy.SponsorId == userId),
                ActiveHoldId = db.Holds.Where(hold => hold.UserId == userId && hold.BookId == book.Id && hold.EndedAt == null).Select(hold => (int?)hold.Id).FirstOrDefault(),
                OpenLoanId = db.Loans.Where(loan => loan.UserId == userId && loan.BookId == book.Id && loan.ReturnedAt == null && loan.Status == LoanStatus.Open).Select(loan => (int?)loan.Id).FirstOrDefault(),
                ActiveHolds = db.Holds.Count(hold => hold.UserId == userId && hold.EndedAt == null),
                Ahead = db.Holds.Count(hold => hold.BookId == book.Id && hold.EndedAt == null),
                Balance = db.AccountEntries.Where(entry => entry.UserId == userId).Sum(entry => entry.Amount),
                AnythingOverdue = db.Loans.Any(loan => loan.UserId == userId && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.DueAt < now),
                Guarantees = db.Patrons.Any(other => other.GuarantorId == userId),
                PolicyVersion = db.Settings.Where(settings => settings.Id == LibrarySettings.OnlyId).Select(settings => settings.PolicyVersion).First(),
                HoldId = LmsFunctions.NextValue(HoldConfiguration.IdSequence),
            }).FirstOrDefault());

    public async Task<HoldCase> FindAsync(HoldRequest request, bool toPlace, CancellationToken cancellationToken)
    {
        var (userId, now) = (request.UserId!.Value, time.GetUtcNow());
        if (toPlace)
            Lock(request, userId);
        var row = await Compiled(db, request.BookId, request.CopyId, request.CopyBarcode, userId, request.ProxyUserId, now, cancellationToken) ?? throw Missing(request);
        var patron = row.Patron ?? throw new NotFoundException("user", userId);
        if (request.ProxyUserId is { } proxyId && row.Proxy is null)
            throw new NotFoundException("user", proxyId);

        var current = await policies.AtAsync(row.PolicyVersion, cancellationToken);
        var pickupBranchId = request.PickupBranchId ?? patron.HomeBranchId;
        if (!current.Calendars.ContainsKey(pickupBranchId))
            throw new NotFoundException("branch", pickupBranchId);

        var copies = await CopiesAsync(row, cancellationToken);
        var facts = new HoldFacts
        {
            Patron = patron,
            Proxy = row.Proxy is null ? null : new ActingProxy(row.Proxy, row.Appointment),
            MinimumAge = row.MinimumAge,
            Copies = copies,
            Promised = row.Ahead > 0 && copies.Any(copy => copy.Status is CopyStatus.Available) ? await PromisedAsync(row, current, now, cancellationToken) : [],
            ActiveHoldId = row.ActiveHoldId,
            OpenLoanId = row.OpenLoanId,
            ActiveHolds = row.ActiveHolds,
            Debt = await debts.OfAsync(patron.Id, row.Balance, row.AnythingOverdue, row.Guarantees, current, now, cancellationToken),
            PickupBranchId = pickupBranchId,
            Policies = current,
        };
        return new HoldCase(facts, (int)row.HoldId, row.BookId, row.CopyId, row.Title, row.Ahead);
    }

    private static NotFoundException Missing(HoldRequest request) =>
        request.BookId is { } bookId ? new NotFoundException("book", bookId)
        : request.CopyId is { } copyId ? new NotFoundException("copy", copyId)
        : new NotFoundException("copy", $"barcode {request.CopyBarcode}");

    private void Lock(HoldRequest request, int userId)
    {
        db.LockWithNextQuery(CalendarLock.ToRead);
        db.LockWithNextQuery(RowLock.BookNamed(request.BookId, request.CopyId, request.CopyBarcode));
        db.LockWithNextQuery(RowLock.Patron(userId));
    }

    /// <summary>Which of the copies on shelves are for those who wait already. Nothing is asked where no setting depends on it.</summary>
    private async Task<IReadOnlyList<Copy>> PromisedAsync(Row row, LibraryPolicies current, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (current.Settings is { HoldsOnAvailable: true, RecallDays: null })
            return [];
        var free = await db.Copies.AsNoTracking().Where(copy => copy.BookId == row.BookId && copy.Status == CopyStatus.Available).ToListAsync(cancellationToken);
        return [.. HoldMatching.Of(free, await db.QueueOfAsync(row.BookId, cancellationToken), current, now).Select(match => match.Copy).Where(copy => row.CopyId is null || copy.Id == row.CopyId)];
    }

    private async Task<IReadOnlyList<CopyGroup>> CopiesAsync(Row row, CancellationToken cancellationToken)
    {
        var groups = await db.Copies.Where(copy => copy.BookId == row.BookId && (row.CopyId == null || copy.Id == row.CopyId))
            .GroupBy(copy => new { copy.MaterialType, copy.HomeBranchId, copy.BranchId, copy.Status })
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(cancellationToken);
        return [.. groups.Select(group => new CopyGroup(group.Key.MaterialType, group.Key.HomeBranchId, group.Key.BranchId, group.Key.Status, group.Count))];
    }

    private sealed class Row
    {
        public required int BookId { get; init; }

        public required string Title { get; init; }

        public required int? MinimumAge { get; init; }

        public required int? CopyId { get; init; }

        public required Patron? Patron { get; init; }

        public required Patron? Proxy { get; init; }

        public required Proxy? Appointment { get; init; }

        public required int? ActiveHoldId { get; init; }

        public required int? OpenLoanId { get; init; }

        public required int ActiveHolds { get; init; }

        public required int Ahead { get; init; }

        public required decimal Balance { get; init; }

        public required bool AnythingOverdue { get; init; }

        public required bool Guarantees { get; init; }

        public required Guid PolicyVersion { get; init; }

        public required long HoldId { get; init; }
    }
}
