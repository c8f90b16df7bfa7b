using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using MediatR;

namespace Lms.Application.Circulation;

/// <summary>Says whether a copy may be lent to a user, without doing it.</summary>
public sealed record EvaluateCheckout : CheckoutRequest, IRequest<CheckoutEvaluation>;

/// <summary>Whether a copy may be lent to a user, and until when.</summary>
/// <param name="Allowed">Whether nothing stands against it.</param>
/// <param name="DueAt">When the loan would be due.</param>
/// <param name="Rule">The circulation rule that applies, with where each value comes from.</param>
/// <param name="Steps">What set and moved the due date, in order.</param>
/// <param name="Blocks">Every reason against it.</param>
public sealed record CheckoutEvaluation(bool Allowed, DateTimeOffset DueAt, RuleMatchResponse Rule, IReadOnlyList<DueDateStep> Steps, IReadOnlyList<Block> Blocks);

internal sealed class EvaluateCheckoutValidator : AbstractValidator<EvaluateCheckout>
{
    public EvaluateCheckoutValidator(TimeProvider time) => Include(new CheckoutRequestValidator(time));
}

internal sealed class EvaluateCheckoutHandler(ICheckoutFacts checkouts, ICaller caller, TimeProvider time) : IRequestHandler<EvaluateCheckout, CheckoutEvaluation>
{
    public async Task<CheckoutEvaluation> Handle(EvaluateCheckout query, CancellationToken cancellationToken)
    {
        var found = await checkouts.FindAsync(query.NamingBorrower(caller), !caller.IsStaff, toLend: false, cancellationToken);
        var decision = Checkout.Decide(found.Facts, time.GetUtcNow());
        return new CheckoutEvaluation(decision.Allowed, decision.DueAt, RuleMatchResponse.Of(decision.Policy), decision.Due.Steps, decision.Blocks);
    }
}
