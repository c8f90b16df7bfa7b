using Lms.Domain.Common;

namespace Lms.Domain.Policies;

/// <summary>How long, how often and how many: what holds for a (patron category, material type, branch) combination.</summary>
public sealed class CirculationRule : Entity
{
    private CirculationRule()
    {
    }

    /// <summary>The patron category it is for; null for any.</summary>
    public int? PatronCategoryId { get; private init; }

    /// <summary>The material type it is for; null for any.</summary>
    public string? MaterialType { get; private init; }

    /// <summary>The copy's home branch it is for; null for any.</summary>
    public int? BranchId { get; private init; }

    /// <summary>For how many days a copy is lent; at least 1.</summary>
    public int LoanPeriod { get; private init; }

    /// <summary>How often a loan may be renewed; 0 for never.</summary>
    public int Renewals { get; private init; }

    /// <summary>How many open loans a user may have; 0 for none.</summary>
    public int MaxLoans { get; private init; }

    /// <summary>The rule that applies where no other does.</summary>
    public static CirculationRule CatchAll(int loanPeriod, int renewals, int maxLoans) =>
        new() { LoanPeriod = loanPeriod, Renewals = renewals, MaxLoans = maxLoans };
}
