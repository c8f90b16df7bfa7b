using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Common;

/// <summary>
/// Does a command that carries an Idempotency-Key once, however often it is sent: the answer is kept in the transaction of the
/// deed, so that there is never one without the other. Refusals are not kept: nothing happened that could be doubled.
/// </summary>
internal sealed class IdempotencyBehavior<TRequest, TResponse>(ILmsDbContext db, ICaller caller, IKeyLock keyLock, TimeProvider time) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not ICommand<TResponse> || caller is not { IdempotencyKey: { } key, UserId: { } userId })
            return await next();

        if (!await keyLock.TryHoldAsync(userId, key, cancellationToken))
            throw new ConflictException("request-in-progress", "The first request with this Idempotency-Key is still running. Repeat it in a moment.");

        var now = time.GetUtcNow();
        var requestHash = KeptAnswer.HashOf(request);
        var kept = await db.KeptAnswers.SingleOrDefaultAsync(answer => answer.UserId == userId && answer.Key == key, cancellationToken);
        if (kept is not null && kept.At > now - KeptAnswer.Lifetime)
            return Replay(kept, requestHash);
        if (kept is not null)
            db.KeptAnswers.Remove(kept);
        await db.SaveChangesAsync(cancellationToken);

        var response = await next();
        db.KeptAnswers.Add(KeptAnswer.Keep(userId, key, requestHash, JsonSerializer.Serialize(response, KeptJson.Options), now));
        await db.SaveChangesAsync(cancellationToken);
        return response;
    }

    private TResponse Replay(KeptAnswer kept, byte[] requestHash)
    {
        var answer = kept.For(requestHash);
        caller.Replayed = true;
        return JsonSerializer.Deserialize<TResponse>(answer, KeptJson.Options)!;
    }
}

/// <summary>Lets one request at a time hold an Idempotency-Key, whichever replica it came to.</summary>
public interface IKeyLock
{
    /// <summary>Holds a user's key until the transaction ends.</summary>
    /// <returns>False where another request holds it.</returns>
    Task<bool> TryHoldAsync(int userId, string key, CancellationToken cancellationToken);
}
