namespace Lms.Domain.Policies;

/// <summary>What holds for one patron category, material type and branch, after all inheritance.</summary>
/// <param name="RuleId">The most specific rule that matched.</param>
/// <param name="Values">The values; those that the catch-all rule must have are never null.</param>
/// <param name="Sources">For each value that is not null, by name, the id of the rule it came from.</param>
/// <param name="LimitsLoansBy">The rule that gave the loan limit: only loans that it matches count.</param>
public sealed record LoanPolicy(int RuleId, RuleValues Values, IReadOnlyDictionary<string, int> Sources, CirculationRule LimitsLoansBy)
{
    /// <inheritdoc cref="RuleValues.LoanPeriod"/>
    public int LoanPeriod => Values.LoanPeriod!.Value;

    /// <inheritdoc cref="RuleValues.LoanUnit"/>
    public LoanUnit LoanUnit => Values.LoanUnit!.Value;

    /// <inheritdoc cref="RuleValues.RenewalPeriod"/>
    public int RenewalPeriod => Values.RenewalPeriod ?? LoanPeriod;

    /// <inheritdoc cref="RuleValues.Renewals"/>
    public int Renewals => Values.Renewals!.Value;

    /// <inheritdoc cref="RuleValues.UnseenRenewals"/>
    public int UnseenRenewals => Values.UnseenRenewals ?? Renewals;

    /// <inheritdoc cref="RuleValues.MaxLoans"/>
    public int MaxLoans => Values.MaxLoans!.Value;

    /// <inheritdoc cref="RuleValues.MaxHolds"/>
    public int MaxHolds => Values.MaxHolds!.Value;

    /// <inheritdoc cref="RuleValues.HoldShelfDays"/>
    public int HoldShelfDays => Values.HoldShelfDays!.Value;

    /// <inheritdoc cref="RuleValues.FineRate"/>
    public decimal FineRate => Values.FineRate!.Value;

    /// <inheritdoc cref="RuleValues.FineUnit"/>
    public FineUnit FineUnit => Values.FineUnit!.Value;

    /// <inheritdoc cref="RuleValues.GraceDays"/>
    public int GraceDays => Values.GraceDays!.Value;

    /// <inheritdoc cref="RuleValues.ProcessingFee"/>
    public decimal ProcessingFee => Values.ProcessingFee!.Value;

    /// <inheritdoc cref="RuleValues.Loanable"/>
    public bool Loanable => Values.Loanable!.Value;

    /// <inheritdoc cref="RuleValues.Renewable"/>
    public bool Renewable => Values.Renewable!.Value;

    /// <inheritdoc cref="RuleValues.Holdable"/>
    public bool Holdable => Values.Holdable!.Value;
}
