using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Common;

/// <summary>
/// Lets a request through only where its validators find nothing wrong with it. One that repeats what was done under its Idempotency-Key
/// passes too: it was good then, and only time has passed, as with a due date that lay in the future.
/// </summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators, ILmsDbContext db, ICaller caller, TimeProvider time) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var failures = validators.SelectMany(validator => validator.Validate(request).Errors).ToList();
        return failures.Count == 0 || await WasGoodAsync(request, cancellationToken) ? await next() : throw new ValidationException(failures);
    }

    private async Task<bool> WasGoodAsync(TRequest request, CancellationToken cancellationToken)
    {
        if (request is not (ICommand<TResponse> or IBatch<TResponse>) || caller is not { IdempotencyKey: { } key, UserId: { } userId })
            return false;
        var kept = await db.KeptAnswers.AsNoTracking().SingleOrDefaultAsync(answer => answer.UserId == userId && answer.Key == key, cancellationToken);
        return kept is { IsPending: false } && kept.At > time.GetUtcNow() - KeptAnswer.Lifetime && kept.Answers(KeptAnswer.HashOf(request));
    }
}
