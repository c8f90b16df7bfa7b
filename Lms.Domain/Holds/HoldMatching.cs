using Lms.Domain.Catalog;
using Lms.Domain.Policies;

namespace Lms.Domain.Holds;

/// <summary>A free copy and the hold that it is to fill.</summary>
/// <param name="Copy">The copy.</param>
/// <param name="For">The hold, and who waits.</param>
public sealed record HoldMatch(Copy Copy, WaitingHold For);

/// <summary>
/// Says which free copy of a book is for which waiting hold: a copy serves one hold, a hold takes one copy. Who stands further ahead is never
/// left out for somebody behind, and as many are served as can be. Each gets a copy at their pickup branch where that costs nobody theirs.
/// </summary>
public sealed class HoldMatching
{
    private readonly IReadOnlyList<Copy> _copies;
    private readonly IReadOnlyList<WaitingHold> _queue;
    private readonly int[][] _candidates;
    private readonly int?[] _holdOf;

    private HoldMatching(IReadOnlyList<Copy> copies, IReadOnlyList<WaitingHold> queue, LibraryPolicies policies, DateTimeOffset now)
    {
        (_copies, _queue) = (copies, queue);
        _holdOf = new int?[copies.Count];
        _candidates = [.. queue.Select(waiting => Enumerable.Range(0, copies.Count)
            .Where(copy => HoldQueue.CanFill(copies[copy], waiting, policies, now))
            .OrderBy(copy => copies[copy].BranchId == waiting.Hold.PickupBranchId ? 0 : 1).ThenBy(copy => copies[copy].Id)
            .ToArray())];
        for (var hold = 0; hold < queue.Count; hold++)
            _ = TakeFree(hold) || Rearrange(hold, new bool[copies.Count]);
    }

    /// <summary>The pairs, in the order of the queue.</summary>
    /// <param name="free">Copies of one book that stand on a shelf.</param>
    /// <param name="queue">The waiting holds of that book, the first first.</param>
    /// <param name="policies">What circulation goes by.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<HoldMatch> Of(IReadOnlyList<Copy> free, IReadOnlyList<WaitingHold> queue, LibraryPolicies policies, DateTimeOffset now) =>
        new HoldMatching(free, queue, policies, now).Pairs();

    private IReadOnlyList<HoldMatch> Pairs() =>
        [.. _holdOf.Index().Where(pair => pair.Item is not null).OrderBy(pair => pair.Item).Select(pair => new HoldMatch(_copies[pair.Index], _queue[pair.Item!.Value]))];

    private bool TakeFree(int hold)
    {
        foreach (var copy in _candidates[hold])
        {
            if (_holdOf[copy] is not null)
                continue;
            _holdOf[copy] = hold;
            return true;
        }

        return false;
    }

    /// <summary>Takes a copy from somebody who can be served by another one.</summary>
    private bool Rearrange(int hold, bool[] tried)
    {
        foreach (var copy in _candidates[hold])
        {
            if (tried[copy])
                continue;
            tried[copy] = true;
            if (_holdOf[copy] is { } holder && !Rearrange(holder, tried))
                continue;
            _holdOf[copy] = hold;
            return true;
        }

        return false;
    }
}
