using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Holds;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>All that a checkout is decided on.</summary>
public sealed record CheckoutFacts
{
    /// <summary>The copy under the scanner.</summary>
    public required Copy Copy { get; init; }

    /// <summary>The age from which the book is lent, in whole years; null for any age.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>Whose card was read; the sponsor, where somebody acts for them.</summary>
    public required Patron Patron { get; init; }

    /// <summary>Who acts for the patron; null where nobody does.</summary>
    public ActingProxy? Proxy { get; init; }

    /// <summary>Whether the patron does it without staff.</summary>
    public bool BySelf { get; init; }

    /// <summary>Whether the copy stays in the house.</summary>
    public bool OnSite { get; init; }

    /// <summary>The due date that staff chose; null where the rule is to say.</summary>
    public DateTimeOffset? ChosenDueAt { get; init; }

    /// <summary>The circulation rule's values that apply.</summary>
    public required LoanPolicy Policy { get; init; }

    /// <summary>The library's settings.</summary>
    public required Settings Settings { get; init; }

    /// <summary>The branch where it happens.</summary>
    public required int BranchId { get; init; }

    /// <summary>The calendar of the branch where it happens.</summary>
    public required BranchCalendar Calendar { get; init; }

    /// <summary>The loan that the copy is out on, or lost on; null where it is on none.</summary>
    public Loan? OpenLoan { get; init; }

    /// <summary>The patron's open loans; lost and claimed ones do not count.</summary>
    public required LoanCounts Loans { get; init; }

    /// <summary>How many of them are overdue.</summary>
    public required int Overdue { get; init; }

    /// <summary>What the patron owes.</summary>
    public required PatronDebt Debt { get; init; }

    /// <summary>The hold that the copy was put aside for, or is travelling for; null for none.</summary>
    public Hold? FillsHold { get; init; }

    /// <summary>The patron's own active hold that this copy would fulfil; null for none.</summary>
    public Hold? OwnHold { get; init; }

    /// <summary>Who waits, and what is there for them.</summary>
    public required QueueFacts Queue { get; init; }
}

/// <summary>Somebody who acts for a patron.</summary>
/// <param name="Proxy">Who acts.</param>
/// <param name="Appointment">The appointment; null where there is none.</param>
public sealed record ActingProxy(Patron Proxy, Proxy? Appointment);

/// <summary>How many waiting holds of others stand before the patron, and what could serve them.</summary>
/// <param name="ForThisCopy">Holds ahead that take this one copy only.</param>
/// <param name="ForAnyCopy">Holds ahead that any copy of the book would serve.</param>
/// <param name="OtherCopiesFree">Other copies of the book that are free to be lent, and can serve them.</param>
public sealed record QueueFacts(int ForThisCopy, int ForAnyCopy, int OtherCopiesFree)
{
    /// <summary>Nobody waits.</summary>
    public static QueueFacts NobodyWaits { get; } = new(0, 0, 0);

    /// <summary>Whether this copy cannot be spared.</summary>
    public bool NeedThisCopy => ForThisCopy > 0 || ForAnyCopy > OtherCopiesFree;
}

/// <summary>What counts against a patron's debt limit, with the fines that run.</summary>
/// <param name="Own">What the patron owes; negative where the library owes them.</param>
/// <param name="Guaranteed">What those owe for whom the patron answers; never negative.</param>
public sealed record PatronDebt(decimal Own, decimal Guaranteed)
{
    /// <summary>The debt that counts.</summary>
    public decimal ThatCounts(Settings settings) => Own + (settings.GuaranteedDebtsCount ? Guaranteed : 0);
}

/// <summary>A patron's open loans, counted by what they have in common with the copy under the scanner.</summary>
/// <param name="All">All of them.</param>
/// <param name="OfType">Those of the same material type.</param>
/// <param name="OfBranch">Those of copies with the same home branch.</param>
/// <param name="OfTypeAndBranch">Those of the same material type and home branch.</param>
public sealed record LoanCounts(int All, int OfType, int OfBranch, int OfTypeAndBranch)
{
    /// <summary>Those that a rule matches which matches the copy and the patron.</summary>
    public int Under(CirculationRule rule) => (rule.MaterialType, rule.BranchId) switch
    {
        (null, null) => All,
        (_, null) => OfType,
        (null, _) => OfBranch,
        _ => OfTypeAndBranch,
    };
}
