using Lms.Domain.Common;
using Lms.Domain.Identity;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>All that a renewal is decided on.</summary>
/// <param name="Loan">The loan to extend.</param>
/// <param name="Patron">Who has the copy.</param>
/// <param name="Rule">The circulation rule of the loan.</param>
/// <param name="Clock">The clock of the branch where the loan was made.</param>
public sealed record RenewalFacts(Loan Loan, Patron Patron, CirculationRule Rule, TimeZoneInfo Clock);

/// <summary>Decides whether a loan may be renewed.</summary>
public static class Renewal
{
    /// <summary>
    /// Collects every reason against the renewal and says when the loan would be due: a loan period from now, and never
    /// earlier than it already is.
    /// </summary>
    public static Decision Decide(RenewalFacts facts, DateTimeOffset now)
    {
        var dueAt = DueDate.After(now, facts.Rule.LoanPeriod, facts.Clock);
        return new Decision(dueAt > facts.Loan.DueAt ? dueAt : facts.Loan.DueAt, [.. Blocks(facts, now)]);
    }

    private static IEnumerable<Block> Blocks(RenewalFacts facts, DateTimeOffset now)
    {
        if (facts.Loan.Status is not LoanStatus.Open)
            yield return new Block("loan-closed", "The loan is not open any more.");
        if (facts.Loan.Renewals >= facts.Loan.MaxRenewals)
            yield return new Block("renewal-limit", $"The loan was renewed {facts.Loan.Renewals} times; the most is {facts.Loan.MaxRenewals}.", Role.Librarian);
        if (facts.Patron.Blocked)
            yield return new Block("user-blocked", "The user is blocked.", Role.Librarian);
        if (facts.Patron.ExpiresOn is { } lastDay && DueDate.EndOf(lastDay, facts.Clock) < now)
            yield return new Block("card-expired", "The user's card has expired.", Role.Librarian);
    }
}
