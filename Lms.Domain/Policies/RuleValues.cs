namespace Lms.Domain.Policies;

/// <summary>What a circulation rule says. A value that is null is inherited from the next less specific rule; in the catch-all rule it means what stands at each.</summary>
public record RuleValues
{
    /// <summary>The longest loan period, whichever the unit.</summary>
    public const int MaxPeriod = 3660;

    /// <summary>The greatest number of renewals, loans and holds.</summary>
    public const int MaxCount = 10_000;

    /// <summary>For how many <see cref="LoanUnit"/> a copy is lent; at least 1.</summary>
    public int? LoanPeriod { get; init; }

    /// <summary>In what the loan period is counted.</summary>
    public LoanUnit? LoanUnit { get; init; }

    /// <summary>The day on which all loans are due, until it has passed; null in the catch-all rule for none.</summary>
    public DateOnly? FixedDueDate { get; init; }

    /// <summary>How often a loan may be renewed; 0 for never.</summary>
    public int? Renewals { get; init; }

    /// <summary>How many of the renewals may happen without the copy being seen, as by the member at home; null in the catch-all rule for all of them.</summary>
    public int? UnseenRenewals { get; init; }

    /// <summary>For how many units a renewal extends; at least 1; null in the catch-all rule for the loan period.</summary>
    public int? RenewalPeriod { get; init; }

    /// <summary>How many open loans of this kind a user may have; 0 for none.</summary>
    public int? MaxLoans { get; init; }

    /// <summary>How many active holds a user may have on this kind; 0 for none.</summary>
    public int? MaxHolds { get; init; }

    /// <summary>For how many open days a copy waits on the hold shelf; at least 1.</summary>
    public int? HoldShelfDays { get; init; }

    /// <summary>What an overdue unit costs, in the library's currency; 0 for nothing.</summary>
    public decimal? FineRate { get; init; }

    /// <summary>In what overdue time is counted.</summary>
    public FineUnit? FineUnit { get; init; }

    /// <summary>For how many days after the due date there is no fine.</summary>
    public int? GraceDays { get; init; }

    /// <summary>The most that one loan's fine can become; null in the catch-all rule for no limit.</summary>
    public decimal? FineCap { get; init; }

    /// <summary>Whether a fine stops at the copy's price.</summary>
    public bool? FineCapAtPrice { get; init; }

    /// <summary>What a lost copy costs; null in the catch-all rule for the copy's price.</summary>
    public decimal? LostFee { get; init; }

    /// <summary>What the work on a lost copy costs, on top.</summary>
    public decimal? ProcessingFee { get; init; }

    /// <summary>Whether this kind is lent at all.</summary>
    public bool? Loanable { get; init; }

    /// <summary>Whether its loans can be renewed.</summary>
    public bool? Renewable { get; init; }

    /// <summary>Whether it can be put on hold.</summary>
    public bool? Holdable { get; init; }

    /// <summary>The rule that applies where no other says anything: 21 days, 2 renewals, 10 loans, no fines.</summary>
    public static RuleValues Default { get; } = new()
    {
        LoanPeriod = 21,
        LoanUnit = Policies.LoanUnit.Days,
        Renewals = 2,
        MaxLoans = 10,
        MaxHolds = 10,
        HoldShelfDays = 7,
        FineRate = 0,
        FineUnit = Policies.FineUnit.Day,
        GraceDays = 0,
        FineCapAtPrice = true,
        ProcessingFee = 0,
        Loanable = true,
        Renewable = true,
        Holdable = true,
    };

    /// <summary>The values that must stand in the catch-all rule, because there is nothing left to inherit them from; empty where all do.</summary>
    public IEnumerable<string> MissingFromCatchAll() =>
        Names.Where(value => Default.Of(value) is not null && Of(value) is null);

    /// <summary>The names of all values, as properties are named.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        nameof(LoanPeriod), nameof(LoanUnit), nameof(FixedDueDate), nameof(Renewals), nameof(UnseenRenewals), nameof(RenewalPeriod), nameof(MaxLoans), nameof(MaxHolds), nameof(HoldShelfDays),
        nameof(FineRate), nameof(FineUnit), nameof(GraceDays), nameof(FineCap), nameof(FineCapAtPrice), nameof(LostFee), nameof(ProcessingFee), nameof(Loanable), nameof(Renewable), nameof(Holdable),
    ];

    /// <summary>A value by its name; null where it is inherited.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    public object? Of(string name) => name switch
    {
        nameof(LoanPeriod) => LoanPeriod,
        nameof(LoanUnit) => LoanUnit,
        nameof(FixedDueDate) => FixedDueDate,
        nameof(Renewals) => Renewals,
        nameof(UnseenRenewals) => UnseenRenewals,
        nameof(RenewalPeriod) => RenewalPeriod,
        nameof(MaxLoans) => MaxLoans,
        nameof(MaxHolds) => MaxHolds,
        nameof(HoldShelfDays) => HoldShelfDays,
        nameof(FineRate) => FineRate,
        nameof(FineUnit) => FineUnit,
        nameof(GraceDays) => GraceDays,
        nameof(FineCap) => FineCap,
        nameof(FineCapAtPrice) => FineCapAtPrice,
        nameof(LostFee) => LostFee,
        nameof(ProcessingFee) => ProcessingFee,
        nameof(Loanable) => Loanable,
        nameof(Renewable) => Renewable,
        nameof(Holdable) => Holdable,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such value."),
    };

    /// <summary>These values, with those of a less specific rule where they are null.</summary>
    public RuleValues Inherit(RuleValues next) => new()
    {
        LoanPeriod = LoanPeriod ?? next.LoanPeriod,
        LoanUnit = LoanUnit ?? next.LoanUnit,
        FixedDueDate = FixedDueDate ?? next.FixedDueDate,
        Renewals = Renewals ?? next.Renewals,
        UnseenRenewals = UnseenRenewals ?? next.UnseenRenewals,
        RenewalPeriod = RenewalPeriod ?? next.RenewalPeriod,
        MaxLoans = MaxLoans ?? next.MaxLoans,
        MaxHolds = MaxHolds ?? next.MaxHolds,
        HoldShelfDays = HoldShelfDays ?? next.HoldShelfDays,
        FineRate = FineRate ?? next.FineRate,
        FineUnit = FineUnit ?? next.FineUnit,
        GraceDays = GraceDays ?? next.GraceDays,
        FineCap = FineCap ?? next.FineCap,
        FineCapAtPrice = FineCapAtPrice ?? next.FineCapAtPrice,
        LostFee = LostFee ?? next.LostFee,
        ProcessingFee = ProcessingFee ?? next.ProcessingFee,
        Loanable = Loanable ?? next.Loanable,
        Renewable = Renewable ?? next.Renewable,
        Holdable = Holdable ?? next.Holdable,
    };
}
