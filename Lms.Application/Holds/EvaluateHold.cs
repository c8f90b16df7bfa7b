using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Common;
using Lms.Domain.Holds;
using MediatR;

namespace Lms.Application.Holds;

/// <summary>Says whether a hold may be placed, without doing it.</summary>
public sealed record EvaluateHold : HoldRequest, IRequest<HoldEvaluation>;

/// <summary>Whether a hold may be placed.</summary>
/// <param name="Allowed">Whether nothing stands against it.</param>
/// <param name="Position">The place in the queue that it would take, from 1.</param>
/// <param name="Blocks">Every reason against it.</param>
public sealed record HoldEvaluation(bool Allowed, int Position, IReadOnlyList<Block> Blocks);

internal sealed class EvaluateHoldValidator : AbstractValidator<EvaluateHold>
{
    public EvaluateHoldValidator() => Include(new HoldRequestValidator());
}

internal sealed class EvaluateHoldHandler(IHoldFacts holds, ICaller caller, TimeProvider time) : IRequestHandler<EvaluateHold, HoldEvaluation>
{
    public async Task<HoldEvaluation> Handle(EvaluateHold query, CancellationToken cancellationToken)
    {
        var found = await holds.FindAsync(query.NamingWaiter(caller), toPlace: false, cancellationToken);
        query.ExpiresOn.MustNotHavePassed(found.Facts.Calendar, time.GetUtcNow());
        var blocks = HoldPlacement.Decide(found.Facts, time.GetUtcNow());
        return new HoldEvaluation(blocks.Count == 0, found.Ahead + 1, blocks);
    }
}
