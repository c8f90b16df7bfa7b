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

        ProblemKind.Block("held-for-another", "The copy is put aside for someone else", "It stands on the hold shelf, or travels, for the user whose hold it fills.", "Offer another copy.", Role.Admin),
        ProblemKind.Block("needed-for-holds", "Others wait for it", "More users wait for the book than its other copies can serve.", "Offer another copy, or place a hold.", Role.Librarian),
        ProblemKind.Block("not-for-loan", "This kind of copy is not lent", "The circulation rule says so.", "Lend it on site, or choose a due date and override.", Role.Librarian),
        ProblemKind.Block("too-young", "The user is too young for it", "The book has an age limit, and the user's date of birth is known.", "Offer another book.", Role.Librarian),

        ProblemKind.Block("user-blocked", "The user is blocked", "Staff blocked this user; the note says why.", "Settle the matter and unblock the user.", Role.Librarian),
        ProblemKind.Block("card-expired", "The user's card has expired", "The last day of the card is over.", "Extend the card with a new expiresOn.", Role.Librarian),
        ProblemKind.Block("loan-limit", "The user has as many loans as allowed", "The circulation rule sets how many.", "Have something returned first.", Role.Librarian),
        ProblemKind.Block("debt-limit", "The user owes too much", "The debts reach the limit of the library's settings.", "Take a payment; the block falls away by itself.", Role.Librarian),
        ProblemKind.Block("overdue-limit", "The user has too many overdue loans", "The library's settings say how many are too many.", "Have something returned first.", Role.Librarian),
        ProblemKind.Block("claims-limit", "The user claimed too often that a copy was returned", "The library's settings say how often is too often.", "Look at the claims together.", Role.Librarian),
        ProblemKind.Block("self-checkout-off", "Members cannot check out by themselves here", "The library's settings say so.", "Ask at the desk."),
        ProblemKind.Block("proxy-not-appointed", "Nobody has appointed them", "Who acts for the user was not appointed by anybody.", "Have the user appoint them first."),
        ProblemKind.Block("proxy-expired", "The appointment is over", "Who acts for the user could do so until a day that is past.", "Have the user extend the appointment.", Role.Librarian),
        ProblemKind.Block("proxy-card-expired", "The card of who acts for the user has expired", "The last day of their card is over.", "Extend their card with a new expiresOn.", Role.Librarian),
        ProblemKind.Block("proxy-blocked", "Who acts for the user is blocked", "Staff blocked them.", "Settle the matter and unblock them.", Role.Librarian),

        ProblemKind.Block("unseen-renewal-limit", "The copy must be seen", "The loan was renewed as often as allowed without the copy being seen.", "Show the copy at the desk.", Role.Librarian),
        ProblemKind.Block("too-soon", "It is too early to renew", "The library's settings say how long before the due date a loan can be renewed.", "Come back when the message says.", Role.Librarian),
        ProblemKind.Block("not-renewable", "Loans of this kind are not renewed", "The circulation rule says so.", "Have the copy returned, and check it out again.", Role.Librarian),
        ProblemKind.Block("on-site", "It stays in the house", "The copy was lent for the reading room, until closing time.", "Check it out again tomorrow."),
        ProblemKind.Block("not-undoable", "It cannot be taken back", "Only a checkout, a return or a renewal can be taken back, and an undo cannot.", "Put it right by hand."),
        ProblemKind.Block("undo-too-late", "It is too late to take it back", "The library's settings say for how many minutes a mistake can be taken back.", "Put it right by hand: return the copy, or check it out again."),
        ProblemKind.Block("undo-built-upon", "Something else was built on it", "Something has been done since with the same copy, loan or hold, or its fine was forgiven.", "Take back the later thing first, or put it right by hand."),
        ProblemKind.Block("already-undone", "It was taken back already", "What the ledger row tells was undone before.", "Look at the ledger for the row that undid it."),
        ProblemKind.Block("renewal-limit", "The loan was renewed as often as allowed", "The circulation rule sets how often.", "Have the copy returned, and check it out again.", Role.Librarian),
    ];
}
