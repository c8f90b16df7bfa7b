using Lms.Application.Chores;
using Lms.Application.Common;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>Looks at some books how often they were lent: of two that answer a query alike, the one that is lent more comes first.</summary>
public sealed record WeighPopularity : ICommand<bool>;

/// <summary>How often books are lent, as far as the search minds it.</summary>
public interface IPopularity
{
    /// <summary>Counts the pieces that are left of this walk through the catalogue; none where the last one ended after some instant.</summary>
    /// <param name="booksAtOnce">How many books are a piece.</param>
    /// <param name="restedSince">When the last walk must have ended for the next one to begin.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    Task<int> CountPiecesAsync(int booksAtOnce, DateTimeOffset restedSince, CancellationToken cancellationToken);

    /// <summary>Weighs the next books, unless somebody else is at it.</summary>
    /// <param name="booksAtOnce">How many.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellationToken">Ends the weighing.</param>
    /// <returns>False where somebody else is at it.</returns>
    Task<bool> WeighAsync(int booksAtOnce, DateTimeOffset at, CancellationToken cancellationToken);
}

internal sealed class WeighPopularityHandler(IPopularity popularity, TimeProvider time) : IRequestHandler<WeighPopularity, bool>
{
    /// <summary>Those whose popularity changed are locked while they are entered anew: a desk may wait for them.</summary>
    public const int BooksAtOnce = 1000;

    public Task<bool> Handle(WeighPopularity command, CancellationToken cancellationToken) => popularity.WeighAsync(BooksAtOnce, time.GetUtcNow(), cancellationToken);
}

internal sealed class WeighingPopularity(IPopularity popularity, TimeProvider time) : IChore
{
    /// <summary>In a large catalogue other chores shall not wait for all of it.</summary>
    private const int MostPieces = 100;

    private static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    public string Name => "weigh popularity";

    public async Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken) =>
        [.. Enumerable.Range(1, Math.Min(MostPieces, await popularity.CountPiecesAsync(WeighPopularityHandler.BooksAtOnce, time.GetUtcNow() - Rest, cancellationToken)))];

    public ICommand<bool> Do(int piece) => new WeighPopularity();
}
