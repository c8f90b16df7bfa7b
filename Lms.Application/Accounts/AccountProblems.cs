using Lms.Application.Common;

namespace Lms.Application.Accounts;

/// <summary>The problems of accounts: what stands in the way of money.</summary>
internal static class AccountProblems
{
    public static readonly ProblemKind[] All =
    [
        ProblemKind.NoSuch("account entry"),
        ProblemKind.Conflict("nothing-owed", "The charges are settled", "The request named charges and no amount, and nothing is open of them any more, perhaps since a second ago.", "Look at the account again. To take money as credit all the same, say how much."),
        ProblemKind.Block("waiver-exceeds-debt", "More would be waived than is owed", "A waiver forgives a debt; it does not make a credit. Where charges are named, it goes no further than they do.", "Look at the account again, and waive at most what is open."),
        ProblemKind.Block("refund-exceeds-credit", "More would be given back than the user has to their credit", "Only what was paid and is not used up can be given back as money.", "Look at the account again, and refund at most the credit."),
        ProblemKind.Block("not-lost-yet", "The loan is not overdue for long enough", "The library gives a copy up by itself only after the days that its settings say; the loan was renewed, or the settings have changed.", "Wait, or declare the copy lost by hand."),
    ];
}
