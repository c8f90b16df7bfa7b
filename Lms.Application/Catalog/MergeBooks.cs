using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Holds;
using Lms.Application.Policies;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Merges books that were catalogued twice.</summary>
[CheckedAs(typeof(MergeBooks))]
public sealed record MergedBooks
{
    /// <summary>The books that go; 1 to 50.</summary>
    public IReadOnlyList<int> BookIds { get; init; } = [];
}

/// <summary>
/// Makes one book of several that are the same: copies, loans, holds and history are the survivor's from then on, and the others are gone. What the survivor says about itself stays.
/// A user who waits for several of them waits once: with the hold that a copy was found for, else with the earlier one, and in the earlier place.
/// </summary>
/// <param name="Id">The survivor.</param>
/// <param name="BookIds">The books that go.</param>
public sealed record MergeBooks(int Id, IReadOnlyList<int> BookIds) : ICommand<BookResponse>;

internal sealed class MergeBooksValidator : AbstractValidator<MergeBooks>
{
    private const int Most = 50;

    public MergeBooksValidator()
    {
        RuleFor(command => command.BookIds).NotEmpty().AtMost(Most);
        RuleForEach(command => command.BookIds).GreaterThan(0);
        RuleFor(command => command.BookIds).Must(ids => ids is null || ids.Distinct().Count() == ids.Count).WithMessage("A book stands twice.");
        RuleFor(command => command.BookIds).Must((command, ids) => ids?.Contains(command.Id) != true).WithMessage("A book is not merged into itself.");
    }
}

internal sealed class MergeBooksHandler(ILmsDbContext db, HoldEnding ending, ILibraryPolicies policies, IBookLookup books, ICaller caller, TimeProvider time) : IRequestHandler<MergeBooks, BookResponse>
{
    public async Task<BookResponse> Handle(MergeBooks command, CancellationToken cancellationToken)
    {
        int[] going = [.. command.BookIds];
        int[] all = [command.Id, .. going];
        db.LockWithNextQuery(RowLock.Books(all));
        var found = await db.Books.Where(book => all.Contains(book.Id)).Select(book => book.Id).ToListAsync(cancellationToken);
        foreach (var missing in all.Except(found))
            throw new NotFoundException("book", missing);

        await LetEverybodyWaitOnceAsync(all, cancellationToken);
        await MoveAsync(going, command.Id, cancellationToken);
        return (await books.FindAsync(command.Id, cancellationToken))!;
    }

    private async Task LetEverybodyWaitOnceAsync(int[] all, CancellationToken cancellationToken)
    {
        var holds = await db.Holds.Where(hold => all.Contains(hold.BookId) && hold.EndedAt == null).ToListAsync(cancellationToken);
        foreach (var ofUser in holds.GroupBy(hold => hold.UserId).Where(ofUser => ofUser.Count() > 1))
        {
            var stays = ofUser.OrderBy(hold => hold.Status is HoldStatus.Waiting).ThenBy(hold => hold.Rank).First();
            var rank = ofUser.Min(hold => hold.Rank);
            foreach (var hold in ofUser.Where(hold => hold != stays).ToList())
                await CancelAsync(hold, cancellationToken);
            if (stays.Rank != rank)
                stays.TakeRank(rank);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task CancelAsync(Hold hold, CancellationToken cancellationToken)
    {
        var copy = await db.Copies.SingleOrDefaultAsync(copy => copy.Id == hold.FilledByCopyId, cancellationToken);
        var transfer = await db.Transfers.SingleOrDefaultAsync(transfer => transfer.CopyId == hold.FilledByCopyId && transfer.EndedAt == null, cancellationToken);
        var inHand = new HoldInHand(hold, copy, transfer, await policies.CurrentAsync(cancellationToken));
        await ending.EndAsync(inHand, HoldStatus.Cancelled, new Scene(caller.UserId, hold.PickupBranchId, time.GetUtcNow()), cancellationToken);
    }

    private async Task MoveAsync(int[] going, int survivor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await db.Copies.Where(copy => going.Contains(copy.BookId)).ExecuteUpdateAsync(set => set.SetProperty(copy => copy.BookId, survivor), cancellationToken);
        await db.Loans.Where(loan => going.Contains(loan.BookId)).ExecuteUpdateAsync(set => set.SetProperty(loan => loan.BookId, survivor), cancellationToken);
        await db.Holds.Where(hold => going.Contains(hold.BookId)).ExecuteUpdateAsync(set => set.SetProperty(hold => hold.BookId, survivor), cancellationToken);
        foreach (var earlier in await db.MergedBooks.Where(merged => going.Contains(merged.IntoId)).ToListAsync(cancellationToken))
            earlier.Follow(survivor);
        db.MergedBooks.AddRange(going.Select(id => MergedBook.Note(id, survivor, now)));
        await db.SaveChangesAsync(cancellationToken);
        await db.Books.Where(book => going.Contains(book.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
