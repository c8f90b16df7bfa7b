using Lms.Domain.Common;
using Lms.Domain.Patrons;

namespace Lms.Domain.Circulation;

/// <summary>Decides whether a copy may be lent to a patron.</summary>
public static class Checkout
{
    /// <summary>Collects every reason against the checkout and says when the loan would be due.</summary>
    public static Decision Decide(CheckoutFacts facts, DateTimeOffset now) =>
        new(DueOf(facts, now), facts.Policy, [.. Blocks(facts, facts.Calendar.DayOf(now)).OfType<Block>()]);

    /// <summary>Whether something stands against it that lies in the copy; another copy of the book may do.</summary>
    public static bool DependsOnTheCopy(CheckoutFacts facts) => OfTheCopy(facts).Any(block => block is not null);

    private static DueDate DueOf(CheckoutFacts facts, DateTimeOffset now) =>
        facts.ChosenDueAt is { } chosen ? DueDate.ByHand(chosen)
        : facts.OnSite ? DueDate.OnSite(now, facts.Calendar)
        : DueDate.After(now, facts.Policy.LoanPeriod, new LoanTerms(facts.Policy, facts.Settings, facts.Calendar, facts.Patron.ExpiresOn));

    private static IEnumerable<Block?> Blocks(CheckoutFacts facts, DateOnly today) =>
    [
        .. OfTheCopy(facts),
        CopyBlocks.TooYoung(facts, today),
        .. PatronBlocks.SetByStaff(facts.Patron, PatronAction.Checkout, facts.BranchId, today),
        PatronBlocks.CardExpired(facts.Patron, today),
        PatronBlocks.DebtLimit(facts.Debt, facts.Settings),
        PatronBlocks.OverdueLimit(facts.Overdue, facts.Settings),
        PatronBlocks.ClaimsLimit(facts.Patron, facts.Settings),
        PatronBlocks.LoanLimit(facts.Loans, facts.Policy, facts.Settings),
        PatronBlocks.SelfCheckoutOff(facts.BySelf, facts.Settings),
        .. PatronBlocks.OfProxy(facts.Proxy, PatronAction.Checkout, facts.BranchId, today),
    ];

    private static IEnumerable<Block?> OfTheCopy(CheckoutFacts facts) =>
    [
        CopyBlocks.OnLoan(facts.OpenLoan, facts.Patron),
        CopyBlocks.Status(facts.Copy),
        CopyBlocks.NotForLoan(facts),
        CopyBlocks.HeldForAnother(facts.FillsHold, facts.Patron),
        facts.FillsHold is null && !facts.OnSite ? CopyBlocks.NeededForHolds(facts.Queue) : null,
    ];
}
