using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Policies;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Holds;

internal static class HoldClaims
{
    /// <summary>What the waiting holds of others ask of a copy. Asked for only where somebody waits.</summary>
    /// <param name="db">The library.</param>
    /// <param name="copy">The copy that somebody wants to take, or keep.</param>
    /// <param name="userId">Who; their own holds ask nothing.</param>
    /// <param name="aheadOf">The rank of their own hold, which only those ahead outdo; null for none.</param>
    /// <param name="policies">What circulation goes by.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<QueueFacts> ClaimsOnAsync(this LmsDbContext db, Copy copy, int? userId, long? aheadOf, LibraryPolicies policies, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var queue = await (
            from hold in db.Holds.AsNoTracking()
            join patron in db.Patrons.AsNoTracking() on hold.UserId equals patron.Id
            where hold.BookId == copy.BookId && hold.EndedAt == null && hold.Status == HoldStatus.Waiting && hold.UserId != userId && (aheadOf == null || hold.Rank < aheadOf)
            orderby hold.Rank
            select new { hold, patron }).ToListAsync(cancellationToken);
        var free = await db.Copies.AsNoTracking().Where(other => other.BookId == copy.BookId && other.Id != copy.Id && other.Status == CopyStatus.Available).ToListAsync(cancellationToken);
        return HoldQueue.ClaimsOn(copy, free, [.. queue.Select(waiting => new WaitingHold(waiting.hold, waiting.patron))], policies, now);
    }

    /// <summary>The waiting holds of a book, the first first.</summary>
    public static async Task<IReadOnlyList<WaitingHold>> QueueOfAsync(this LmsDbContext db, int bookId, CancellationToken cancellationToken)
    {
        var queue = await (
            from hold in db.Holds.AsNoTracking()
            join patron in db.Patrons.AsNoTracking() on hold.UserId equals patron.Id
            where hold.BookId == bookId && hold.EndedAt == null && hold.Status == HoldStatus.Waiting
            orderby hold.Rank
            select new { hold, patron }).ToListAsync(cancellationToken);
        return [.. queue.Select(waiting => new WaitingHold(waiting.hold, waiting.patron))];
    }
}
