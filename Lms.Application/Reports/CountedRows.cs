using Lms.Application.Common;
using Lms.Domain.Circulation;
using Lms.Domain.Reports;

namespace Lms.Application.Reports;

/// <summary>What a row of the ledger counts for: nothing of it names anybody, so that it is the same before and after a user was forgotten.</summary>
internal sealed class CountedRow
{
    public required TransactionType Type { get; init; }

    public required DateTimeOffset At { get; init; }

    public required int? BranchId { get; init; }

    public required int? BookId { get; init; }

    public required int? PatronCategoryId { get; init; }

    public required string MaterialType { get; init; }
}

internal static class CountedRows
{
    /// <summary>The checkouts, renewals, returns of loans and uses in the house within some days; what was taken back does not count.</summary>
    public static IQueryable<CountedRow> CountedIn(this ILmsDbContext db, ReportPeriod period)
    {
        var (begins, ends) = (period.Begins, period.Ends);
        return
            from row in db.Transactions
            where row.At >= begins && row.At < ends
                && (row.Type == TransactionType.Checkout || row.Type == TransactionType.Renewal || row.Type == TransactionType.InHouseUse || (row.Type == TransactionType.Return && row.LoanId != null))
                && !db.Transactions.Any(other => other.UndoesId == row.Id)
            join copy in db.Copies on row.CopyId equals copy.Id
            join loan in db.Loans on row.LoanId equals loan.Id into loans
            from loan in loans.DefaultIfEmpty()
            select new CountedRow
            {
                Type = row.Type,
                At = row.At,
                BranchId = row.BranchId,
                BookId = db.MergedBooks.Where(merged => merged.Id == row.BookId).Select(merged => (int?)merged.IntoId).FirstOrDefault() ?? row.BookId,
                PatronCategoryId = loan == null ? null : loan.PatronCategoryId,
                MaterialType = loan == null ? copy.MaterialType : loan.MaterialType,
            };
    }
}
