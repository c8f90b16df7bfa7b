using System.Text.Json;

namespace Lms.Tests.Holds;

public sealed class FetchingForHolds : HoldTest
{
    [Test]
    public async Task The_pick_list_says_which_copy_to_fetch_from_which_shelf_for_whom_in_shelf_order()
    {
        var (far, near) = (await Library.ShelveAsync("Zarathustra"), await Library.ShelveAsync("Aurora"));
        await PutAtAsync(far.Barcode, "Z 900");
        await PutAtAsync(near.Barcode, "A 100");
        var hold = await PlaceAsync(Library.Member, far.BookId);
        await PlaceAsync(Library.Member, near.BookId);

        var list = await PickListAsync();

        Assert.That(list.Select(pick => pick.GetProperty("callNumber").GetString()), Is.EqualTo(["A 100", "Z 900"]));
        Assert.That((list[1].GetProperty("holdId").GetInt32(), list[1].GetProperty("copyBarcode").GetString(), list[1].GetProperty("title").GetString()), Is.EqualTo((hold, far.Barcode, "Zarathustra")));
    }

    [Test]
    public async Task A_hold_asks_for_one_copy_and_a_copy_is_asked_for_by_one_hold()
    {
        var book = await Library.ShelveAsync(copies: 2);
        var first = await PlaceAsync(Library.Member, book.BookId);
        var second = await PlaceAsync(Library.OtherMember, book.BookId);
        await PlaceAsync(await Library.EnrolAsync("third"), book.BookId);

        var list = await PickListAsync();

        Assert.That(list.Select(pick => pick.GetProperty("holdId").GetInt32()), Is.EquivalentTo([first, second]));
        Assert.That(list.Select(pick => pick.GetProperty("copyBarcode").GetString()), Is.EquivalentTo(book.Barcodes));
    }

    [Test]
    public async Task Who_waits_for_one_copy_gets_that_and_who_takes_any_gets_the_other_whoever_came_first()
    {
        var book = await Library.ShelveAsync(copies: 2);
        var any = await PlaceAsync(Library.Member, book.BookId);
        var particular = (await Library.OtherMember.PostAsync("/holds", new { copyBarcode = book.Barcodes[0] })).Expect(HttpStatusCode.Created).Id;

        var list = await PickListAsync();

        Assert.That(
            list.Select(pick => (pick.GetProperty("holdId").GetInt32(), pick.GetProperty("copyBarcode").GetString())),
            Is.EquivalentTo([(any, book.Barcodes[1]), (particular, book.Barcodes[0])]));
    }

    [Test]
    public async Task Nothing_is_fetched_for_holds_that_are_suspended_or_whose_user_is_blocked()
    {
        var (first, second, third) = (await Library.ShelveAsync(), await Library.ShelveAsync(), await Library.ShelveAsync());
        await Library.Member.PostAsync($"/holds/{await PlaceAsync(Library.Member, first.BookId)}/suspend");
        await PlaceAsync(Library.OtherMember, second.BookId);
        await Library.Librarian.PatchAsync($"/users/{Library.OtherMember.Id}", new { blocked = true });
        var served = await PlaceAsync(Library.Member, third.BookId);

        Assert.That((await PickListAsync()).Select(pick => pick.GetProperty("holdId").GetInt32()), Is.EqualTo([served]));
    }

    [Test]
    public async Task A_copy_at_the_pickup_branch_is_fetched_rather_than_one_that_would_have_to_travel()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await Library.ShelveAsync();
        var atEast = (await Library.Librarian.PostAsync($"/books/{book.BookId}/copies", new { homeBranchId = east })).Expect(HttpStatusCode.Created);
        await PlaceAsync(Library.Member, book.BookId, east);

