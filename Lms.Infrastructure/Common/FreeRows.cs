using Lms.Application.Common;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Common;

/// <summary>Takes rows with the lock that writers take, and passes over those that are taken.</summary>
internal sealed class FreeRows(LmsDbContext db) : IFreeRows
{
    public async Task<bool> TakeAsync(RowLock row, CancellationToken cancellationToken)
    {
        var sql = $"SELECT 1 AS \"Value\" FROM {row.Table} WHERE {row.Which} FOR NO KEY UPDATE SKIP LOCKED";
        return (await db.Database.SqlQueryRaw<int>(sql, row.Value).ToListAsync(cancellationToken)).Count > 0;
    }
}
