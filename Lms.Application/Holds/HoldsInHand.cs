using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Holds;
using Lms.Domain.Policies;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>Takes a hold in hand to change it: locked, with the copy that was found for it.</summary>
internal sealed class HoldsInHand(ILmsDbContext db, ILibraryPolicies policies, ICaller caller)
{
    /// <summary>A hold that the caller may change; the book is locked before it is read.</summary>
    /// <param name="id">Which.</param>
    /// <param name="ifMatch">The versions that the caller accepts; null for any.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="NotFoundException">There is none, or it is not the caller's.</exception>
    /// <exception cref="ConflictException"><c>hold-ended</c>: it is over.</exception>
    public async Task<HoldInHand> TakeAsync(int id, IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.BookOfHold(id));
        var found = await (
            from hold in db.Holds.VisibleTo(caller)
            from copy in db.Copies.Where(copy => copy.Id == hold.FilledByCopyId).DefaultIfEmpty()
            from transfer in db.Transfers.Where(transfer => transfer.CopyId == hold.FilledByCopyId && transfer.EndedAt == null).DefaultIfEmpty()
            where hold.Id == id
            select new
            {
                hold,
                copy,
                transfer,
                version = db.Settings.Select(settings => settings.PolicyVersion).First(),
            }).SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("hold", id);
        found.hold.MustMatch(ifMatch);
        if (!found.hold.IsActive)
            throw new ConflictException("hold-ended", "The hold is over.");
        return new HoldInHand(found.hold, found.copy, found.transfer, await policies.AtAsync(found.version, cancellationToken));
    }
}

/// <summary>An active hold, with what was found for it.</summary>
/// <param name="Hold">The hold.</param>
/// <param name="Copy">The copy that was found for it; null while it waits.</param>
/// <param name="Transfer">The way that the copy is on; null for none.</param>
/// <param name="Policies">What circulation goes by.</param>
internal sealed record HoldInHand(Hold Hold, Copy? Copy, Transfer? Transfer, LibraryPolicies Policies)
{
    /// <summary>The calendar of the pickup branch.</summary>
    public BranchCalendar Calendar => Policies.CalendarOf(Hold.PickupBranchId);

    /// <exception cref="ConflictException"><c>hold-filled</c>: a copy was found for it already.</exception>
    public void MustWait()
    {
        if (Hold.Status is not HoldStatus.Waiting)
            throw new ConflictException("hold-filled", "A copy was found for this hold already.");
    }
}

internal static class HoldChecks
{
    /// <summary>The holds that the caller may see: a member's own; all for staff, and for the library itself.</summary>
    public static IQueryable<Hold> VisibleTo(this IQueryable<Hold> holds, ICaller caller) =>
        caller.Role is null || caller.IsStaff ? holds : holds.Where(hold => hold.UserId == caller.UserId);

    /// <summary>Refuses a last day that has passed.</summary>
    /// <exception cref="InvalidMemberException">It lies before today.</exception>
    public static void MustNotHavePassed(this DateOnly? expiresOn, BranchCalendar calendar, DateTimeOffset now)
    {
        if (expiresOn < calendar.DayOf(now))
            throw new InvalidMemberException("expiresOn", "It must not lie in the past.");
    }
}
