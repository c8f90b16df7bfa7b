using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Catalog;
using Lms.Domain.Holds;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>A copy to fetch from its shelf for somebody who waits.</summary>
/// <param name="HoldId">The hold.</param>
/// <param name="UserId">Who waits.</param>
/// <param name="PickupBranchId">Where it is to be picked up; the copy is sent there where that is elsewhere.</param>
/// <param name="PlacedAt">Since when they wait.</param>
/// <param name="BookId">The book.</param>
/// <param name="Title">The book's title.</param>
/// <param name="Author">The book's author.</param>
/// <param name="CopyId">The copy.</param>
/// <param name="CopyBarcode">The copy's barcode.</param>
/// <param name="ShelfLocation">The part of the branch where its shelf stands; null where the call number says it all.</param>
/// <param name="CallNumber">Its place on the shelf; null where it has none.</param>
public sealed record PickListEntry(
    int HoldId, int UserId, int PickupBranchId, DateTimeOffset PlacedAt, int BookId, string Title, string Author, int CopyId, string CopyBarcode, string? ShelfLocation, string? CallNumber);

/// <summary>Says which copies to fetch from the shelves of a branch for whom, in shelf order. It is worked out anew each time: nothing is promised until a copy is in hand.</summary>
public sealed record GetPickList : IRequest<IReadOnlyList<PickListEntry>>
{
    /// <summary>The branch whose shelves are walked.</summary>
    public int? BranchId { get; init; }
}

internal sealed class GetPickListValidator : AbstractValidator<GetPickList>
{
    public GetPickListValidator() => RuleFor(query => query.BranchId).NotNull().GreaterThan(0);
}

internal sealed class GetPickListHandler(ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : IRequestHandler<GetPickList, IReadOnlyList<PickListEntry>>
{
    public async Task<IReadOnlyList<PickListEntry>> Handle(GetPickList query, CancellationToken cancellationToken)
    {
        var (current, now, branchId) = (await policies.CurrentAsync(cancellationToken), time.GetUtcNow(), query.BranchId!.Value);
        if (!current.Calendars.ContainsKey(branchId))
            throw new NotFoundException("branch", branchId);

        var wanted = db.Books.AsNoTracking().Where(book =>
            book.Copies.Any(copy => copy.BranchId == branchId && copy.Status == CopyStatus.Available)
            && book.Holds.Any(hold => hold.EndedAt == null && hold.Status == HoldStatus.Waiting));
        var books = await wanted.Select(book => new { book.Id, book.Title, book.Author, Free = book.Copies.Where(copy => copy.Status == CopyStatus.Available).ToList() })
            .ToDictionaryAsync(book => book.Id, cancellationToken);
        var queues = (await (
            from hold in db.Holds.AsNoTracking()
            join patron in db.Patrons.AsNoTracking() on hold.UserId equals patron.Id
            where books.Keys.Contains(hold.BookId) && hold.EndedAt == null && hold.Status == HoldStatus.Waiting
            orderby hold.Rank
            select new { hold, patron }).ToListAsync(cancellationToken)).ToLookup(waiting => waiting.hold.BookId, waiting => new WaitingHold(waiting.hold, waiting.patron));

        // Copies elsewhere serve some of the holds: all branches must come to the same division.
        return [.. books.Values
            .SelectMany(book => HoldMatching.Of(book.Free, [.. queues[book.Id]], current, now).Select(match => (book, match)))
            .Where(pick => pick.match.Copy.BranchId == branchId)
            .OrderBy(pick => pick.match.Copy.ShelfLocation, StringComparer.Ordinal)
            .ThenBy(pick => pick.match.Copy.ShelfKey, StringComparer.Ordinal)
            .ThenBy(pick => pick.book.Title, StringComparer.Ordinal)
            .ThenBy(pick => pick.match.Copy.Id)
            .Select(pick => Entry(pick.match, pick.book.Title, pick.book.Author))];
    }

    private static PickListEntry Entry(HoldMatch match, string title, string author)
    {
        var (copy, hold) = (match.Copy, match.For.Hold);
        return new PickListEntry(hold.Id, match.For.Patron.Id, hold.PickupBranchId, hold.PlacedAt, copy.BookId, title, author, copy.Id, copy.Barcode, copy.ShelfLocation, copy.CallNumber);
    }
}
