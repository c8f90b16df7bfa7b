using Lms.Application.Common;
using Lms.Domain.Identity;

namespace Lms.Application.Holds;

/// <summary>The problems of waiting for a book.</summary>
internal static class HoldProblems
{
    public static readonly ProblemKind[] All =
    [
        ProblemKind.Block("already-on-hold", "The user waits for this book already", "One user has one hold on one book.", "Look at the hold that is there."),
        ProblemKind.Block("hold-limit", "The user has as many holds as allowed", "The circulation rule sets how many.", "Cancel a hold first.", Role.Librarian),
        ProblemKind.Block("not-holdable", "This kind of copy cannot be put on hold", "The circulation rule says so.", "Come and look for it on its shelf.", Role.Librarian),
        ProblemKind.Block("no-copy-can-fill", "No copy could ever fill the hold", "The book has no copy that will be lent again.", "Suggest that the library buys one."),
        ProblemKind.Block("copy-available", "A copy stands on the shelf", "The library's settings leave holds to books that are out.", "Borrow the copy at its branch.", Role.Librarian),
    ];
}
