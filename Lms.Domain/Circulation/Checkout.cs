using System.Globalization;
using Lms.Domain.Catalog;
using Lms.Domain.Common;
using Lms.Domain.Identity;

namespace Lms.Domain.Circulation;

/// <summary>Decides whether a copy may be lent to a patron.</summary>
public static class Checkout
{
    /// <summary>Collects every reason against the checkout and says when the loan would be due.</summary>
    public static Decision Decide(CheckoutFacts facts, DateTimeOffset now) =>
        new(DueDate.After(now, facts.Rule.LoanPeriod, facts.Clock), [.. BlocksOnCopy(facts), .. BlocksOnPatron(facts, now)]);

    private static IEnumerable<Block> BlocksOnCopy(CheckoutFacts facts)
    {
        if (facts.OpenLoan is { } loan)
            yield return loan.UserId == facts.Patron.Id ? AlreadyYours : CopyOnLoan;
        else if (facts.Copy.Status is not CopyStatus.Available)
            yield return CopyNotAvailable(facts.Copy.Status);
    }

    private static IEnumerable<Block> BlocksOnPatron(CheckoutFacts facts, DateTimeOffset now)
    {
        if (facts.Patron.Blocked)
            yield return UserBlocked(facts.Patron.BlockedNote);
        if (facts.Patron.ExpiresOn is { } lastDay && lastDay < Today(facts, now))
            yield return CardExpired(lastDay);
        if (facts.LoansOut >= facts.Rule.MaxLoans)
            yield return LoanLimit(facts.LoansOut, facts.Rule.MaxLoans);
    }

    private static DateOnly Today(CheckoutFacts facts, DateTimeOffset now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, facts.Clock).DateTime);

    private static Block CopyOnLoan => new("copy-on-loan", "The copy is on loan to someone else.");

    private static Block AlreadyYours => new("already-yours", "The user has this copy already; the loan can be renewed.");

    private static Block CopyNotAvailable(CopyStatus status) =>
        new($"copy-{status.Phrase().Replace(' ', '-')}", $"The copy is {status.Phrase()}.", status is CopyStatus.Withdrawn ? null : Role.Librarian);

    private static Block UserBlocked(string? note) =>
        new("user-blocked", note is null ? "The user is blocked." : $"The user is blocked: {note}", Role.Librarian);

    private static Block CardExpired(DateOnly lastDay) =>
        new("card-expired", string.Create(CultureInfo.InvariantCulture, $"The user's card expired on {lastDay:yyyy-MM-dd}."), Role.Librarian);

    private static Block LoanLimit(int loansOut, int maxLoans) =>
        new("loan-limit", $"The user has {loansOut} loans; the most is {maxLoans}.", Role.Librarian);
}
