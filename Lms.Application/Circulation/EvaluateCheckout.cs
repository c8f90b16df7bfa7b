using AutoMapper;
using FluentValidation;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using MediatR;

namespace Lms.Application.Circulation;

/// <summary>Says whether a copy may be lent to a user, without doing it.</summary>
public sealed record EvaluateCheckout : CheckoutRequest, IRequest<CheckoutEvaluation>;

/// <summary>Whether a copy may be lent to a user, and until when.</summary>
/// <param name="Allowed">Whether nothing stands against it.</param>
/// <param name="DueAt">When the loan would be due.</param>
/// <param name="Rule">The circulation rule that applies.</param>
/// <param name="Blocks">Every reason against it.</param>
public sealed record CheckoutEvaluation(bool Allowed, DateTimeOffset DueAt, Policies.CirculationRuleResponse Rule, IReadOnlyList<Block> Blocks);

internal sealed class EvaluateCheckoutValidator : AbstractValidator<EvaluateCheckout>
{
    public EvaluateCheckoutValidator(TimeProvider time) => Include(new CheckoutRequestValidator(time));
}

internal sealed class EvaluateCheckoutHandler(ICheckoutFacts checkouts, IMapper mapper, TimeProvider time) : IRequestHandler<EvaluateCheckout, CheckoutEvaluation>
{
    public async Task<CheckoutEvaluation> Handle(EvaluateCheckout query, CancellationToken cancellationToken)
    {
        var (facts, _, _) = await checkouts.FindAsync(query, toLend: false, cancellationToken);
        var decision = Checkout.Decide(facts, time.GetUtcNow());
        return new CheckoutEvaluation(decision.Allowed, query.DueAt ?? decision.DueAt, mapper.Map<Policies.CirculationRuleResponse>(facts.Rule), decision.Blocks);
    }
}
