using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Policies;
using Lms.Domain.Holds;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>Holds as responses. No job ends a suspension: whether it still lasts is told from the day at the pickup branch.</summary>
internal sealed class HoldResponses(ILmsDbContext db, ILibraryPolicies policies, ICaller caller, Related related, TimeProvider time)
{
    /// <exception cref="NotFoundException">There is none, or it is not the caller's to see.</exception>
    public async Task<HoldResponse> FindAsync(int id, CancellationToken cancellationToken)
    {
        var hold = await db.Holds.AsNoTracking().VisibleTo(caller).Where(hold => hold.Id == id).Select(HoldResponse.Projection(db)).SingleOrDefaultAsync(cancellationToken)
            ?? throw new NotFoundException("hold", id);
        return (await TodayAsync([hold], cancellationToken))[0];
    }

    public async Task<Page<HoldResponse>> PageAsync(IQueryable<Hold> holds, ListQuery query, SortOrder<Hold> order, string? expand, CancellationToken cancellationToken)
    {
        var page = await holds.PageAsync(query, order, HoldResponse.Projection(db), cancellationToken);
        page = new Page<HoldResponse>(await TodayAsync(page, cancellationToken), page.NextCursor, page.Total);
        return await HoldResponse.Expansion.ApplyAsync(page, expand, related, cancellationToken);
    }

    private async Task<IReadOnlyList<HoldResponse>> TodayAsync(IReadOnlyList<HoldResponse> holds, CancellationToken cancellationToken)
    {
        if (holds.All(hold => hold.SuspendedUntil is null))
            return holds;
        var (current, now) = (await policies.CurrentAsync(cancellationToken), time.GetUtcNow());
        return [.. holds.Select(hold => hold with { Suspended = hold.Suspended && !(hold.SuspendedUntil <= current.CalendarOf(hold.PickupBranchId).DayOf(now)) })];
    }
}
