using Lms.Application.Chores;
using Lms.Application.Common;
using Lms.Application.Policies;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>Ends a hold whose time is over, if it still is.</summary>
/// <param name="Id">Which hold.</param>
public sealed record LetHoldRunOut(int Id) : ICommand<bool>;

internal sealed class LetHoldRunOutHandler(ILmsDbContext db, IFreeRows rows, ILibraryPolicies policies, IRequestHandler<ExpireHold, HoldResponse> expiring, TimeProvider time) : IRequestHandler<LetHoldRunOut, bool>
{
    public async Task<bool> Handle(LetHoldRunOut command, CancellationToken cancellationToken)
    {
        if (!await rows.TakeAsync(RowLock.BookOfHold(command.Id), cancellationToken))
            return false;
        var (now, current) = (time.GetUtcNow(), await policies.CurrentAsync(cancellationToken));
        var hold = await db.Holds.AsNoTracking().SingleAsync(hold => hold.Id == command.Id, cancellationToken);
        if (!hold.HasRunOut(now, current.CalendarOf(hold.PickupBranchId).DayOf(now)))
            return false;

        await expiring.Handle(new ExpireHold(command.Id), cancellationToken);
        return true;
    }
}

internal sealed class LettingHoldsRunOut(ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : IChore
{
    public string Name => "expire holds";

    public async Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken)
    {
        var (now, current) = (time.GetUtcNow(), await policies.CurrentAsync(cancellationToken));
        // Where a branch is ahead of UTC, this day may be over there already.
        var latest = DateOnly.FromDateTime(now.UtcDateTime);
        var holds = await db.Holds.AsNoTracking().Where(hold => hold.EndedAt == null && (hold.PickupBy < now || hold.ExpiresOn <= latest)).OrderBy(hold => hold.Id).ToListAsync(cancellationToken);
        return [.. holds.Where(hold => hold.HasRunOut(now, current.CalendarOf(hold.PickupBranchId).DayOf(now))).Select(hold => hold.Id)];
    }

    public ICommand<bool> Do(int piece) => new LetHoldRunOut(piece);
}
