using Lms.Domain.Common;
using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>Decides whether a copy may be given up as lost, or taken for returned on its borrower's word.</summary>
public static class Loss
{
    /// <summary>Why staff cannot declare a loan lost; null where they can. A claim that the copy was returned does not stand in the way.</summary>
    public static Block? AgainstDeclaring(Loan loan) => loan.Status is LoanStatus.ClaimedReturned ? null : NotOpen(loan);

    /// <summary>Why a loan does not become lost by the passing of time; null where it does: it is open, and has been overdue for as many days as the setting says.</summary>
    public static Block? AgainstAging(Loan loan, Settings settings, DateTimeOffset now) =>
        NotOpen(loan) ?? (settings.LostAfterDays is { } days && loan.DueAt.AddDays(days) <= now
            ? null
            : new Block("not-lost-yet", "The loan is not overdue for so long that the copy counts as lost."));

    /// <summary>Why it cannot be noted that the borrower claims to have returned the copy; null where it can.</summary>
    public static Block? AgainstClaiming(Loan loan) => NotOpen(loan);

    private static Block? NotOpen(Loan loan) => loan.Status switch
    {
        LoanStatus.Open => null,
        LoanStatus.Lost => new Block("copy-lost", "The copy is lost already."),
        LoanStatus.ClaimedReturned => new Block("copy-claimed-returned", "The user says already that the copy was returned."),
        _ => new Block("loan-closed", "The loan is not open any more."),
    };
}
