using System.Text.Json;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Common;

/// <summary>
/// Repeats the answer to a batch that carries an Idempotency-Key. The parts have keys of their own: a batch that was broken off half-way
/// goes on where it stopped, and what was done is not done again.
/// </summary>
internal sealed class BatchBehavior<TRequest, TResponse>(ILmsDbContext db, ICaller caller, IKeyLock keyLock, TimeProvider time) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request is not IBatch<TResponse> || caller is not { IdempotencyKey: { } key, UserId: { } userId })
            return await next();

        var requestHash = KeptAnswer.HashOf(request);
        if (await BeginAsync(userId, key, requestHash, cancellationToken) is { } answer)
        {
            caller.Replayed = true;
            return JsonSerializer.Deserialize<TResponse>(answer, LmsJson.Options)!;
        }

        var response = await next();
        await KeepAsync(userId, key, requestHash, JsonSerializer.Serialize(response, LmsJson.Options), cancellationToken);
        return response;
    }

    /// <summary>Notes that the batch has begun.</summary>
    /// <returns>The answer where it was done before; null where it is to be done.</returns>
    private async Task<string?> BeginAsync(int userId, string key, byte[] requestHash, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await keyLock.TryHoldAsync(userId, key, cancellationToken))
            throw new ConflictException("request-in-progress", "The first request with this Idempotency-Key is still running. Repeat it in a moment.");

        var now = time.GetUtcNow();
        var kept = await db.KeptAnswers.AsNoTracking().SingleOrDefaultAsync(answer => answer.UserId == userId && answer.Key == key, cancellationToken);
        if (kept is not null && kept.At > now - KeptAnswer.Lifetime)
        {
            var answer = kept.For(requestHash);
            return kept.IsPending ? null : answer;
        }


        await db.KeptAnswers.Where(answer => answer.UserId == userId && answer.Key == key).ExecuteDeleteAsync(cancellationToken);
        db.KeptAnswers.Add(KeptAnswer.Keep(userId, key, requestHash, KeptAnswer.Pending, now));
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        db.ChangeTracker.Clear();
        return null;
    }

    private async Task KeepAsync(int userId, string key, byte[] requestHash, string answer, CancellationToken cancellationToken) =>
        await db.KeptAnswers.Where(kept => kept.UserId == userId && kept.Key == key && kept.RequestHash == requestHash)
            .ExecuteUpdateAsync(set => set.SetProperty(kept => kept.Answer, answer), cancellationToken);
}
