using System.Data.Common;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lms.Application.Chores;

/// <summary>Does all that is to be done now, once. Any number of processes may do so at the same time.</summary>
public sealed partial class ChoreRound(IServiceScopeFactory scopes, ILogger<ChoreRound> logger)
{
    /// <summary>Looks after every chore.</summary>
    /// <param name="cancellationToken">Ends the round between two pieces.</param>
    /// <returns>How many pieces were done here, by the chore's name.</returns>
    /// <exception cref="DbException">The database is away; what is left is done in the next round.</exception>
    public async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        var done = new Dictionary<string, int>();
        await using var scope = scopes.CreateAsyncScope();
        foreach (var chore in scope.ServiceProvider.GetServices<IChore>())
        {
            done[chore.Name] = await LookAfterAsync(chore, cancellationToken);
            if (done[chore.Name] > 0)
                Done(chore.Name, done[chore.Name]);
        }

        return done;
    }

    private async Task<int> LookAfterAsync(IChore chore, CancellationToken cancellationToken)
    {
        var pieces = 0;
        await GoOnAfterAsync(chore, null, async () =>
        {
            foreach (var piece in await chore.FindAsync(cancellationToken))
            {
                cancellationToken.ThrowIfCancellationRequested();
                await GoOnAfterAsync(chore, piece, async () => pieces += await DoAsync(chore, piece, cancellationToken) ? 1 : 0);
            }
        });
        return pieces;
    }

    private async Task<bool> DoAsync(IChore chore, int piece, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(chore.Do(piece), cancellationToken);
    }

    /// <summary>One piece that is broken keeps neither the others nor the other chores from being done.</summary>
    private async Task GoOnAfterAsync(IChore chore, int? piece, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !IsDatabaseAway(exception))
        {
            Broken(exception, chore.Name, piece);
        }
    }

    private static bool IsDatabaseAway(Exception exception) =>
        exception is DbException { IsTransient: true } || (exception.InnerException is { } inner && IsDatabaseAway(inner));

    [LoggerMessage(LogLevel.Information, "Chore {Chore}: {Pieces} done")]
    private partial void Done(string chore, int pieces);

    [LoggerMessage(LogLevel.Error, "Chore {Chore} could not be done, piece {Piece}; it is tried again in the next round")]
    private partial void Broken(Exception exception, string chore, int? piece);
}
