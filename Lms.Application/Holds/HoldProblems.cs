using Lms.Application.Common;
using Lms.Domain.Identity;

namespace Lms.Application.Holds;

/// <summary>The problems of waiting for a book.</summary>
internal static class HoldProblems
{
    public static readonly ProblemKind[] All =
    [
        ProblemKind.NoSuch("hold"),
        ProblemKind.Block("already-on-hold", "The user waits for this book already", "One user has one hold on one book.", "Look at the hold that is there."),
        ProblemKind.Block("hold-limit", "The user has as many holds as allowed", "The circulation rule sets how many.", "Cancel a hold first.", Role.Librarian),
        ProblemKind.Block("not-holdable", "This kind of copy cannot be put on hold", "The circulation rule says so, or that it is not lent at all; the hold would wait for ever.", "Come and look for it on its shelf."),
        ProblemKind.Block("no-copy-can-fill", "No copy could ever fill the hold", "The book has no copy that will be lent again.", "Suggest that the library buys one."),
        ProblemKind.Block("copy-available", "A copy stands on the shelf", "The library's settings leave holds to books that are out.", "Borrow the copy at its branch.", Role.Librarian),
        ProblemKind.Block("on-hold-shelf", "The copy waits on the hold shelf", "It has arrived where it was to be picked up, and is not sent elsewhere any more.", "Pick it up there, or cancel the hold and place another."),
        ProblemKind.Block("cannot-fill", "This copy cannot fill the hold now", "The hold is suspended, has run out or takes another copy, its user may not have holds filled, or this kind of copy cannot be put on hold.", "Fetch the copy that the pick list names."),
        ProblemKind.Block("copy-not-available", "The copy is not free", "Only a copy that stands on a shelf is taken for a hold.", "Return the copy first if it lies before you."),
        ProblemKind.Conflict("hold-ended", "The hold is over", "It was fulfilled, cancelled, or came to its end.", "Place another one."),
        ProblemKind.Conflict("hold-filled", "A copy was found for the hold", "It is on its way or on the hold shelf; the hold neither moves in its queue nor is it suspended.", "Have it picked up, or cancel the hold."),
        ProblemKind.Conflict("hold-not-ready", "The copy is not on the hold shelf", "How long it is kept there can be said once it has arrived.", "Wait until it is ready."),
        ProblemKind.Conflict("hold-not-run-out", "The time of the hold is not over", "It can still be picked up, or is still needed.", "Cancel it where it is to end all the same."),
        ProblemKind.Conflict("nothing-to-clear", "Nothing is to be cleared", "No copy of an ended hold lies on the hold shelf for it.", "Look at the list of what is to be cleared."),
    ];
}
