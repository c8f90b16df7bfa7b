using Lms.Application.Common;
using Lms.Domain.Identity;

namespace Lms.Application.Circulation;

/// <summary>The problems of lending: what stands in the way of a checkout, a renewal or a return.</summary>
internal static class CirculationProblems
{
    public static readonly ProblemKind[] All =
    [
        ProblemKind.NoSuch("loan"),
        ProblemKind.NoSuch("transaction"),
        ProblemKind.Conflict("no-copies", "The book has no copies", "The title is in the catalogue, and nothing of it on the shelves.", "Add a copy."),
        ProblemKind.Block("loan-closed", "The loan has ended", "The copy came back, or was lost; there is nothing to renew, return or change.", "Check the copy out again."),

        ProblemKind.Block("copy-on-loan", "The copy is on loan to someone else", "Another user has it, perhaps since a second ago.", "Offer another copy, or return this one first if it lies before you."),
        ProblemKind.Block("already-yours", "The user has this copy already", "The copy is on loan to the same user.", "Renew the loan."),
        ProblemKind.Block("copy-on-the-hold-shelf", "The copy waits for somebody", "It stands on the hold shelf for the user whose hold it fills.", "Offer another copy.", Role.Librarian),
        ProblemKind.Block("copy-in-transit", "The copy is between branches", "It is expected at another branch.", "Return the copy first if it has arrived.", Role.Librarian),
        ProblemKind.Block("copy-lost", "The copy is lost", "It was declared lost.", "If it lies before you it is found: check it out with an override, or set its status.", Role.Librarian),
        ProblemKind.Block("copy-claimed-returned", "The copy is claimed to be returned", "A user says that it came back, and the library has not found it.", "If it lies before you it is found: return it first.", Role.Librarian),
        ProblemKind.Block("copy-damaged", "The copy is damaged", "It is not fit to be lent.", "Have it mended, or lend it with an override.", Role.Librarian),
        ProblemKind.Block("copy-missing", "The copy is missing", "It was not on its shelf when somebody looked.", "If it lies before you it is found: check it out with an override, or set its status.", Role.Librarian),
        ProblemKind.Block("copy-in-repair", "The copy is being mended", "It is not back from repair.", "Set its status when it is, or lend it with an override.", Role.Librarian),
        ProblemKind.Block("copy-withdrawn", "The copy was withdrawn", "It was taken out of the collection.", "Set its status to available if it is to be lent again."),
        ProblemKind.Block("copy-on-order", "The copy is on order", "It was not received yet.", "Set its status when it arrives, or lend it with an override.", Role.Librarian),

        ProblemKind.Block("user-blocked", "The user is blocked", "Staff blocked this user; the note says why.", "Settle the matter and unblock the user.", Role.Librarian),
        ProblemKind.Block("card-expired", "The user's card has expired", "The last day of the card is over.", "Extend the card with a new expiresOn.", Role.Librarian),
        ProblemKind.Block("loan-limit", "The user has as many loans as allowed", "The circulation rule sets how many.", "Have something returned first.", Role.Librarian),
        ProblemKind.Block("renewal-limit", "The loan was renewed as often as allowed", "The circulation rule sets how often.", "Have the copy returned, and check it out again.", Role.Librarian),
    ];
}
