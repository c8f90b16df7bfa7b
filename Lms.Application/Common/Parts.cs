using MediatR;

namespace Lms.Application.Common;

/// <summary>Does the parts of a batch one by one, each in a transaction of its own.</summary>
internal sealed class Parts(IMediator mediator, ILmsDbContext db, ICaller caller)
{
    /// <summary>Does a part, or says why it was not done. Where the library itself cannot go on, the whole batch breaks off.</summary>
    /// <param name="name">What tells the part from the batch's other parts, however often the batch is sent.</param>
    /// <param name="command">What to do.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Part<T>> TryAsync<T>(string name, ICommand<T> command, CancellationToken cancellationToken)
        where T : class
    {
        var key = caller.IdempotencyKey;
        try
        {
            caller.IdempotencyKey = key is null ? null : KeptAnswer.KeyOfPart(key, name);
            return new Part<T>(await mediator.Send(command, cancellationToken), null);
        }
        catch (Exception exception) when (PartProblem.Of(exception) is { } problem)
        {
            return new Part<T>(null, problem);
        }
        finally
        {
            caller.IdempotencyKey = key;
            caller.Replayed = false;
            // The next part must not decide on what this one read.
            db.ChangeTracker.Clear();
        }
    }
}

/// <summary>What became of a part.</summary>
/// <param name="Done">What it brought about; null where it was not done.</param>
/// <param name="Problem">Why it was not done; null where it was.</param>
internal sealed record Part<T>(T? Done, PartProblem? Problem)
    where T : class;
