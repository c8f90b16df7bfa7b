using Lms.Domain.Circulation;

namespace Lms.Domain.Accounts;

/// <summary>Something that is to be charged.</summary>
/// <param name="Reason">What for.</param>
/// <param name="Amount">In the library's currency; more than 0.</param>
public sealed record Cost(ChargeReason Reason, decimal Amount);

/// <summary>What a lost copy costs its borrower.</summary>
public static class LossCost
{
    /// <summary>
    /// The fine that has run up, the lost fee (the rule's, else the copy's price, else the library's default price) and the processing fee;
    /// what comes to 0 is left out.
    /// </summary>
    /// <param name="loan">The loan on which the copy is lost. Where its borrower claimed that the copy was returned, the fine stopped then.</param>
    /// <param name="terms">What the fine is reckoned by, and what the copy costs.</param>
    /// <param name="now">When it is lost.</param>
    public static IReadOnlyList<Cost> Of(Loan loan, FineTerms terms, DateTimeOffset now)
    {
        Cost[] costs =
        [
            new(ChargeReason.OverdueFine, Fine.For(loan.DueAt, loan.ClaimedAt ?? now, terms)),
            new(ChargeReason.LostFee, terms.Policy.Values.LostFee ?? terms.CopyPrice ?? terms.Settings.DefaultPrice),
            new(ChargeReason.ProcessingFee, terms.Policy.ProcessingFee),
        ];
        return [.. costs.Where(cost => cost.Amount > 0)];
    }
}
