namespace Lms.Tests.Holds;

public sealed class StandingInAQueue : HoldTest
{
    [Test]
    public async Task Who_came_first_stands_first_and_positions_have_no_gaps_when_somebody_leaves()
    {
        var (book, holds) = await QueueOfAsync(4);

        await Library.Librarian.DeleteAsync($"/holds/{holds[1]}");

        var (ids, positions) = await QueueAsync(book.BookId);
        Assert.That(ids, Is.EqualTo([holds[0], holds[2], holds[3]]));
        Assert.That(positions, Is.EqualTo([1, 2, 3]));
        Assert.That((await HoldAsync(holds[1]))["position"], Is.Empty);
    }

    [TestCase(3, 1, ExpectedResult = "3 0 1 2")]
    [TestCase(0, 4, ExpectedResult = "1 2 3 0")]
    [TestCase(0, 99, ExpectedResult = "1 2 3 0")]
    [TestCase(1, 3, ExpectedResult = "0 2 1 3")]
    [TestCase(2, 3, ExpectedResult = "0 1 2 3")]
    public async Task<string> Staff_move_a_hold_and_those_between_move_by_one(int which, int position)
    {
        var (book, holds) = await QueueOfAsync(4);

        var moved = (await Library.Librarian.PostAsync($"/holds/{holds[which]}/move", new { position })).Expect(HttpStatusCode.OK);

        var (ids, positions) = await QueueAsync(book.BookId);
        Assert.That(positions, Is.EqualTo([1, 2, 3, 4]));
        Assert.That(moved.Json.GetProperty("position").GetInt32(), Is.EqualTo(Math.Min(position, 4)));
        return string.Join(' ', ids.Select(id => Array.IndexOf(holds, id)));
    }

    [Test]
    public async Task A_hold_for_which_a_copy_was_found_keeps_its_place_whoever_is_moved()
    {
        var (book, holds) = await QueueOfAsync(3);
        await ReturnAsync(book.Barcode);

        var moved = (await Library.Librarian.PostAsync($"/holds/{holds[2]}/move", new { position = 1 })).Expect(HttpStatusCode.OK);

        Assert.That(moved.Json.GetProperty("position").GetInt32(), Is.EqualTo(2));
        Assert.That((await QueueAsync(book.BookId)).Ids, Is.EqualTo([holds[0], holds[2], holds[1]]));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public async Task There_is_no_place_before_the_first(int position)
    {
        var (_, holds) = await QueueOfAsync(1);

        Assert.That((await Library.Librarian.PostAsync($"/holds/{holds[0]}/move", new { position })).Errors, Is.EqualTo(["position"]));
    }

    [Test]
    public async Task Whichever_copy_comes_back_first_at_whichever_branch_serves_who_is_first()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await LentOutAsync(Library.Librarian, copies: 2);
        var first = await PlaceAsync(Library.Member, book.BookId);
        var second = await PlaceAsync(Library.OtherMember, book.BookId, east);

        var atEast = await ReturnAsync(book.Barcodes[1], east);
        var atMain = await ReturnAsync(book.Barcodes[0]);

        Assert.Multiple(() =>
        {
            Assert.That((atEast["action"], atEast.Json.GetProperty("hold").GetProperty("id").GetInt32()), Is.EqualTo(("transit", first)));
            Assert.That((atMain["action"], atMain.Json.GetProperty("hold").GetProperty("id").GetInt32()), Is.EqualTo(("transit", second)));
        });
    }

    [Test]
    public async Task A_suspended_hold_keeps_its_place_is_passed_over_and_is_served_again_once_resumed()
    {
        var (book, holds) = await QueueOfAsync(2, copies: 2);
        var suspended = (await Library.Member.PostAsync($"/holds/{holds[0]}/suspend")).Expect(HttpStatusCode.OK);

        var toSecond = await ReturnAsync(book.Barcodes[0]);
        var resumed = (await Library.Member.PostAsync($"/holds/{holds[0]}/resume")).Expect(HttpStatusCode.OK);
        var toFirst = await ReturnAsync(book.Barcodes[1]);

        Assert.Multiple(async () =>
        {
            Assert.That((suspended["suspended"], suspended["position"], resumed["suspended"]), Is.EqualTo(("True", "1", "False")));
            Assert.That(toSecond.Json.GetProperty("hold").GetProperty("id").GetInt32(), Is.EqualTo(holds[1]));
            Assert.That(toFirst.Json.GetProperty("hold").GetProperty("id").GetInt32(), Is.EqualTo(holds[0]));
            Assert.That(await LedgerAsync($"userId={Library.Member.Id}"), Is.SupersetOf(new[] { "holdSuspended", "holdResumed" }));
        });
    }

