using FluentValidation;
using Lms.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Books that are the same.</summary>
public sealed record BookGroup
{
    /// <summary>The survivor.</summary>
    public int BookId { get; init; }

    /// <inheritdoc cref="MergedBooks.BookIds"/>
    public IReadOnlyList<int> BookIds { get; init; } = [];

    /// <summary>The ids of all of them, the survivor's first.</summary>
    internal IReadOnlyList<int> All() => [BookId, .. BookIds];
}

/// <summary>Groups of books that are to be merged.</summary>
public abstract record MergeOrder
{
    /// <summary>The most groups that are named one by one.</summary>
    public const int Most = 500;

    /// <summary>The groups, one by one: 1 to 500, no two of which have a book in common; null to merge what is found.</summary>
    public IReadOnlyList<BookGroup>? Groups { get; init; }

    /// <summary>
    /// Whether to merge all books that have the same identifier, as <c>GET /books/duplicates?reason=sameIdentifier</c> lists them: into the one of them that was catalogued first.
    /// Books that have but the same title are looked at one by one.
    /// </summary>
    public bool SameIdentifier { get; init; }
}

internal abstract class MergeOrderValidator<T> : AbstractValidator<T>
    where T : MergeOrder
{
    protected MergeOrderValidator()
    {
        RuleFor(order => order.Groups).Filled(MergeOrder.Most);
        RuleForEach(order => order.Groups).NotNull().SetValidator(new BookGroupValidator());
        RuleFor(order => order.Groups).Must((order, groups) => groups is null == order.SameIdentifier).WithMessage("Name groups, or choose sameIdentifier.");
        RuleFor(order => order.Groups).Custom(CheckOverlaps);
    }

    /// <summary>Which of two groups that have a book in common came first, would decide what becomes of it.</summary>
    private static void CheckOverlaps(IReadOnlyList<BookGroup>? groups, ValidationContext<T> context)
    {
        var groupOf = new Dictionary<int, int>();
        foreach (var (place, group) in (groups ?? []).Index().Where(group => group.Item?.BookIds is not null))
        {
            if (group.All().Distinct().Where(id => groupOf.TryGetValue(id, out var other) && other != place).ToList() is [var twice, ..])
                context.AddFailure($"{nameof(MergeOrder.Groups)}[{place}]", $"Book {twice} is in groups[{groupOf[twice]}] as well. Make one group of both.");
            foreach (var id in group.All())
                groupOf.TryAdd(id, place);
        }
    }
}

internal sealed class BookGroupValidator : AbstractValidator<BookGroup>
{
    public BookGroupValidator()
    {
        RuleFor(group => group.BookId).GreaterThan(0);
        RuleFor(group => group.BookIds).MergedIds();
        RuleForEach(group => group.BookIds).GreaterThan(0);
        RuleFor(group => group.BookIds).Must((group, ids) => ids?.Contains(group.BookId) != true).WithMessage("A book is not merged into itself.");
    }
}

/// <summary>Finds the groups that somebody wants merged.</summary>
internal sealed class ChosenGroups(ILmsDbContext db)
{
    /// <summary>The ids of the books of each group, the survivor's first; a group that is larger than can be merged at once is several.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<int>>> FindAsync(MergeOrder order, CancellationToken cancellationToken)
    {
        if (order.Groups is { } named)
            return [.. named.Select(group => group.All())];
        var twice = db.Books.Where(book => book.IsbnKey != null && db.Books.Any(other => other.IsbnKey == book.IsbnKey && other.Id != book.Id));
        var books = await twice.Select(book => new { book.Id, book.IsbnKey }).ToListAsync(cancellationToken);
        return [.. books.GroupBy(book => book.IsbnKey).Select(group => group.Select(book => book.Id).Order().ToList()).OrderBy(ids => ids[0])
            .SelectMany(ids => ids.Skip(1).Chunk(BookMerging.Most).Select(going => (IReadOnlyList<int>)[ids[0], .. going]))];
    }
}
