using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Domain.Circulation;

namespace Lms.Application.Circulation;

internal static class LedgerConditions
{
    /// <summary>Keeps the rows that meet all conditions. Rows of a book are also those of the ones that were merged into it.</summary>
    public static async Task<IQueryable<Transaction>> MeetingAsync(this IQueryable<Transaction> rows, EventFilter filter, ILmsDbContext db, CancellationToken cancellationToken)
    {
        if (filter.Type is { } type)
            rows = rows.Where(row => row.Type == type);
        if (filter.UserId is { } userId)
            rows = rows.Where(row => row.UserId == userId);
        if (filter.BookId is { } bookId)
        {
            var ids = await db.IdsOfBookAsync(bookId, cancellationToken);
            rows = rows.Where(row => ids.Contains(row.BookId!.Value));
        }

        if (filter.CopyId is { } copyId)
            rows = rows.Where(row => row.CopyId == copyId);
        if (filter.BranchId is { } branchId)
            rows = rows.Where(row => row.BranchId == branchId);
        return rows;
    }
}