    [TestCase(17, ExpectedResult = "shelve", Description = "in Brisbane it is 5 March, 23:30: the last day of the suspension")]
    [TestCase(18, ExpectedResult = "holdShelf", Description = "in Brisbane it is 6 March, 00:30")]
    public async Task<string?> A_suspension_ends_by_itself_on_its_day_at_the_pickup_branch(int hours)
    {
        var (book, holds) = await QueueOfAsync(1);
        (await Library.Member.PostAsync($"/holds/{holds[0]}/suspend", new { until = "2026-03-06" })).Expect(HttpStatusCode.OK);

        await Library.WaitAsync(TimeSpan.FromDays(2) + TimeSpan.FromHours(hours));

        var answer = await ReturnAsync(book.Barcode);
        Assert.That((await HoldAsync(holds[0]))["suspended"], Is.EqualTo(hours < 18 ? "True" : "False"));
        return answer["action"];
    }

    [Test]
    public async Task A_suspension_ends_on_a_later_day_than_today()
    {
        var (_, holds) = await QueueOfAsync(1);

        Assert.That((await Library.Member.PostAsync($"/holds/{holds[0]}/suspend", new { until = "2026-03-03" })).Errors, Is.EqualTo(["until"]));
        Assert.That((await Library.Member.PostAsync($"/holds/{holds[0]}/suspend", new { until = "2026-03-04" })).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_hold_for_which_a_copy_was_found_is_neither_suspended_nor_moved()
    {
        var (book, holds) = await QueueOfAsync(1);
        await ReturnAsync(book.Barcode);

        Assert.That((await Library.Member.PostAsync($"/holds/{holds[0]}/suspend")).Code, Is.EqualTo("hold-filled"));
        Assert.That((await Library.Librarian.PostAsync($"/holds/{holds[0]}/move", new { position = 1 })).Code, Is.EqualTo("hold-filled"));
    }

    [Test]
    public async Task What_a_suspended_hold_waits_for_can_be_borrowed_and_renewed_by_others_until_it_is_resumed()
    {
        var book = await Library.ShelveAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId);
        var claimed = await Library.Librarian.PostAsync("/loans/evaluate", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id });
        await Library.Member.PostAsync($"/holds/{hold}/suspend", new { until = "2026-03-10" });

        var loan = await LendAsync(book.Barcode, Library.OtherMember);
        var free = await Library.Librarian.PostAsync($"/loans/{loan.Id}/renew");
        await Library.WaitAsync(TimeSpan.FromDays(8));
        var refused = await Library.Librarian.PostAsync($"/loans/{loan.Id}/renew");

        Assert.That(claimed.Blocks, Is.EqualTo(["needed-for-holds"]));
        Assert.That(free.Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(refused.Blocks, Is.EqualTo(["needed-for-holds"]));
    }

    [Test]
    public async Task A_hold_that_was_moved_first_and_suspended_is_passed_over_and_leaves_no_gap_when_it_runs_out()
    {
        var book = await LentOutAsync();
        var first = await PlaceAsync(Library.Member, book.BookId);
        var second = await PlaceAsync(await Library.EnrolAsync("second"), book.BookId);
        var third = (await Library.Librarian.PostAsync("/holds", new { bookId = book.BookId, userId = (await Library.EnrolAsync("third")).Id, expiresOn = "2026-03-10" })).Expect(HttpStatusCode.Created).Id;
        (await Library.Librarian.PostAsync($"/holds/{third}/move", new { position = 1 })).Expect(HttpStatusCode.OK);
        (await Library.Librarian.PostAsync($"/holds/{third}/suspend", new { until = "2026-04-01" })).Expect(HttpStatusCode.OK);

        await ReturnAsync(book.Barcode);
        var whileSuspended = await QueueAsync(book.BookId);
        await Library.WaitAsync(TimeSpan.FromDays(9));
        await Library.DoChoresAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(whileSuspended.Ids, Is.EqualTo([third, first, second]));
            Assert.That((await StatusAsync(third), await StatusAsync(first), await StatusAsync(second)), Is.EqualTo(("expired", "expired", "ready")));
            Assert.That(await QueueAsync(book.BookId) is ([var only], [1]) && only == second);
        });
    }

    [Test]
    public async Task A_blocked_patron_keeps_the_hold_and_it_is_not_filled_until_the_block_is_lifted()
    {
        var (book, holds) = await QueueOfAsync(2, copies: 2);
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = true })).Expect(HttpStatusCode.OK);

        var passedOver = await ReturnAsync(book.Barcodes[0]);
        var (ids, _) = await QueueAsync(book.BookId);
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = false })).Expect(HttpStatusCode.OK);
        var served = await ReturnAsync(book.Barcodes[1]);

        Assert.That(ids, Is.EqualTo(holds));
        Assert.That(passedOver.Json.GetProperty("hold").GetProperty("id").GetInt32(), Is.EqualTo(holds[1]));
        Assert.That(served.Json.GetProperty("hold").GetProperty("id").GetInt32(), Is.EqualTo(holds[0]));
    }

    [Test]
    public async Task A_patron_whose_card_has_expired_is_passed_over()
    {
        var (book, holds) = await QueueOfAsync(2);
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { expiresOn = "2026-03-02" })).Expect(HttpStatusCode.OK);

        Assert.That((await ReturnAsync(book.Barcode)).Json.GetProperty("hold").GetProperty("id").GetInt32(), Is.EqualTo(holds[1]));
    }

    [Test]
    public async Task A_hold_that_is_needed_no_longer_is_passed_over_before_anybody_has_ended_it()
    {
        var book = await LentOutAsync(Library.Librarian);
        (await Library.Member.PostAsync("/holds", new { bookId = book.BookId, expiresOn = "2026-03-05" })).Expect(HttpStatusCode.Created);
        await Library.WaitAsync(TimeSpan.FromDays(3));

        Assert.That((await ReturnAsync(book.Barcode))["action"], Is.EqualTo("shelve"));
    }

    [Test, CancelAfter(30_000)]
    public async Task Two_copies_returned_at_once_fill_two_holds_and_never_one_twice()
    {
        var (book, holds) = await QueueOfAsync(2, copies: 2);

        await using var writes = await Library.HoldBackWritesToAsync("holds");
        var desks = book.Barcodes.Select(barcode => Library.Librarian.PostAsync("/returns", new { copyBarcode = barcode })).ToList();
        await writes.ReleaseOnceAsync(waiting: 2);
        var answers = await Task.WhenAll(desks);

        Assert.That(answers.Select(answer => answer.Expect(HttpStatusCode.OK)["action"]), Is.All.EqualTo("holdShelf"));
        Assert.That(answers.Select(answer => answer.Json.GetProperty("hold").GetProperty("id").GetInt32()), Is.EquivalentTo(holds));
    }

    [Test, CancelAfter(30_000)]
    public async Task Holds_moved_and_left_at_once_still_stand_from_one_to_n()
    {
        var (book, holds) = await QueueOfAsync(6);

        await using var writes = await Library.HoldBackWritesToAsync("holds");
        Task<Reply>[] requests =
        [
            Library.Librarian.PostAsync($"/holds/{holds[5]}/move", new { position = 1 }),
            Library.Librarian.PostAsync($"/holds/{holds[0]}/move", new { position = 6 }),
            Library.Librarian.DeleteAsync($"/holds/{holds[2]}"),
            Library.Librarian.PostAsync($"/holds/{holds[3]}/move", new { position = 2 }),
        ];
        await writes.ReleaseOnceAsync(waiting: 2);
        await Task.WhenAll(requests);

        Assert.That((await QueueAsync(book.BookId)).Positions, Is.EqualTo([1, 2, 3, 4, 5]));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(DISTINCT rank) FROM holds WHERE ended_at IS NULL"), Is.EqualTo(5));
    }

    /// <summary>A book that is out, and so many who wait for it; the first two are the two members.</summary>
    private async Task<(Shelved Book, int[] Holds)> QueueOfAsync(int count, int copies = 1)
    {
        var book = await LentOutAsync(Library.Librarian, copies);
        var holds = new List<int>();
        for (var index = 0; index < count; index++)
            holds.Add(await PlaceAsync(index switch { 0 => Library.Member, 1 => Library.OtherMember, _ => await Library.EnrolAsync($"waiter{index}") }, book.BookId));
        return (book, [.. holds]);
    }
}
