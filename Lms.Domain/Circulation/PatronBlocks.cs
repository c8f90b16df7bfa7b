using System.Globalization;
using Lms.Domain.Common;
using Lms.Domain.Identity;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>What can stand in a patron's way. Each is null, or empty, where it does not.</summary>
public static class PatronBlocks
{
    /// <summary>Staff have blocked the user, from everything or from this action.</summary>
    public static IEnumerable<Block> SetByStaff(Patron patron, PatronAction action, int branchId, DateOnly today)
    {
        if (patron.Blocked)
            yield return new Block("user-blocked", patron.BlockedNote is null ? "The user is blocked." : $"The user is blocked: {patron.BlockedNote}", Role.Librarian);
        foreach (var block in patron.Blocks.Where(block => block.Stands(action, branchId, today)))
            yield return new Block("user-blocked", $"The user is blocked: {block.Note}", Role.Librarian) { Until = block.Until, BranchId = block.BranchId };
    }

    /// <summary>The card's last day has passed.</summary>
    public static Block? CardExpired(Patron patron, DateOnly today) =>
        patron.ExpiresOn is { } lastDay && lastDay < today
            ? new Block("card-expired", string.Create(CultureInfo.InvariantCulture, $"The user's card expired on {lastDay:yyyy-MM-dd}."), Role.Librarian)
            : null;

    /// <summary>The debt is at the limit or over it. It falls away by itself when the debt falls.</summary>
    public static Block? DebtLimit(PatronDebt owed, Settings settings) =>
        settings.DebtLimit is { } limit && owed.ThatCounts(settings) is > 0 and var debt && debt >= limit
            ? new Block("debt-limit", string.Create(CultureInfo.InvariantCulture, $"The user owes {debt:0.00} {settings.Currency}; the limit is {limit:0.00}."), Role.Librarian)
            : null;

    /// <summary>More loans are overdue than allowed.</summary>
    public static Block? OverdueLimit(int overdue, Settings settings) =>
        settings.OverdueLimit is { } limit && overdue > limit
            ? new Block("overdue-limit", $"The user has {overdue} overdue loans; the most is {limit}.", Role.Librarian)
            : null;

    /// <summary>The user claimed too often that a copy was returned.</summary>
    public static Block? ClaimsLimit(Patron patron, Settings settings) =>
        settings.ClaimsLimit is { } limit && patron.ClaimsReturned > limit
            ? new Block("claims-limit", $"The user claimed {patron.ClaimsReturned} times that a copy was returned; the most is {limit}.", Role.Librarian)
            : null;

    /// <summary>The user has as many loans as the library or the rule allows.</summary>
    public static Block? LoanLimit(LoanCounts loans, LoanPolicy policy, Settings settings)
    {
        if (loans.All >= settings.MaxLoansTotal)
            return new Block("loan-limit", $"The user has {loans.All} loans; the most is {settings.MaxLoansTotal}.", Role.Librarian);
        var ofThisKind = loans.Under(policy.LimitsLoansBy);
        return ofThisKind >= policy.MaxLoans
            ? new Block("loan-limit", $"The user has {ofThisKind} loans of this kind; the most is {policy.MaxLoans}.", Role.Librarian)
            : null;
    }

    /// <summary>Members cannot do it without staff.</summary>
    public static Block? SelfCheckoutOff(bool bySelf, Settings settings) =>
        bySelf && !settings.SelfCheckout ? new Block("self-checkout-off", "Members cannot check out by themselves here; ask at the desk.") : null;

    /// <summary>Who acts for the user may not.</summary>
    public static IEnumerable<Block> OfProxy(ActingProxy? acting, PatronAction action, int branchId, DateOnly today)
    {
        if (acting is null)
            yield break;
        if (acting.Appointment is null)
            yield return new Block("proxy-not-appointed", "Nobody has appointed them to act for the user.");
        else if (acting.Appointment.ExpiresOn < today)
            yield return new Block("proxy-expired", string.Create(CultureInfo.InvariantCulture, $"They could act for the user until {acting.Appointment.ExpiresOn:yyyy-MM-dd}."), Role.Librarian);
        if (CardExpired(acting.Proxy, today) is not null)
            yield return new Block("proxy-card-expired", "The card of who acts for the user has expired.", Role.Librarian);
        if (SetByStaff(acting.Proxy, action, branchId, today).Any())
            yield return new Block("proxy-blocked", "Who acts for the user is blocked.", Role.Librarian);
    }
}
