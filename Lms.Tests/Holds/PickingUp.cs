using Lms.Application.Common;

namespace Lms.Tests.Holds;

public sealed class PickingUp : HoldTest
{
    [Test]
    public async Task The_next_hold_is_served_at_once_and_the_user_is_told_when_it_is_ready()
    {
        var book = await LentOutAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId);

        var receipt = await ReturnAsync(book.Barcode);

        var ready = await HoldAsync(hold);
        Assert.Multiple(async () =>
        {
            Assert.That(receipt["action"], Is.EqualTo("holdShelf"));
            Assert.That((ready["status"], ready["readyAt"], ready["pickupBy"]), Is.EqualTo(("ready", "2026-03-02T20:30:00Z", "2026-03-10T13:59:59Z")));
            Assert.That(await CopyStatusAsync(book.Barcode), Is.EqualTo("onHoldShelf"));
            Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM notices WHERE type = 'holdReady' AND hold_id = {hold} AND user_id = {Library.Member.Id}"), Is.EqualTo(1));
            Assert.That(await LedgerAsync($"bookId={book.BookId}"), Is.SupersetOf(new[] { "holdFilled", "holdReady", "return" }));
        });
    }

    [Test]
    public async Task A_copy_for_another_branch_travels_and_the_user_is_told_only_when_it_has_arrived()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await LentOutAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId, east);

        var sent = await ReturnAsync(book.Barcode);
        var toldOnTheWay = await Library.ScalarAsync<long>("SELECT count(*) FROM notices");
        var arrived = await ReturnAsync(book.Barcode, east);

        Assert.Multiple(async () =>
        {
            Assert.That((sent["action"], sent.Json.GetProperty("transfer").GetProperty("toBranchId").GetInt32()), Is.EqualTo(("transit", east)));
            Assert.That(sent.Json.GetProperty("hold").GetProperty("status").GetString(), Is.EqualTo("inTransit"));
            Assert.That(toldOnTheWay, Is.Zero);
            Assert.That(arrived["action"], Is.EqualTo("holdShelf"));
            Assert.That(await StatusAsync(hold), Is.EqualTo("ready"));
            Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM notices WHERE type = 'holdReady'"), Is.EqualTo(1));
            Assert.That(await LedgerAsync($"bookId={book.BookId}"), Is.SupersetOf(new[] { "transferSent", "transferReceived" }));
        });
    }

    [Test]
    public async Task A_copy_that_turns_up_at_a_wrong_branch_goes_on_from_there()
    {
        var (east, west) = (await Library.OpenBranchAsync("EAST"), await Library.OpenBranchAsync("WEST"));
        var book = await LentOutAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId, east);
        await ReturnAsync(book.Barcode);

        var strayed = await ReturnAsync(book.Barcode, west);

        Assert.That((strayed["action"], strayed.Json.GetProperty("transfer").GetProperty("toBranchId").GetInt32()), Is.EqualTo(("transit", east)));
        Assert.That(await StatusAsync(hold), Is.EqualTo("inTransit"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transfers WHERE ended_at IS NULL"), Is.EqualTo(1));
        Assert.That((await ReturnAsync(book.Barcode, east))["action"], Is.EqualTo("holdShelf"));
    }

    [TestCase(false, ExpectedResult = "transit")]
    [TestCase(true, ExpectedResult = "shelve")]
    public async Task<string?> Without_a_hold_a_copy_goes_home_unless_copies_float(bool floating)
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await LentOutAsync();
        await Library.SetAsync(new { floating });

        return (await ReturnAsync(book.Barcode, east))["action"];
    }

    [Test]
    public async Task A_copy_that_arrives_home_while_somebody_elsewhere_waits_is_received_and_sent_on()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await LentOutAsync();
        await ReturnAsync(book.Barcode, east);
        var hold = await PlaceAsync(Library.Member, book.BookId, east);

        var home = await ReturnAsync(book.Barcode, await MainAsync());

        Assert.That((home["action"], home.Json.GetProperty("transfer").GetProperty("toBranchId").GetInt32()), Is.EqualTo(("transit", east)));
        Assert.That(await StatusAsync(hold), Is.EqualTo("inTransit"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transfers WHERE ended_at IS NOT NULL AND arrived"), Is.EqualTo(1));
    }

    [Test]
    public async Task Whoever_a_copy_waits_for_borrows_it_and_the_hold_is_fulfilled_while_others_are_refused()
    {
        var book = await LentOutAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId);
        await ReturnAsync(book.Barcode);

        var refused = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id });
        await LendAsync(book.Barcode, Library.Member);

        Assert.That(refused.Blocks, Is.EqualTo(["held-for-another"]));
        Assert.That((await StatusAsync(hold), (await HoldAsync(hold))["endedAt"]), Is.EqualTo(("fulfilled", "2026-03-02T20:30:00Z")));
        Assert.That(await LedgerAsync($"userId={Library.Member.Id}"), Does.Contain("holdFulfilled"));
    }

    [Test]
    public async Task An_administrator_lends_what_waits_for_another_who_then_waits_again_in_their_old_place()
    {
        var book = await LentOutAsync(Library.Librarian);
        var hold = await PlaceAsync(Library.Member, book.BookId);
        var later = await PlaceAsync(await Library.EnrolAsync("later"), book.BookId);
        await ReturnAsync(book.Barcode);

        var librarian = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id, @override = new { reason = "Urgent" } });
        (await Library.Admin.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id, @override = new { reason = "Urgent" } })).Expect(HttpStatusCode.Created);

        Assert.That(librarian.Blocks, Is.EqualTo(["held-for-another"]));
        Assert.That((await QueueAsync(book.BookId)).Ids, Is.EqualTo([hold, later]));
        Assert.That((await StatusAsync(hold), (await HoldAsync(hold))["pickupBy"]), Is.EqualTo(("waiting", "")));
    }

    [Test]
    public async Task Whoever_borrows_another_copy_than_the_one_put_aside_frees_that_one_for_the_next()
    {
        var book = await LentOutAsync(Library.Librarian, copies: 2);
        var hold = await PlaceAsync(Library.Member, book.BookId);
        await ReturnAsync(book.Barcodes[0]);
        await ReturnAsync(book.Barcodes[1]);
        var next = await PlaceAsync(Library.OtherMember, book.BookId);

        await LendAsync(book.Barcodes[1], Library.Member);

        Assert.That((await StatusAsync(hold), await StatusAsync(next)), Is.EqualTo(("fulfilled", "ready")));
        Assert.That(await CopyStatusAsync(book.Barcodes[0]), Is.EqualTo("onHoldShelf"));
    }

    [Test]
    public async Task Whoever_borrows_another_copy_while_nobody_waits_leaves_the_one_put_aside_to_the_shelf()
    {
        var book = await LentOutAsync(Library.Librarian, copies: 2);
        await PlaceAsync(Library.Member, book.BookId);
        await ReturnAsync(book.Barcodes[0]);
        await ReturnAsync(book.Barcodes[1]);

        await LendAsync(book.Barcodes[1], Library.Member);

        Assert.That(await CopyStatusAsync(book.Barcodes[0]), Is.EqualTo("available"));
        var last = (await Library.Librarian.GetAsync($"/transactions?copyId={await CopyIdAsync(book.Barcodes[0])}")).Json[0];
        Assert.That(last.GetProperty("copyStatus").GetString(), Is.EqualTo("available"), "the ledger tells where the copy is");
    }

    [Test]
    public async Task A_checkout_of_any_copy_fulfils_the_users_waiting_hold_on_the_book_but_not_one_on_another_copy()
    {
        var book = await Library.ShelveAsync(copies: 2);
        var anyCopy = await PlaceAsync(Library.Member, book.BookId);
        var otherCopy = (await Library.OtherMember.PostAsync("/holds", new { copyBarcode = book.Barcodes[1] })).Expect(HttpStatusCode.Created).Id;

        await LendAsync(book.Barcodes[0], Library.Member);
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcodes[0] })).Expect(HttpStatusCode.OK);
        await LendAsync(book.Barcodes[0], Library.OtherMember);

        Assert.That((await StatusAsync(anyCopy), await StatusAsync(otherCopy)), Is.EqualTo(("fulfilled", "waiting")));
    }

    [TestCase(1, 1, ExpectedResult = false)]
    [TestCase(2, 1, ExpectedResult = true)]
    [TestCase(2, 2, ExpectedResult = false)]
    [TestCase(3, 2, ExpectedResult = true)]
    public async Task<bool> A_copy_is_lent_past_a_queue_only_where_the_other_copies_suffice_for_it(int copies, int waiting)
    {
        var book = await Library.ShelveAsync(copies: copies);
        for (var index = 0; index < waiting; index++)
            await PlaceAsync(await Library.EnrolAsync($"waiter{index}"), book.BookId);

        return (await Library.Librarian.PostAsync("/loans/evaluate", new { copyBarcode = book.Barcode, userId = Library.Member.Id })).Json.GetProperty("allowed").GetBoolean();
    }

    [Test]
    public async Task Whoever_is_further_ahead_in_the_queue_than_all_others_may_borrow_from_the_shelf()
    {
        var book = await Library.ShelveAsync();
        await PlaceAsync(Library.Member, book.BookId);
        await PlaceAsync(Library.OtherMember, book.BookId);

        var second = await Library.Librarian.PostAsync("/loans/evaluate", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id });
        var first = await Library.Librarian.PostAsync("/loans/evaluate", new { copyBarcode = book.Barcode, userId = Library.Member.Id });

        Assert.That((first["allowed"], second["allowed"]), Is.EqualTo(("True", "False")));
        Assert.That(second.Blocks, Is.EqualTo(["needed-for-holds"]));
    }

    [Test]
    public async Task A_copy_that_somebody_waits_for_in_particular_is_not_spared_and_does_not_count_for_others()
    {
        var book = await Library.ShelveAsync(copies: 2);
        (await Library.OtherMember.PostAsync("/holds", new { copyBarcode = book.Barcodes[0] })).Expect(HttpStatusCode.Created);

        var claimed = await Library.Librarian.PostAsync("/loans/evaluate", new { copyBarcode = book.Barcodes[0], userId = Library.Member.Id });
        var sister = await Library.Librarian.PostAsync("/loans/evaluate", new { copyBarcode = book.Barcodes[1], userId = Library.Member.Id });
        await PlaceAsync(await Library.EnrolAsync("third"), book.BookId);
        var sisterThen = await Library.Librarian.PostAsync("/loans/evaluate", new { copyBarcode = book.Barcodes[1], userId = Library.Member.Id });

        Assert.That((claimed["allowed"], sister["allowed"], sisterThen["allowed"]), Is.EqualTo(("False", "True", "False")));
    }

    [Test]
    public async Task A_checkout_by_book_takes_the_copy_put_aside_for_the_user_else_one_that_nobody_claims()
    {
        var book = await LentOutAsync(Library.Librarian, copies: 3);
        await PlaceAsync(Library.Member, book.BookId);
        foreach (var barcode in book.Barcodes.Reverse())
            await ReturnAsync(barcode);
        (await (await Library.EnrolAsync("picky")).PostAsync("/holds", new { copyBarcode = book.Barcodes[0] })).Expect(HttpStatusCode.Created);

        var own = (await Library.Librarian.PostAsync("/loans", new { bookId = book.BookId, cardNumber = Library.Member.CardNumber })).Expect(HttpStatusCode.Created);
        var unclaimed = (await Library.Librarian.PostAsync("/loans", new { bookId = book.BookId, userId = Library.OtherMember.Id })).Expect(HttpStatusCode.Created);

        Assert.That((own["copyBarcode"], unclaimed["copyBarcode"]), Is.EqualTo((book.Barcodes[2], book.Barcodes[1])));
    }

    [Test]
    public async Task A_copy_waits_on_the_hold_shelf_for_open_days_only()
    {
        await Library.RuleAsync(new { holdShelfDays = 3 });
        await Library.ScalarAsync<int>($"INSERT INTO closures (branch_id, \"from\", \"to\", yearly) VALUES ({await MainAsync()}, '2026-03-04', '2026-03-05', false) RETURNING id");
        var book = await LentOutAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId);

        await ReturnAsync(book.Barcode);

        Assert.That((await HoldAsync(hold))["pickupBy"], Is.EqualTo("2026-03-08T13:59:59Z"), "closed on the 4th and 5th, open on the 6th, 7th and 8th");
    }

    [Test]
    public async Task A_hold_not_picked_up_expires_after_its_last_moment_and_the_copy_goes_to_who_is_next()
    {
        await Library.RuleAsync(new { holdShelfDays = 1 });
        var book = await LentOutAsync(Library.Librarian);
        var first = await PlaceAsync(Library.Member, book.BookId);
        var next = await PlaceAsync(Library.OtherMember, book.BookId);
        await ReturnAsync(book.Barcode);
        Library.Clock.AdjustTime(DateTimeOffset.Parse("2026-03-04T13:59:59Z", System.Globalization.CultureInfo.InvariantCulture));
        Assert.ThrowsAsync<ConflictException>(() => ExpireAsync(first));

        await Library.WaitAsync(TimeSpan.FromSeconds(1));
        await ExpireAsync(first);

        Assert.Multiple(async () =>
        {
            Assert.That((await StatusAsync(first), await StatusAsync(next)), Is.EqualTo(("expired", "ready")));
            Assert.That((await HoldAsync(next))["pickupBy"], Is.EqualTo("2026-03-06T13:59:59Z"), "it is 5 March at the branch");
            Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM notices WHERE type = 'holdExpired' AND user_id = {Library.Member.Id}"), Is.EqualTo(1));
            Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM notices WHERE type = 'holdReady' AND user_id = {Library.OtherMember.Id}"), Is.EqualTo(1));
            Assert.That(await LedgerAsync($"bookId={book.BookId}"), Does.Contain("holdExpired"));
        });
    }

    [Test]
    public async Task The_copy_of_an_expired_hold_goes_home_where_nobody_else_waits()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await LentOutAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId, east);
        await ReturnAsync(book.Barcode, east);
        await Library.WaitAsync(TimeSpan.FromDays(9));

        await ExpireAsync(hold);

        Assert.That((await StatusAsync(hold), await CopyStatusAsync(book.Barcode)), Is.EqualTo(("expired", "inTransit")));
        Assert.That((await Library.Librarian.GetAsync("/transfers?open=true")).Json[0].GetProperty("toBranchId").GetInt32(), Is.EqualTo(await MainAsync()));
    }

    [Test]
    public async Task A_hold_expires_once_the_last_day_on_which_it_is_needed_has_passed()
    {
        var book = await LentOutAsync();
        var hold = (await Library.Member.PostAsync("/holds", new { bookId = book.BookId, expiresOn = "2026-03-04" })).Expect(HttpStatusCode.Created).Id;
        await Library.WaitAsync(TimeSpan.FromHours(41));
        Assert.ThrowsAsync<ConflictException>(() => ExpireAsync(hold), "it is 4 March, 23:30 at the branch");

        await Library.WaitAsync(TimeSpan.FromHours(1));
        await ExpireAsync(hold);

        Assert.That(await StatusAsync(hold), Is.EqualTo("expired"));
        Assert.That((await QueueAsync(book.BookId)).Ids, Is.Empty);
    }

    [Test]
    public async Task Cancelling_a_ready_hold_makes_the_next_ready_where_both_are_picked_up_at_one_branch()
    {
        var book = await LentOutAsync(Library.Librarian);
        var (first, next) = (await PlaceAsync(Library.Member, book.BookId), await PlaceAsync(Library.OtherMember, book.BookId));
        await ReturnAsync(book.Barcode);

        (await Library.Member.DeleteAsync($"/holds/{first}")).Expect(HttpStatusCode.NoContent);

        Assert.That((await StatusAsync(first), await StatusAsync(next), await CopyStatusAsync(book.Barcode)), Is.EqualTo(("cancelled", "ready", "onHoldShelf")));
        Assert.That((await Library.Member.DeleteAsync($"/holds/{first}")).Code, Is.EqualTo("hold-ended"));
    }

    [Test]
    public async Task Cancelling_a_ready_hold_sends_the_copy_to_the_branch_where_the_next_picks_up()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await LentOutAsync(Library.Librarian);
        var (first, next) = (await PlaceAsync(Library.Member, book.BookId), await PlaceAsync(Library.OtherMember, book.BookId, east));
        await ReturnAsync(book.Barcode);

        await Library.Member.DeleteAsync($"/holds/{first}");

        Assert.That((await StatusAsync(next), await CopyStatusAsync(book.Barcode)), Is.EqualTo(("inTransit", "inTransit")));
        Assert.That((await Library.Librarian.GetAsync("/transfers?open=true")).Json[0].GetProperty("holdId").GetInt32(), Is.EqualTo(next));
    }

    [Test]
    public async Task A_copy_whose_hold_is_cancelled_on_the_way_travels_on_and_is_sent_where_it_is_needed_on_arrival()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await LentOutAsync(Library.Librarian);
        var (first, next) = (await PlaceAsync(Library.Member, book.BookId, east), await PlaceAsync(Library.OtherMember, book.BookId, east));
        await ReturnAsync(book.Barcode);

        await Library.Member.DeleteAsync($"/holds/{first}");
        var underway = (await Library.Librarian.GetAsync("/transfers?open=true")).Json[0];
        var arrived = await ReturnAsync(book.Barcode, east);

        Assert.That((underway.GetProperty("toBranchId").GetInt32(), underway.GetProperty("holdId").ValueKind), Is.EqualTo((east, System.Text.Json.JsonValueKind.Null)));
        Assert.That((arrived["action"], await StatusAsync(next)), Is.EqualTo(("holdShelf", "ready")));
    }

    [TestCase("damaged")]
    [TestCase("missing")]
    [TestCase("lost")]
    [TestCase("inRepair")]
    [TestCase("withdrawn")]
    public async Task Where_the_copy_on_the_hold_shelf_breaks_down_the_hold_is_back_in_its_old_place(string status)
    {
        var book = await LentOutAsync(Library.Librarian, copies: 2);
        var (first, next) = (await PlaceAsync(Library.Member, book.BookId), await PlaceAsync(Library.OtherMember, book.BookId));
        await ReturnAsync(book.Barcodes[0]);

        (await Library.Librarian.PatchAsync($"/copies/{await CopyIdAsync(book.Barcodes[0])}", new { status })).Expect(HttpStatusCode.OK);

        var hold = await HoldAsync(first);
        Assert.That((hold["status"], hold["position"], hold["readyAt"], hold["filledByCopyId"]), Is.EqualTo(("waiting", "1", "", "")));
        Assert.That((await ReturnAsync(book.Barcodes[1])).Json.GetProperty("hold").GetProperty("id").GetInt32(), Is.EqualTo(first));
        Assert.That(await StatusAsync(next), Is.EqualTo("waiting"));
        Assert.That(await LedgerAsync($"userId={Library.Member.Id}"), Does.Contain("holdUnfilled"));
    }

    [Test]
    public async Task A_copy_that_goes_missing_on_its_way_ends_the_transfer_and_gives_the_hold_its_place_back()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await LentOutAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId, east);
        await ReturnAsync(book.Barcode);

        (await Library.Librarian.PatchAsync($"/copies/{await CopyIdAsync(book.Barcode)}", new { status = "missing" })).Expect(HttpStatusCode.OK);

        var transfer = (await Library.Librarian.GetAsync("/transfers")).Json[0];
        Assert.That(await StatusAsync(hold), Is.EqualTo("waiting"));
        Assert.That((transfer.GetProperty("arrived").GetBoolean(), transfer.GetProperty("endedAt").GetString()), Is.EqualTo((false, "2026-03-02T20:30:00Z")));
        Assert.That((await ReturnAsync(book.Barcode, east))["action"], Is.EqualTo("holdShelf"), "it turns up after all");
    }

    [TestCase("available")]
    [TestCase("onLoan")]
    [TestCase("onOrder")]
    public async Task A_copy_on_the_hold_shelf_leaves_it_by_hand_only_as_unfit_or_gone(string status)
    {
        var book = await LentOutAsync();
        await PlaceAsync(Library.Member, book.BookId);
        await ReturnAsync(book.Barcode);

        Assert.That((await Library.Librarian.PatchAsync($"/copies/{await CopyIdAsync(book.Barcode)}", new { status })).Blocks, Is.EqualTo(["copy-in-circulation"]));
    }

    [Test]
    public async Task A_copy_returned_damaged_fills_no_hold()
    {
        var book = await LentOutAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId);

        var receipt = (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, damaged = true })).Expect(HttpStatusCode.OK);

        Assert.That((receipt["action"], await StatusAsync(hold)), Is.EqualTo(("repair", "waiting")));
    }

    [Test]
    public async Task The_pickup_branch_is_free_while_waiting_reroutes_a_copy_on_its_way_and_is_fixed_on_the_hold_shelf()
    {
        var (east, west) = (await Library.OpenBranchAsync("EAST"), await Library.OpenBranchAsync("WEST"));
        var book = await LentOutAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId);

        var waiting = (await Library.Member.PatchAsync($"/holds/{hold}", new { pickupBranchId = east })).Expect(HttpStatusCode.OK);
        await ReturnAsync(book.Barcode);
        var underway = (await Library.Member.PatchAsync($"/holds/{hold}", new { pickupBranchId = west })).Expect(HttpStatusCode.OK);
        var transfer = (await Library.Librarian.GetAsync("/transfers?open=true")).Json[0];
        var atOldGoal = await ReturnAsync(book.Barcode, east);
        await ReturnAsync(book.Barcode, west);
        var onShelf = await Library.Member.PatchAsync($"/holds/{hold}", new { pickupBranchId = east });

        Assert.Multiple(() =>
        {
            Assert.That((waiting["status"], underway["status"]), Is.EqualTo(("waiting", "inTransit")));
            Assert.That(transfer.GetProperty("toBranchId").GetInt32(), Is.EqualTo(west));
            Assert.That(atOldGoal.Json.GetProperty("transfer").GetProperty("toBranchId").GetInt32(), Is.EqualTo(west));
            Assert.That(onShelf.Blocks, Is.EqualTo(["on-hold-shelf"]));
        });
    }

    [Test]
    public async Task Staff_keep_a_copy_on_the_hold_shelf_for_longer_and_members_do_not()
    {
        var book = await LentOutAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId);
        var early = await Library.Librarian.PatchAsync($"/holds/{hold}", new { pickupBy = "2026-03-20T08:00:00Z" });
        await ReturnAsync(book.Barcode);

        var longer = (await Library.Librarian.PatchAsync($"/holds/{hold}", new { pickupBy = "2026-03-20T08:00:00Z" })).Expect(HttpStatusCode.OK);

        Assert.That(early.Code, Is.EqualTo("hold-not-ready"));
        Assert.That(longer["pickupBy"], Is.EqualTo("2026-03-20T08:00:00Z"));
        Assert.That((await Library.Member.PatchAsync($"/holds/{hold}", new { pickupBy = "2026-04-20T08:00:00Z" })).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await Library.Librarian.PatchAsync($"/holds/{hold}", new { pickupBy = "2026-03-01T08:00:00Z" })).Errors, Is.EqualTo(["pickupBy"]));
        Assert.That((await Library.Librarian.PatchAsync($"/holds/{hold}", new { pickupBy = (string?)null })).Errors, Is.EqualTo(["pickupBy"]));
    }

    [Test]
    public async Task A_change_of_a_hold_that_makes_no_sense_is_named_and_one_made_on_old_knowledge_is_refused()
    {
        var book = await LentOutAsync();
        var hold = await PlaceAsync(Library.Member, book.BookId);
        var read = await Library.Member.GetAsync($"/holds/{hold}");

        Assert.Multiple(async () =>
        {
            Assert.That((await Library.Member.PatchAsync($"/holds/{hold}", new { expiresOn = "2026-03-02" })).Errors, Is.EqualTo(["expiresOn"]));
            Assert.That((await Library.Member.PatchAsync($"/holds/{hold}", new { pickupBranchId = (int?)null })).Errors, Is.EqualTo(["pickupBranchId"]));
            Assert.That((await Library.Member.PatchAsync($"/holds/{hold}", new { pickupBranchId = 9999 })).Code, Is.EqualTo("branch-not-found"));
            Assert.That((await Library.Member.PatchAsync($"/holds/{hold}", new { position = 1 })).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        });
        (await Library.Member.PatchAsync($"/holds/{hold}", new { expiresOn = "2026-03-03" }, read.ETag)).Expect(HttpStatusCode.OK);
        Assert.That((await Library.Member.PatchAsync($"/holds/{hold}", new { expiresOn = "2026-05-01" }, read.ETag)).Status, Is.EqualTo(HttpStatusCode.PreconditionFailed));
        Assert.That((await Library.Member.DeleteAsync($"/holds/{hold}", read.ETag)).Status, Is.EqualTo(HttpStatusCode.PreconditionFailed));
    }
}
