using Lms.Application.Catalog;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Jobs;

/// <summary>Moves what imports and edits kept to the moment at which the books are again as they left them.</summary>
internal sealed class EarlierChanges(LmsDbContext db) : IEarlierChanges
{
    public async Task StandAgainAsync(IReadOnlyList<ChangedBook> restored, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var known = restored.Where(change => change.PreviousAt is not null).ToList();
        if (known is [])
            return;
        var ids = known.Select(change => change.BookId).ToArray();
        var moments = known.Select(change => change.PreviousAt!.Value).ToArray();
        await db.Database.ExecuteSqlAsync($"""
            UPDATE job_changes SET changed_at = {now} FROM unnest({ids}, {moments}) AS again (id, left_at) WHERE job_changes.book_id = again.id AND job_changes.changed_at = again.left_at
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            UPDATE import_changes SET changed_at = {now} FROM unnest({ids}, {moments}) AS again (id, left_at) WHERE import_changes.book_id = again.id AND import_changes.changed_at = again.left_at
            """, cancellationToken);
    }
}