        Assert.That(await PickListAsync(), Is.Empty);
        Assert.That((await PickListAsync(east)).Select(pick => pick.GetProperty("copyId").GetInt32()), Is.EqualTo([atEast.Id]));
    }

    [TestCase("onLoan")]
    [TestCase("damaged")]
    [TestCase("missing")]
    public async Task Only_copies_on_their_shelves_are_fetched_and_one_that_becomes_available_later_is_found(string status)
    {
        var book = await Library.ShelveAsync();
        if (status == "onLoan")
            await LendAsync(book.Barcode, Library.OtherMember);
        else
            await Library.Librarian.PatchAsync($"/copies/{await CopyIdAsync(book.Barcode)}", new { status });
        if (status == "missing")
            (await Library.Librarian.PostAsync($"/books/{book.BookId}/copies", new { status = "onOrder" })).Expect(HttpStatusCode.Created);
        await PlaceAsync(Library.Member, book.BookId);

        Assert.That(await PickListAsync(), Is.Empty);
        if (status == "onLoan")
            return;
        await Library.Librarian.PatchAsync($"/copies/{await CopyIdAsync(book.Barcode)}", new { status = "available" });
        Assert.That(await PickListAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Taking_a_copy_for_a_hold_makes_it_ready_and_takes_it_off_the_list()
    {
        var book = await Library.ShelveAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId);

        var picked = (await Library.Librarian.PostAsync($"/holds/{hold}/pick", new { copyBarcode = book.Barcode })).Expect(HttpStatusCode.OK);

        Assert.That((picked["action"], picked.Json.GetProperty("hold").GetProperty("status").GetString()), Is.EqualTo(("holdShelf", "ready")));
        Assert.That(await PickListAsync(), Is.Empty);
        Assert.That(await CopyStatusAsync(book.Barcode), Is.EqualTo("onHoldShelf"));
        Assert.That(await LedgerAsync($"userId={Library.Member.Id}"), Is.EqualTo(["holdPlaced", "holdFilled", "holdReady"]));
    }

    [Test]
    public async Task A_copy_taken_for_a_hold_at_another_branch_is_sent_there()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await Library.ShelveAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId, east);

        var picked = (await Library.Librarian.PostAsync($"/holds/{hold}/pick", new { copyBarcode = book.Barcode })).Expect(HttpStatusCode.OK);

        Assert.That((picked["action"], picked.Json.GetProperty("transfer").GetProperty("toBranchId").GetInt32()), Is.EqualTo(("transit", east)));
        Assert.That(await StatusAsync(hold), Is.EqualTo("inTransit"));
    }

    [Test]
    public async Task A_copy_is_not_taken_for_somebody_while_somebody_ahead_needs_it()
    {
        var book = await Library.ShelveAsync();
        var first = await PlaceAsync(Library.Member, book.BookId);
        var second = await PlaceAsync(Library.OtherMember, book.BookId);

        var refused = await Library.Librarian.PostAsync($"/holds/{second}/pick", new { copyBarcode = book.Barcode });
        await Library.Member.PostAsync($"/holds/{first}/suspend");

        Assert.That(refused.Blocks, Is.EqualTo(["needed-for-holds"]));
        Assert.That((await Library.Librarian.PostAsync($"/holds/{second}/pick", new { copyBarcode = book.Barcode })).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_copy_that_is_not_there_not_the_right_one_or_not_of_the_book_is_not_taken()
    {
        var (book, other) = (await Library.ShelveAsync(copies: 3), await Library.ShelveAsync());
        var hold = (await Library.Member.PostAsync("/holds", new { copyBarcode = book.Barcodes[0] })).Expect(HttpStatusCode.Created).Id;
        await LendAsync(book.Barcodes[2], Library.OtherMember);

        Task<Reply> PickAsync(string copyBarcode) => Library.Librarian.PostAsync($"/holds/{hold}/pick", new { copyBarcode });
        Assert.Multiple(async () =>
        {
            Assert.That((await PickAsync(other.Barcode)).Errors, Is.EqualTo(["copyBarcode"]));
            Assert.That((await PickAsync("nonsense")).Code, Is.EqualTo("copy-not-found"));
            Assert.That((await PickAsync("")).Errors, Is.EqualTo(["copyBarcode"]));
            Assert.That((await PickAsync(book.Barcodes[1])).Blocks, Is.EqualTo(["cannot-fill"]));
            Assert.That((await PickAsync(book.Barcodes[2])).Blocks, Is.EqualTo(["copy-not-available", "cannot-fill"]));
        });
        Assert.That((await PickAsync(book.Barcodes[0])).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await PickAsync(book.Barcodes[0])).Code, Is.EqualTo("hold-filled"));
    }

    [Test, CancelAfter(30_000)]
    public async Task Of_two_who_take_one_copy_for_two_holds_at_once_one_gets_it()
    {
        var book = await Library.ShelveAsync();
        var holds = new[] { await PlaceAsync(Library.Member, book.BookId), await PlaceAsync(Library.OtherMember, book.BookId) };

        await using var writes = await Library.HoldBackWritesToAsync("holds");
        var requests = holds.Select(hold => Library.Librarian.PostAsync($"/holds/{hold}/pick", new { copyBarcode = book.Barcode })).ToList();
        await writes.ReleaseOnceAsync(waiting: 2);
        var answers = await Task.WhenAll(requests);

        Assert.That(answers.Count(answer => answer.Status is HttpStatusCode.OK), Is.EqualTo(1));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM holds WHERE status = 'ready'"), Is.EqualTo(1));
    }

    [Test]
    public async Task Ended_holds_whose_copies_lie_on_the_hold_shelf_are_listed_until_they_are_cleared()
    {
        var book = await LentOutAsync(Library.Librarian);
        var (first, next) = (await PlaceAsync(Library.Member, book.BookId), await PlaceAsync(Library.OtherMember, book.BookId));
        await ReturnAsync(book.Barcode);
        await Library.Member.DeleteAsync($"/holds/{first}");

        var before = await ToClearAsync();
        (await Library.Librarian.PostAsync($"/holds/{first}/clear")).Expect(HttpStatusCode.OK);

        Assert.Multiple(async () =>
        {
            Assert.That(before.Select(entry => entry.GetProperty("holdId").GetInt32()), Is.EqualTo([first]));
            Assert.That((before[0].GetProperty("copyBarcode").GetString(), before[0].GetProperty("action").GetString(), before[0].GetProperty("nextHoldId").GetInt32(), before[0].GetProperty("status").GetString()), Is.EqualTo((book.Barcode, "holdShelf", next, "cancelled")));
            Assert.That(await ToClearAsync(), Is.Empty);
            Assert.That((await Library.Librarian.PostAsync($"/holds/{first}/clear")).Status, Is.EqualTo(HttpStatusCode.OK), "clearing again changes nothing");
            Assert.That((await Library.Librarian.PostAsync($"/holds/{next}/clear")).Code, Is.EqualTo("nothing-to-clear"));
        });
    }

    [TestCase("return")]
    [TestCase("checkout")]
    [TestCase("damage")]
    public async Task A_copy_that_moves_clears_its_place_by_itself(string how)
    {
        var book = await LentOutAsync(Library.Librarian);
        var (first, _) = (await PlaceAsync(Library.Member, book.BookId), await PlaceAsync(Library.OtherMember, book.BookId));
        await ReturnAsync(book.Barcode);
        await Library.Member.DeleteAsync($"/holds/{first}");
        Assert.That(await ToClearAsync(), Has.Count.EqualTo(1));

        if (how == "return")
            await ReturnAsync(book.Barcode);
        else if (how == "checkout")
            await LendAsync(book.Barcode, Library.OtherMember);
        else
            (await Library.Librarian.PatchAsync($"/copies/{await CopyIdAsync(book.Barcode)}", new { status = "damaged" })).Expect(HttpStatusCode.OK);

        Assert.That(await ToClearAsync(), Is.Empty);
    }

    [Test]
    public async Task A_hold_cancelled_before_its_copy_came_leaves_nothing_to_clear()
    {
        var book = await LentOutAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId);
        await Library.Member.DeleteAsync($"/holds/{hold}");

        Assert.That(await ToClearAsync(), Is.Empty);
        Assert.That((await Library.Librarian.PostAsync($"/holds/{hold}/clear")).Code, Is.EqualTo("nothing-to-clear"));
    }

    [Test]
    public async Task Copies_on_their_way_are_listed_with_how_long_they_have_been()
    {
        var (east, west) = (await Library.OpenBranchAsync("EAST"), await Library.OpenBranchAsync("WEST"));
        var (first, second) = (await LentOutAsync(), await LentOutAsync());
        await ReturnAsync(first.Barcode, east);
        await Library.WaitAsync(TimeSpan.FromDays(2));
        await ReturnAsync(second.Barcode, west);
        await Library.WaitAsync(TimeSpan.FromHours(23));

        async Task<List<JsonElement>> FindAsync(string query) => [.. (await Library.Librarian.GetAsync($"/transfers?{query}")).Expect(HttpStatusCode.OK).Json.EnumerateArray()];
        var underway = await FindAsync("open=true&sort=sentAt");
        await ReturnAsync(first.Barcode, await MainAsync());

        Assert.Multiple(async () =>
        {
            Assert.That(underway.Select(way => (way.GetProperty("copyBarcode").GetString(), way.GetProperty("ageDays").GetInt32())), Is.EqualTo([(first.Barcode, 2), (second.Barcode, 0)]));
            Assert.That((await FindAsync("open=true")).Select(way => way.GetProperty("copyBarcode").GetString()), Is.EqualTo([second.Barcode]));
            Assert.That((await FindAsync("open=false")).Select(way => way.GetProperty("arrived").GetBoolean()), Is.EqualTo([true]));
            Assert.That(await FindAsync($"fromBranchId={west}"), Has.Count.EqualTo(1));
            Assert.That(await FindAsync($"toBranchId={await MainAsync()}"), Has.Count.EqualTo(2));
            Assert.That(await FindAsync($"toBranchId={east}"), Is.Empty);
            Assert.That((await Library.Member.GetAsync("/transfers")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        });
    }

    private async Task PutAtAsync(string barcode, string callNumber) =>
        (await Library.Librarian.PatchAsync($"/copies/{await CopyIdAsync(barcode)}", new { callNumber })).Expect(HttpStatusCode.OK);

    private async Task<List<JsonElement>> PickListAsync(int? branchId = null) =>
        [.. (await Library.Librarian.GetAsync($"/holds/pick-list?branchId={branchId ?? await MainAsync()}")).Expect(HttpStatusCode.OK).Json.EnumerateArray()];

    private async Task<List<JsonElement>> ToClearAsync() =>
        [.. (await Library.Librarian.GetAsync($"/holds/to-clear?branchId={await MainAsync()}")).Expect(HttpStatusCode.OK).Json.EnumerateArray()];

    [TestCase("return")]
    [TestCase("checkout")]
    [TestCase("pick")]
    [TestCase("clear")]
    public async Task A_copy_put_aside_for_whoever_borrowed_another_is_listed_until_it_is_cleared(string how)
    {
        var book = await LentOutAsync(Library.Librarian, copies: 2);
        var hold = await PlaceAsync(Library.Member, book.BookId);
        await ReturnAsync(book.Barcodes[0]);
        await ReturnAsync(book.Barcodes[1]);
        Assert.That(await ToClearAsync(), Is.Empty);
        await LendAsync(book.Barcodes[1], Library.Member);

        var left = (await ToClearAsync()).Single();
        if (how == "return")
            await ReturnAsync(book.Barcodes[0]);
        else if (how == "checkout")
            await LendAsync(book.Barcodes[0], Library.OtherMember);
        else if (how == "pick")
            (await Library.Librarian.PostAsync($"/holds/{await PlaceAsync(Library.OtherMember, book.BookId)}/pick", new { copyBarcode = book.Barcodes[0] })).Expect(HttpStatusCode.OK);
        else
            (await Library.Librarian.PostAsync($"/holds/{hold}/clear")).Expect(HttpStatusCode.OK);

        Assert.That((left.GetProperty("holdId").GetInt32(), left.GetProperty("status").GetString(), left.GetProperty("copyBarcode").GetString(), left.GetProperty("action").GetString()), Is.EqualTo((hold, "fulfilled", book.Barcodes[0], "shelve")));
        Assert.That(await ToClearAsync(), Is.Empty);
    }

    [Test]
    public async Task What_was_picked_up_leaves_nothing_to_clear()
    {
        var book = await LentOutAsync(Library.Librarian);
        await PlaceAsync(Library.Member, book.BookId);
        await ReturnAsync(book.Barcode);
        await LendAsync(book.Barcode, Library.Member);

        Assert.That(await ToClearAsync(), Is.Empty);
    }
}
