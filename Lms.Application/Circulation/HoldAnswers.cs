using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Says whether users may place holds.</summary>
internal sealed class HoldAnswers(ILmsDbContext db, ILibraryPolicies policies, IPatronStanding standings, TimeProvider time)
{
    /// <summary>Whether a user may place a hold on a book, to be picked up at their home branch.</summary>
    /// <exception cref="NotFoundException"><c>user-not-found</c>.</exception>
    public async Task<HoldAnswer> OfAsync(int bookId, int userId, int ahead, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var patron = await db.Patrons.AsNoTracking().SingleOrDefaultAsync(patron => patron.Id == userId, cancellationToken) ?? throw new NotFoundException("user", userId);
        var current = await policies.CurrentAsync(cancellationToken);
        var copies = await db.Copies.Where(copy => copy.BookId == bookId)
            .GroupBy(copy => new { copy.MaterialType, copy.HomeBranchId, copy.BranchId, copy.Status })
            .Select(group => new CopyGroup(group.Key.MaterialType, group.Key.HomeBranchId, group.Key.BranchId, group.Key.Status, group.Count()))
            .ToListAsync(cancellationToken);
        var facts = new HoldFacts
        {
            Patron = patron,
            MinimumAge = await db.Books.Where(book => book.Id == bookId).Select(book => book.MinimumAge).SingleAsync(cancellationToken),
            Copies = copies,
            ActiveHoldId = await db.Holds.Where(hold => hold.BookId == bookId && hold.UserId == userId && hold.EndedAt == null).Select(hold => (int?)hold.Id).FirstOrDefaultAsync(cancellationToken),
            OpenLoanId = await db.Loans.Where(loan => loan.BookId == bookId && loan.UserId == userId && loan.ReturnedAt == null && loan.Status == LoanStatus.Open).Select(loan => (int?)loan.Id).FirstOrDefaultAsync(cancellationToken),
            ActiveHolds = await db.Holds.CountAsync(hold => hold.UserId == userId && hold.EndedAt == null, cancellationToken),
            Standing = await standings.FindAsync(userId, MaterialType.Book, patron.HomeBranchId, current, now, cancellationToken),
            PickupBranchId = patron.HomeBranchId,
            Policies = current,
        };
        var blocks = HoldPlacement.Decide(facts, now);
        return new HoldAnswer(blocks.Count == 0, ahead + 1, blocks);
    }
}
