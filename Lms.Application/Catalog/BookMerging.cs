using System.Text.Json;
using Lms.Application.Common;
using Lms.Application.Holds;
using Lms.Application.Policies;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Makes one book of several that are the same.</summary>
internal sealed class BookMerging(ILmsDbContext db, IBookRecords records, HoldEnding ending, ILibraryPolicies policies, TimeProvider time)
{
    /// <summary>The most books that go into one at once.</summary>
    public const int Most = 50;

    /// <summary>Merges books; must be in a transaction.</summary>
    /// <param name="survivor">The book that stays.</param>
    /// <param name="others">The books that go.</param>
    /// <param name="by">Who merges them, for the ledger; null where nobody is known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="NotFoundException">One of them is not there.</exception>
    public async Task MergeAsync(int survivor, IReadOnlyList<int> others, int? by, CancellationToken cancellationToken)
    {
        int[] going = [.. others];
        int[] all = [survivor, .. going];
        db.LockWithNextQuery(RowLock.Books(all));
        // Untracked: people and titles go over to the survivor, and what is tracked belongs to the book that it came with.
        var found = await db.Books.AsNoTracking().Where(book => all.Contains(book.Id)).ToDictionaryAsync(book => book.Id, cancellationToken);
        foreach (var missing in all.Except(found.Keys))
            throw new NotFoundException("book", missing);

        await LetEverybodyWaitOnceAsync(all, by, cancellationToken);
        await MoveAsync([.. going.Select(id => found[id])], survivor, by, cancellationToken);
        Complete(await db.Books.SingleAsync(book => book.Id == survivor, cancellationToken), [.. going.Select(id => found[id])]);
        await db.SaveChangesAsync(cancellationToken);
    }

    private void Complete(Book survivor, IReadOnlyList<Book> gone)
    {
        var before = BookFields.Of(survivor);
        var after = before.CompletedBy(gone.Select(BookFields.Of));
        if (JsonSerializer.Serialize(before, LmsJson.Options) != JsonSerializer.Serialize(after, LmsJson.Options))
            survivor.TakeUp(after.Describe(), gone.FirstOrDefault(book => book.Isbn is not null)?.SharesIsbn ?? false, time.GetUtcNow());
    }

    private async Task LetEverybodyWaitOnceAsync(int[] all, int? by, CancellationToken cancellationToken)
    {
        var holds = await db.Holds.Where(hold => all.Contains(hold.BookId) && hold.EndedAt == null).ToListAsync(cancellationToken);
        foreach (var ofUser in holds.GroupBy(hold => hold.UserId).Where(ofUser => ofUser.Count() > 1))
        {
            var stays = ofUser.OrderBy(hold => hold.Status is HoldStatus.Waiting).ThenBy(hold => hold.Rank).First();
            var rank = ofUser.Min(hold => hold.Rank);
            foreach (var hold in ofUser.Where(hold => hold != stays).ToList())
                await CancelAsync(hold, by, cancellationToken);
            if (stays.Rank != rank)
                stays.TakeRank(rank);
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task CancelAsync(Hold hold, int? by, CancellationToken cancellationToken)
    {
        var copy = await db.Copies.SingleOrDefaultAsync(copy => copy.Id == hold.FilledByCopyId, cancellationToken);
        var transfer = await db.Transfers.SingleOrDefaultAsync(transfer => transfer.CopyId == hold.FilledByCopyId && transfer.EndedAt == null, cancellationToken);
        var inHand = new HoldInHand(hold, copy, transfer, await policies.CurrentAsync(cancellationToken));
        await ending.EndAsync(inHand, HoldStatus.Cancelled, new Scene(by, hold.PickupBranchId, time.GetUtcNow()), cancellationToken);
    }

    private async Task MoveAsync(IReadOnlyList<Book> books, int survivor, int? by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var going = books.Select(book => book.Id).ToArray();
        await db.Copies.Where(copy => going.Contains(copy.BookId)).ExecuteUpdateAsync(set => set.SetProperty(copy => copy.BookId, survivor), cancellationToken);
        await db.Loans.Where(loan => going.Contains(loan.BookId)).ExecuteUpdateAsync(set => set.SetProperty(loan => loan.BookId, survivor), cancellationToken);
        await db.Holds.Where(hold => going.Contains(hold.BookId)).ExecuteUpdateAsync(set => set.SetProperty(hold => hold.BookId, survivor), cancellationToken);
        foreach (var earlier in await db.MergedBooks.Where(merged => going.Contains(merged.IntoId)).ToListAsync(cancellationToken))
            earlier.Follow(survivor);
        db.MergedBooks.AddRange(books.Select(book => MergedBook.Note(book.Id, survivor, BookBefore.Of(book).Write(), by, now)));
        await db.SaveChangesAsync(cancellationToken);
        await records.TakeOverAsync(going, survivor, cancellationToken);
        await db.Books.Where(book => going.Contains(book.Id)).ExecuteDeleteAsync(cancellationToken);
    }
}
