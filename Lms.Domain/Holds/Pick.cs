using Lms.Domain.Catalog;
using Lms.Domain.Common;
using Lms.Domain.Policies;

namespace Lms.Domain.Holds;

/// <summary>A copy that was fetched from its shelf for somebody.</summary>
/// <param name="Copy">The copy.</param>
/// <param name="For">For whom.</param>
/// <param name="Queue">The waiting holds of its book, the first first.</param>
/// <param name="Free">The copies of its book that stand on a shelf.</param>
public sealed record Pick(Copy Copy, WaitingHold For, IReadOnlyList<WaitingHold> Queue, IReadOnlyList<Copy> Free)
{
    /// <summary>Every reason against it; those that are null do not stand.</summary>
    public IEnumerable<Block?> Blocks(LibraryPolicies policies, DateTimeOffset now) =>
    [
        Copy.Status is CopyStatus.Available ? null : new Block("copy-not-available", $"The copy is {Copy.Status.Phrase()}."),
        HoldQueue.CanFill(Copy, For, policies, now) ? null : new Block("cannot-fill", "This copy cannot fill the hold now: it is suspended or run out, takes another copy, or its user or this kind of copy stands against it."),
        AheadNeedIt(policies, now) ? new Block("needed-for-holds", "Somebody further ahead in the queue needs this copy.") : null,
    ];

    private bool AheadNeedIt(LibraryPolicies policies, DateTimeOffset now)
    {
        var ahead = Queue.TakeWhile(waiting => waiting != For).ToList();
        var others = Free.Where(copy => copy.Id != Copy.Id).ToList();
        return HoldMatching.Of(others, ahead, policies, now).Count < HoldMatching.Of([.. others, Copy], ahead, policies, now).Count;
    }
}
