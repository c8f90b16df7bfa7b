using Lms.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Says what merging many groups of books would bring together, and does nothing.</summary>
public sealed record PreviewMerges : MergeOrder, IRequest<MergePreview>;

/// <summary>What merging many groups of books would bring together.</summary>
/// <param name="Groups">How many groups are chosen. One that is larger than 50 books counts as several.</param>
/// <param name="BooksGoing">How many books would be gone.</param>
/// <param name="Failing">How many groups name a book that is not there; they would be left as they are.</param>
/// <param name="Sample">The first 50 groups.</param>
public sealed record MergePreview(int Groups, int BooksGoing, int Failing, IReadOnlyList<MergeSample> Sample);

/// <summary>A group of books that would be merged.</summary>
/// <param name="BookId">The survivor.</param>
/// <param name="Title">Its title; null where it is not there.</param>
/// <param name="Going">The books that go.</param>
/// <param name="Copies">How many copies the survivor would get.</param>
/// <param name="Loans">How many loans, past ones too.</param>
/// <param name="Holds">How many holds that are not over.</param>
/// <param name="After">What would be said of the survivor; null where the group would be left as it is.</param>
/// <param name="Problem">Why the group would be left as it is; null where it would be merged.</param>
public sealed record MergeSample(int BookId, string? Title, IReadOnlyList<GoingBook> Going, int Copies, int Loans, int Holds, BookFields? After, string? Problem);

/// <summary>A book that goes into another.</summary>
/// <param name="BookId">The book.</param>
/// <param name="Title">Its title; null where it is not there.</param>
public sealed record GoingBook(int BookId, string? Title);

internal sealed class PreviewMergesValidator : MergeOrderValidator<PreviewMerges>;

internal sealed class PreviewMergesHandler(ILmsDbContext db, ChosenGroups chosen) : IRequestHandler<PreviewMerges, MergePreview>
{
    private const int Shown = 50;

    public async Task<MergePreview> Handle(PreviewMerges query, CancellationToken cancellationToken)
    {
        var groups = await chosen.FindAsync(query, cancellationToken);
        var named = groups.SelectMany(ids => ids).Distinct().ToList();
        var there = (await db.Books.Where(book => named.Contains(book.Id)).Select(book => book.Id).ToListAsync(cancellationToken)).ToHashSet();
        var whole = groups.Where(ids => ids.All(there.Contains)).ToList();
        var sample = new List<MergeSample>();
        foreach (var ids in groups.Take(Shown))
            sample.Add(await ShowAsync(ids, cancellationToken));
        return new MergePreview(groups.Count, whole.Sum(ids => ids.Count - 1), groups.Count - whole.Count, sample);
    }

    private async Task<MergeSample> ShowAsync(IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        var going = ids.Skip(1).ToList();
        var books = await db.Books.AsNoTracking().Where(book => ids.Contains(book.Id)).Select(book => new
        {
            book.Id,
            book.Title,
            Whole = book,
            Copies = book.Copies.Count,
            Loans = db.Loans.Count(loan => loan.BookId == book.Id),
            Holds = book.Holds.Count(hold => hold.EndedAt == null),
        }).ToDictionaryAsync(book => book.Id, cancellationToken);
        var moving = going.Where(books.ContainsKey).Select(id => books[id]).ToList();
        var missing = ids.Where(id => !books.ContainsKey(id)).ToList();
        return new MergeSample(
            ids[0], books.GetValueOrDefault(ids[0])?.Title, [.. going.Select(id => new GoingBook(id, books.GetValueOrDefault(id)?.Title))],
            moving.Sum(book => book.Copies), moving.Sum(book => book.Loans), moving.Sum(book => book.Holds),
            missing is [] ? BookFields.Of(books[ids[0]].Whole).CompletedBy(moving.Select(book => BookFields.Of(book.Whole))) : null, missing is [] ? null : $"There is no book with id {string.Join(", ", missing)}.");
    }
}
