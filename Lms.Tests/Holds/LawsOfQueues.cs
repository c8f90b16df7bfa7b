using FsCheck;
using FsCheck.Fluent;
using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Common;
using Lms.Domain.Holds;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;

namespace Lms.Tests.Holds;

public sealed class LawsOfQueues
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 20, 30, 0, TimeSpan.Zero);

    private static readonly LibraryPolicies Policies = new(
        new Settings(),
        new RuleBook([CirculationRule.Make(null, null, null, RuleValues.Default)]),
        Enumerable.Range(1, 3).ToDictionary(branch => branch, _ => new BranchCalendar(TimeZoneInfo.Utc, [], [])));

    private static readonly Patron Somebody = Patron.Enrol(new PatronDescription { CardNumber = "1", PatronCategoryId = 1, HomeBranchId = 1 });

    [Test]
    public void Whatever_happens_positions_are_one_to_n_and_a_move_changes_the_order_of_nobody_else() => Holds<NonNegativeInt[]>(happenings =>
    {
        var (queue, expected) = (new List<Hold>(), new List<Hold>());
        foreach (var number in happenings.Select(happening => happening.Item))
            Happen(number, queue, expected);

        var active = Active(queue).ToList();
        var positions = active.Select(hold => active.Count(other => other.Rank <= hold.Rank));
        return active.SequenceEqual(expected) && positions.SequenceEqual(Enumerable.Range(1, active.Count));
    });

    [Test]
    public void A_copy_serves_one_hold_and_a_hold_takes_one_copy_that_can_fill_it() => Holds<NonNegativeInt>(seed =>
    {
        var (copies, queue) = Some(seed.Item);

        var matches = HoldMatching.Of(copies, queue, Policies, Now);

        return matches.DistinctBy(match => match.Copy.Id).Count() == matches.Count
            && matches.DistinctBy(match => match.For.Hold.Id).Count() == matches.Count
            && matches.All(match => HoldQueue.CanFill(match.Copy, match.For, Policies, Now));
    });

    [Test]
    public void However_short_a_beginning_of_the_queue_is_taken_as_many_of_it_are_served_as_could_be() => Holds<NonNegativeInt>(seed =>
    {
        var (copies, queue) = Some(seed.Item);
        var served = HoldMatching.Of(copies, queue, Policies, Now).Select(match => match.For.Hold.Id).ToHashSet();

        return Enumerable.Range(0, queue.Count + 1)
            .All(length => queue.Take(length).Count(waiting => served.Contains(waiting.Hold.Id)) == MostThatCanBeServed([.. queue.Take(length)], copies));
    });

    [Test]
    public void A_copy_is_needed_exactly_where_fewer_are_served_without_it() => Holds<NonNegativeInt>(seed =>
    {
        var (copies, queue) = Some(seed.Item);
        if (copies.Count == 0)
            return true;
        var (copy, others) = (copies[0], copies.Skip(1).ToList());

        var needed = HoldQueue.ClaimsOn(copy, others, queue, Policies, Now).NeedThisCopy;

        return needed == MostThatCanBeServed(queue, others) < MostThatCanBeServed(queue, copies);
    });

    private static void Holds<T>(Func<T, bool> law) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(law));

    /// <summary>Somebody comes, leaves, is served or is moved: the number says what, who and where to.</summary>
    private static void Happen(int number, List<Hold> queue, List<Hold> expected)
    {
        var chosen = expected.Count == 0 || number % 4 == 0 ? null : expected[number / 4 % expected.Count];
        if (chosen is null)
        {
            queue.Add(Hold.Place(queue.Count + 1, 1, null, queue.Count + 1, 1, null, Now));
            expected.Add(queue[^1]);
            return;
        }

        expected.Remove(chosen);
        if (number % 4 == 1)
            chosen.End(HoldStatus.Cancelled, Now);
        else if (number % 4 == 2)
            chosen.Fulfil(1, Now);
        else
            Move(number / 16 % (expected.Count + 3), chosen, queue, expected);
    }

    private static void Move(int places, Hold chosen, List<Hold> queue, List<Hold> expected)
    {
        HoldQueue.Move([.. Active(queue)], chosen, places + 1);
        expected.Insert(Math.Min(places, expected.Count), chosen);
    }

    private static IEnumerable<Hold> Active(IEnumerable<Hold> holds) => holds.Where(hold => hold.IsActive).OrderBy(hold => hold.Rank);

    /// <summary>Up to four copies and five holds, some on one copy only, some suspended.</summary>
    private static (IReadOnlyList<Copy> Copies, IReadOnlyList<WaitingHold> Queue) Some(int seed)
    {
        var random = new Random(seed);
        var copies = Enumerable.Range(1, random.Next(5)).Select(id => CopyWith(id, branchId: random.Next(1, 4))).ToList();
        var queue = new List<WaitingHold>();
        for (var id = 1; id <= random.Next(6); id++)
        {
            var hold = Hold.Place(id, 1, random.Next(2) == 0 || copies.Count == 0 ? null : random.Next(1, copies.Count + 1), id, random.Next(1, 4), null, Now);
            if (random.Next(5) == 0)
                hold.Suspend(null);
            queue.Add(new WaitingHold(hold, Somebody));
        }

        return (copies, queue);
    }

    private static Copy CopyWith(int id, int branchId)
    {
        var copy = Copy.Acquire(1, new CopyDescription { Barcode = $"{id}", HomeBranchId = branchId, MaterialType = MaterialType.Book });
        typeof(Entity).GetProperty(nameof(Entity.Id))!.SetValue(copy, id);
        return copy;
    }

    /// <summary>Tries everything.</summary>
    private static int MostThatCanBeServed(IReadOnlyList<WaitingHold> queue, IReadOnlyList<Copy> copies) =>
        queue.Count == 0 ? 0 : copies.Where(copy => HoldQueue.CanFill(copy, queue[0], Policies, Now))
            .Select(copy => 1 + MostThatCanBeServed([.. queue.Skip(1)], [.. copies.Where(other => other != copy)]))
            .Append(MostThatCanBeServed([.. queue.Skip(1)], copies)).Max();
}
