using Lms.Application.Chores;
using Lms.Application.Common;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>Learns words, authors and subjects from books that came in or changed, so that they are suggested and typing errors known for such.</summary>
public sealed record LearnSearchTerms : ICommand<bool>;

/// <summary>What is known of the words in the catalogue.</summary>
public interface ISearchTerms
{
    /// <summary>Counts the books that are still to be learned from, up to a bound.</summary>
    Task<int> CountUnlearnedAsync(int bound, CancellationToken cancellationToken);

    /// <summary>Learns from some of them, unless somebody else is at it.</summary>
    /// <param name="most">The most books to learn from.</param>
    /// <param name="cancellationToken">Ends the learning.</param>
    /// <returns>From how many books it learned.</returns>
    Task<int> LearnAsync(int most, CancellationToken cancellationToken);
}

internal sealed class LearnSearchTermsHandler(ISearchTerms terms) : IRequestHandler<LearnSearchTerms, bool>
{
    public const int BooksAtOnce = 5000;

    public async Task<bool> Handle(LearnSearchTerms command, CancellationToken cancellationToken) => await terms.LearnAsync(BooksAtOnce, cancellationToken) > 0;
}

internal sealed class LearningSearchTerms(ISearchTerms terms) : IChore
{
    /// <summary>After a large import other chores shall not wait for all of it.</summary>
    private const int MostPieces = 20;

    public string Name => "learn search terms";

    public async Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken)
    {
        var books = await terms.CountUnlearnedAsync(MostPieces * LearnSearchTermsHandler.BooksAtOnce, cancellationToken);
        return [.. Enumerable.Range(1, (books + LearnSearchTermsHandler.BooksAtOnce - 1) / LearnSearchTermsHandler.BooksAtOnce)];
    }

    public ICommand<bool> Do(int piece) => new LearnSearchTerms();
}
