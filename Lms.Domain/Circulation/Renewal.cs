using System.Globalization;
using Lms.Domain.Branches;
using Lms.Domain.Common;
using Lms.Domain.Identity;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>All that a renewal is decided on.</summary>
public sealed record RenewalFacts
{
    /// <summary>The loan to extend.</summary>
    public required Loan Loan { get; init; }

    /// <summary>Who has the copy.</summary>
    public required Patron Patron { get; init; }

    /// <summary>The circulation rule's values that apply now.</summary>
    public required LoanPolicy Policy { get; init; }

    /// <summary>The library's settings.</summary>
    public required Settings Settings { get; init; }

    /// <summary>The calendar of the branch where the loan was made.</summary>
    public required BranchCalendar Calendar { get; init; }

    /// <summary>What the patron owes.</summary>
    public required PatronDebt Debt { get; init; }

    /// <summary>Who waits, and what is there for them.</summary>
    public required QueueFacts Queue { get; init; }

    /// <summary>Whether staff see the copy; a member at home, or the library by itself, does not show it.</summary>
    public bool Seen { get; init; }

    /// <summary>The due date that staff chose; null where the rule is to say.</summary>
    public DateTimeOffset? ChosenDueAt { get; init; }
}

/// <summary>Decides whether a loan may be renewed.</summary>
public static class Renewal
{
    /// <summary>Collects every reason against the renewal and says when the loan would be due: never earlier than it already is.</summary>
    public static Decision Decide(RenewalFacts facts, DateTimeOffset now) =>
        new(NotEarlier(facts.ChosenDueAt is { } chosen ? DueDate.ByHand(chosen) : Extended(facts, now), facts.Loan.DueAt), facts.Policy, [.. Blocks(facts, now, facts.Calendar.DayOf(now)).OfType<Block>()]);

    /// <summary>Counted from the old due date, a long overdue loan would be overdue still; then it is counted from now. Until a fixed day has passed, it stays due on that.</summary>
    private static DueDate Extended(RenewalFacts facts, DateTimeOffset now)
    {
        var terms = new LoanTerms(facts.Policy, facts.Settings, facts.Calendar, facts.Patron.ExpiresOn);
        var fromDueDate = facts.Settings.RenewFrom is RenewFrom.DueDate && terms.FixedDayAhead(now) is null;
        var due = DueDate.After(fromDueDate ? facts.Loan.DueAt : now, facts.Policy.RenewalPeriod, terms);
        return due.At > now ? due : DueDate.After(now, facts.Policy.RenewalPeriod, terms);
    }

    private static DueDate NotEarlier(DueDate due, DateTimeOffset dueAt) =>
        due.At >= dueAt ? due : new DueDate(dueAt, [.. due.Steps, new DueDateStep("not-earlier", dueAt, "A renewal never makes a loan due earlier.")]);

    private static IEnumerable<Block?> Blocks(RenewalFacts facts, DateTimeOffset now, DateOnly today) =>
    [
        LoanIsOver(facts.Loan),
        OnSite(facts.Loan),
        NotRenewable(facts.Policy),
        RenewalLimit(facts),
        UnseenRenewalLimit(facts),
        TooSoon(facts, now),
        CopyBlocks.NeededForHolds(facts.Queue),
        .. PatronBlocks.SetByStaff(facts.Patron, PatronAction.Renew, facts.Loan.BranchId, today),
        PatronBlocks.CardExpired(facts.Patron, today),
        PatronBlocks.DebtLimit(facts.Debt, facts.Settings),
    ];

    private static Block? LoanIsOver(Loan loan) => loan.Status switch
    {
        LoanStatus.Open => null,
        LoanStatus.Lost => new Block("copy-lost", "The copy is lost."),
        LoanStatus.ClaimedReturned => new Block("copy-claimed-returned", "The user says that the copy was returned."),
        _ => new Block("loan-closed", "The loan is not open any more."),
    };

    private static Block? OnSite(Loan loan) => loan.OnSite ? new Block("on-site", "It stays in the house and cannot be renewed.") : null;

    private static Block? NotRenewable(LoanPolicy policy) => policy.Renewable ? null : new Block("not-renewable", "Loans of this kind are not renewed.", Role.Librarian);

    private static Block? RenewalLimit(RenewalFacts facts) =>
        facts.Loan.Renewals >= facts.Policy.Renewals
            ? new Block("renewal-limit", $"The loan was renewed {facts.Loan.Renewals} times; the most is {facts.Policy.Renewals}.", Role.Librarian)
            : null;

    private static Block? UnseenRenewalLimit(RenewalFacts facts) =>
        !facts.Seen && facts.Loan.UnseenRenewals >= facts.Policy.UnseenRenewals && facts.Policy.UnseenRenewals < facts.Policy.Renewals
            ? new Block("unseen-renewal-limit", $"The loan was renewed {facts.Loan.UnseenRenewals} times without the copy being seen; the most is {facts.Policy.UnseenRenewals}. Show it at the desk.", Role.Librarian)
            : null;

    private static Block? TooSoon(RenewalFacts facts, DateTimeOffset now) =>
        facts.Settings.RenewNoSoonerThanDays is { } days && facts.Calendar.DaysBefore(facts.Loan.DueAt, days) is var from && now < from
            ? new Block("too-soon", string.Create(CultureInfo.InvariantCulture, $"It can be renewed from {TimeZoneInfo.ConvertTime(from, facts.Calendar.Clock):yyyy-MM-dd HH:mm} on."), Role.Librarian) { EndsAt = from }
            : null;
}
