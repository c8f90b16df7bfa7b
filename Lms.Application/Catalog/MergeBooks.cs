using FluentValidation;
using Lms.Application.Common;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>Merges books that were catalogued twice.</summary>
[CheckedAs(typeof(MergeBooks))]
public sealed record MergedBooks
{
    /// <summary>The books that go; 1 to 50.</summary>
    public IReadOnlyList<int> BookIds { get; init; } = [];
}

/// <summary>
/// Makes one book of several that are the same: copies, loans, holds and history are the survivor's from then on, and the others are gone. What the survivor says about itself stays; what it
/// lacks, it gets from them, and what they said is kept: see <c>GET /books/{id}/merged-books</c>.
/// A user who waits for several of them waits once: with the hold that a copy was found for, else with the earlier one, and in the earlier place.
/// </summary>
/// <param name="Id">The survivor.</param>
/// <param name="BookIds">The books that go.</param>
public sealed record MergeBooks(int Id, IReadOnlyList<int> BookIds) : ICommand<BookResponse>;

internal sealed class MergeBooksValidator : AbstractValidator<MergeBooks>
{
    public MergeBooksValidator()
    {
        RuleFor(command => command.BookIds).MergedIds();
        RuleForEach(command => command.BookIds).GreaterThan(0);
        RuleFor(command => command.BookIds).Must((command, ids) => ids?.Contains(command.Id) != true).WithMessage("A book is not merged into itself.");
    }
}

/// <summary>What holds wherever books are named that go into another.</summary>
internal static class MergedIdsRule
{
    /// <summary>1 to 50 books, each once.</summary>
    public static void MergedIds<T>(this IRuleBuilder<T, IReadOnlyList<int>> rule) =>
        rule.NotEmpty().EachOnce(1, BookMerging.Most);
}

internal sealed class MergeBooksHandler(BookMerging merging, IBookLookup books, ICaller caller) : IRequestHandler<MergeBooks, BookResponse>
{
    public async Task<BookResponse> Handle(MergeBooks command, CancellationToken cancellationToken)
    {
        await merging.MergeAsync(command.Id, command.BookIds, caller.UserId, cancellationToken);
        return (await books.FindAsync(command.Id, cancellationToken))!;
    }
}
