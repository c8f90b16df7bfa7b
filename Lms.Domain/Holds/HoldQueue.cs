using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;

namespace Lms.Domain.Holds;

/// <summary>A hold and who placed it.</summary>
/// <param name="Hold">The hold.</param>
/// <param name="Patron">Who waits.</param>
public sealed record WaitingHold(Hold Hold, Patron Patron);

/// <summary>The queue of a book: who is next, and who stands where.</summary>
public static class HoldQueue
{
    /// <summary>
    /// Whether a copy can fill a hold now. Suspended holds keep their place and are passed over, and so is whoever may not have a hold filled.
    /// </summary>
    public static bool CanFill(Copy copy, WaitingHold waiting, LibraryPolicies policies, DateTimeOffset now)
    {
        var (hold, patron) = waiting;
        var today = policies.CalendarOf(hold.PickupBranchId).DayOf(now);
        return hold.Status is HoldStatus.Waiting
            && hold.Takes(copy.Id)
            && !hold.IsSuspendedOn(today)
            && !(hold.ExpiresOn < today)
            && !PatronBlocks.SetByStaff(patron, PatronAction.Fulfil, hold.PickupBranchId, today).Any()
            && PatronBlocks.CardExpired(patron, today) is null
            && policies.Rules.For(patron.PatronCategoryId, copy.MaterialType, copy.HomeBranchId) is { Holdable: true, Loanable: true };
    }

    /// <summary>
    /// What waiting holds ask of a copy. It cannot be spared where fewer of them could be served without it; suspended holds, and those that
    /// could not be filled now for another reason, ask nothing.
    /// </summary>
    /// <param name="copy">The copy.</param>
    /// <param name="free">The other copies of its book that stand on a shelf.</param>
    /// <param name="ahead">The waiting holds that come first, in order.</param>
    /// <param name="policies">What circulation goes by.</param>
    /// <param name="now">The moment.</param>
    public static QueueFacts ClaimsOn(Copy copy, IReadOnlyList<Copy> free, IReadOnlyList<WaitingHold> ahead, LibraryPolicies policies, DateTimeOffset now)
    {
        var askers = ahead.Where(waiting => CanFill(copy, waiting, policies, now)).ToList();
        var served = HoldMatching.Of(free, ahead, policies, now);
        var needed = HoldMatching.Of([.. free, copy], ahead, policies, now).Count > served.Count;
        var (forThisCopy, forAnyCopy) = (askers.Count(waiting => waiting.Hold.CopyId is not null), askers.Count(waiting => waiting.Hold.CopyId is null));
        return new QueueFacts(forThisCopy, forAnyCopy, needed ? Math.Clamp(forAnyCopy - 1, 0, served.Count) : Math.Max(served.Count, forAnyCopy));
    }

    /// <summary>Until when a copy waits on the hold shelf: closing time of the last of so many open days at the pickup branch.</summary>
    public static DateTimeOffset PickupBy(Copy copy, WaitingHold waiting, LibraryPolicies policies, DateTimeOffset now)
    {
        var calendar = policies.CalendarOf(waiting.Hold.PickupBranchId);
        var days = policies.Rules.For(waiting.Patron.PatronCategoryId, copy.MaterialType, copy.HomeBranchId).HoldShelfDays;
        return calendar.ClosingTime(calendar.AddOpenDays(calendar.DayOf(now), days));
    }

    /// <summary>
    /// Gives a waiting hold another place; the waiting ones between move up or down by one, and a hold for which a copy was found keeps its place. Positions stay 1 to n
    /// because the ranks of the waiting ones stay the same and are handed out anew.
    /// </summary>
    /// <param name="queue">All active holds of the book, the first first.</param>
    /// <param name="hold">The one to move.</param>
    /// <param name="position">Its new place, from 1; the next one where a copy was found for the hold that has it, the last where none is left.</param>
    /// <returns>The place that it has now.</returns>
    public static int Move(IReadOnlyList<Hold> queue, Hold hold, int position)
    {
        var places = queue.Index().Where(place => place.Item.Status is HoldStatus.Waiting).Select(place => (Position: place.Index + 1, Hold: place.Item, place.Item.Rank)).ToList();
        var target = places.FindIndex(place => place.Position >= position) is >= 0 and var found ? found : places.Count - 1;
        var order = places.Select(place => place.Hold).Where(other => other != hold).ToList();
        order.Insert(target, hold);
        foreach (var (place, other) in places.Zip(order))
        {
            if (other.Rank != place.Rank)
                other.TakeRank(place.Rank);
        }

        return places[target].Position;
    }
}
