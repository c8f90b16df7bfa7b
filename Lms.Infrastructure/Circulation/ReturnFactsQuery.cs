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

/// <summary>All that it takes to take a copy back, by one compiled query behind its locks.</summary>
internal sealed class ReturnFactsQuery(LmsDbContext db, ILibraryPolicies policies) : IReturnFacts
{
    private static readonly Func<LmsDbContext, string, CancellationToken, Task<Row?>> Compiled = EF.CompileAsyncQuery(
        (LmsDbContext db, string barcode, CancellationToken _) => (
            from copy in db.Copies
            where copy.Barcode == barcode
            join book in db.Books on copy.BookId equals book.Id
            from loan in db.Loans.Where(loan => loan.CopyId == copy.Id && loan.ReturnedAt == null).DefaultIfEmpty()
            from transfer in db.Transfers.Where(transfer => transfer.CopyId == copy.Id && transfer.EndedAt == null).DefaultIfEmpty()
            from fills in db.Holds.Where(hold => hold.FilledByCopyId == copy.Id && (hold.Status == HoldStatus.Ready || hold.Status == HoldStatus.InTransit)).DefaultIfEmpty()
            from waits in db.Patrons.Where(patron => patron.Id == fills.UserId).DefaultIfEmpty()
            select new Row
            {
                Copy = copy,
                Book = book,
                Loan = loan,
                Transfer = transfer,
                FillsHold = fills,
                Waits = waits,
                SomebodyWaits = db.Holds.Any(hold => hold.BookId == copy.BookId && hold.EndedAt == null && hold.Status == HoldStatus.Waiting),
                LiesOnHoldShelf = db.Holds.Any(hold => hold.BookId == copy.BookId && hold.FilledByCopyId == copy.Id && hold.ClearedAt == null && hold.ReadyAt != null && hold.EndedAt != null),
                PolicyVersion = db.Settings.Where(settings => settings.Id == LibrarySettings.OnlyId).Select(settings => settings.PolicyVersion).First(),
            }).FirstOrDefault());

    public async Task<ReturnCase> FindAsync(string copyBarcode, int? branchId, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(CalendarLock.ToRead);
        db.LockWithNextQuery(RowLock.BookOfBarcode(copyBarcode));
        db.LockWithNextQuery(RowLock.BorrowerOfBarcode(copyBarcode));
        var row = await Compiled(db, copyBarcode, cancellationToken) ?? throw new NotFoundException("copy", $"barcode {copyBarcode}");
        var current = await policies.AtAsync(row.PolicyVersion, cancellationToken);
        if (branchId is { } named && !current.Calendars.ContainsKey(named))
            throw new NotFoundException("branch", named);
        return new ReturnCase(
            row.Copy,
            branchId ?? row.Copy.BranchId,
            row.Loan,
            row.FillsHold is null ? null : new WaitingHold(row.FillsHold, row.Waits!),
            row.Transfer,
            row.SomebodyWaits,
            row.LiesOnHoldShelf,
            current);
    }

    private sealed class Row
    {
        public required Copy Copy { get; init; }

        public required Book Book { get; init; }

        public required Loan? Loan { get; init; }

        public required Transfer? Transfer { get; init; }

        public required Hold? FillsHold { get; init; }

        public required Patron? Waits { get; init; }

        public required bool SomebodyWaits { get; init; }

        public required bool LiesOnHoldShelf { get; init; }

        public required Guid PolicyVersion { get; init; }
    }
}
