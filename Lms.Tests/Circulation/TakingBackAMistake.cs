namespace Lms.Tests.Circulation;

public sealed class TakingBackAMistake : DeskTest
{
    [Test]
    public async Task A_checkout_taken_back_leaves_the_copy_on_its_shelf_and_counts_for_nobody()
    {
        await Library.RuleAsync(new { maxLoans = 1 });
        var (book, other) = (await Library.ShelveAsync(), await Library.ShelveAsync("Dracula"));
        var loan = await LendAsync(book.Barcode, Library.Member);

        var undo = await UndoAsync("checkout", new { reason = "The wrong card" });

        undo.Expect(HttpStatusCode.Created);
        var row = (await LedgerAsync("type=undo")).Json[0];
        Assert.Multiple(async () =>
        {
            Assert.That((await Library.Librarian.GetAsync($"/loans/{loan.Id}"))["status"], Is.EqualTo("undone"));
            Assert.That((await CopyAsync(book.Barcode))["status"], Is.EqualTo("available"));
            Assert.That((row.GetProperty("note").GetString(), row.GetProperty("copyStatus").GetString(), row.GetProperty("loanId").GetInt32()), Is.EqualTo(("The wrong card", "available", loan.Id)));
            Assert.That(row.GetProperty("undoesId").GetInt64(), Is.LessThan(row.GetProperty("id").GetInt64()));
            Assert.That((await TryToLendAsync(other.Barcode, Library.Member)).Status, Is.EqualTo(HttpStatusCode.Created), "the undone loan does not count");
        });
        Assert.That((await LendAsync(book.Barcode, Library.OtherMember))["copyBarcode"], Is.EqualTo(book.Barcode));
    }

    [Test]
    public async Task A_checkout_taken_back_puts_the_copy_on_the_hold_shelf_again_for_whom_it_was()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Admin);
        var hold = await WaitForAsync(Library.Member, book.BookId);
        await TakeBackAsync(book.Barcode);
        var (readyAt, pickupBy) = await ShelfTimeAsync(hold);
        await LendAsync(book.Barcode, Library.Member);

        (await UndoAsync("checkout")).Expect(HttpStatusCode.Created);

        Assert.That((await HoldStatusAsync(hold), (await CopyAsync(book.Barcode))["status"]), Is.EqualTo(("ready", "onHoldShelf")));
        Assert.That(await ShelfTimeAsync(hold), Is.EqualTo((readyAt, pickupBy)));
    }

    [Test]
    public async Task A_checkout_that_robbed_somebody_gives_the_copy_back_to_them()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Admin);
        var hold = await WaitForAsync(Library.OtherMember, book.BookId);
        await TakeBackAsync(book.Barcode);
        (await Library.Admin.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, @override = new { reason = "Exam tomorrow" } })).Expect(HttpStatusCode.Created);

        (await UndoAsync("checkout")).Expect(HttpStatusCode.Created);

        Assert.That((await HoldStatusAsync(hold), (await CopyAsync(book.Barcode))["status"]), Is.EqualTo(("ready", "onHoldShelf")));
    }

    [Test]
    public async Task A_waiting_hold_that_a_checkout_fulfilled_waits_again_in_its_old_place()
    {
        var book = await Library.ShelveAsync(copies: 2);
        var hold = await WaitForAsync(Library.Member, book.BookId);
        await LendAsync(book.Barcode, Library.Member);

        (await UndoAsync("checkout")).Expect(HttpStatusCode.Created);

        Assert.That(await HoldStatusAsync(hold), Is.EqualTo("waiting"));
        Assert.That(await Library.ScalarAsync<bool>($"SELECT filled_by_copy_id IS NULL AND ended_at IS NULL AND rank = id FROM holds WHERE id = {hold}"), Is.True);
    }

    [Test]
    public async Task A_checkout_that_found_a_lost_copy_leaves_it_lost_and_the_fee_owed()
    {
        var book = await Library.ShelveAsync();
        var lost = await LendAsync(book.Barcode, Library.Member);
        await LoseAsync(lost);
        await Library.WaitAsync(TimeSpan.FromMinutes(1));
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id, @override = new { reason = "It is here" } })).Expect(HttpStatusCode.Created);

        (await Library.Librarian.PostAsync($"/transactions/{(await LedgerAsync($"loanId={loan.Id}&type=checkout")).Json[0].GetProperty("id")}/undo")).Expect(HttpStatusCode.Created);

        Assert.That(((await Library.Librarian.GetAsync($"/loans/{lost.Id}"))["status"], (await CopyAsync(book.Barcode))["status"]), Is.EqualTo(("lost", "lost")));
        Assert.That(await BalanceAsync(Library.Member), Is.EqualTo(20m));
        await TakeBackAsync(book.Barcode);
        Assert.That(await BalanceAsync(Library.Member), Is.Zero, "found for good, the fee is taken back again");
    }

    [Test]
    public async Task A_return_taken_back_leaves_the_loan_open_the_fine_credited_and_the_next_in_the_queue_waiting_without_a_notice()
    {
        await Library.RuleAsync(new { fineRate = 0.50 });
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.Member);
        var hold = await WaitForAsync(Library.OtherMember, book.BookId);
        await Library.WaitAsync(TimeSpan.FromDays(23));
        await TakeBackAsync(book.Barcode);

        (await UndoAsync("return")).Expect(HttpStatusCode.Created);

        var open = await Library.Librarian.GetAsync($"/loans/{loan.Id}");
        Assert.Multiple(async () =>
        {
            Assert.That((open["status"], open["returnedAt"], open["dueAt"]), Is.EqualTo(("open", "", loan["dueAt"])));
            Assert.That((await CopyAsync(book.Barcode))["status"], Is.EqualTo("onLoan"));
            Assert.That(await HoldStatusAsync(hold), Is.EqualTo("waiting"));
            Assert.That(await BalanceAsync(Library.Member), Is.Zero);
            Assert.That(await Library.ScalarAsync<string>("SELECT status FROM notices WHERE type = 'holdReady'"), Is.EqualTo("dropped"));
        });
        await TakeBackAsync(book.Barcode);
        Assert.That((await BalanceAsync(Library.Member), await HoldStatusAsync(hold)), Is.EqualTo((1.00m, "ready")));
    }

    [Test]
    public async Task What_was_paid_of_a_fine_becomes_credit_when_the_return_is_taken_back()
    {
        await Library.RuleAsync(new { fineRate = 0.50 });
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(23));
        await TakeBackAsync(book.Barcode);
        await SettleAsync("payment");

        (await UndoAsync("return")).Expect(HttpStatusCode.Created);

        Assert.That(await BalanceAsync(Library.Member), Is.EqualTo(-1.00m));
    }

    [Test]
    public async Task A_return_whose_fine_was_forgiven_is_not_taken_back_for_that_would_make_a_present_of_it()
    {
        await Library.RuleAsync(new { fineRate = 0.50 });
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(23));
        await TakeBackAsync(book.Barcode);
        await SettleAsync("waiver");

        Assert.That((await UndoAsync("return")).Blocks, Is.EqualTo(["undo-built-upon"]));
    }

    [Test]
    public async Task A_return_that_sent_the_copy_home_is_taken_back_with_its_way()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Member);
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, branchId = east })).Expect(HttpStatusCode.OK);
        Assert.That((await CopyAsync(book.Barcode))["status"], Is.EqualTo("inTransit"));

        (await UndoAsync("return")).Expect(HttpStatusCode.Created);

        Assert.That((await CopyAsync(book.Barcode))["status"], Is.EqualTo("onLoan"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transfers WHERE ended_at IS NULL"), Is.Zero);
    }

    [Test]
    public async Task An_arrival_taken_back_leaves_the_copy_on_its_way()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Member);
        var hold = await WaitForAsync(Library.OtherMember, book.BookId, east);
        await TakeBackAsync(book.Barcode);
        await Library.WaitAsync(TimeSpan.FromMinutes(5));
        var arrival = (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, branchId = east })).Expect(HttpStatusCode.OK);
        Assert.That(arrival["action"], Is.EqualTo("holdShelf"));

        var rows = (await LedgerAsync("type=return")).Json;
        (await Library.Librarian.PostAsync($"/transactions/{rows[rows.GetArrayLength() - 1].GetProperty("id")}/undo")).Expect(HttpStatusCode.Created);

        Assert.That(((await CopyAsync(book.Barcode))["status"], await HoldStatusAsync(hold)), Is.EqualTo(("inTransit", "inTransit")));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transfers WHERE ended_at IS NULL AND NOT arrived"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_copy_that_is_still_to_be_cleared_from_the_hold_shelf_is_to_be_cleared_again()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Admin);
        var hold = await WaitForAsync(Library.OtherMember, book.BookId);
        await TakeBackAsync(book.Barcode);
        await Library.Librarian.DeleteAsync($"/holds/{hold}");
        await Library.WaitAsync(TimeSpan.FromMinutes(1));
        await LendAsync(book.Barcode, Library.Member);
        Assert.That(await Library.ScalarAsync<bool>($"SELECT cleared_at IS NOT NULL FROM holds WHERE id = {hold}"), Is.True);

        (await UndoAsync("checkout")).Expect(HttpStatusCode.Created);

        Assert.That(await Library.ScalarAsync<bool>($"SELECT cleared_at IS NULL FROM holds WHERE id = {hold}"), Is.True);
    }

    [Test]
    public async Task A_renewal_taken_back_leaves_the_old_due_date_the_count_and_no_fine()
    {
        await Library.RuleAsync(new { fineRate = 0.50, renewals = 1 });
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(23));
        await Library.RuleAsync(new { renewals = 5 });
        (await RenewAsync(loan)).Expect(HttpStatusCode.OK);

        (await UndoAsync("renewal")).Expect(HttpStatusCode.Created);

        var now = await Library.Librarian.GetAsync($"/loans/{loan.Id}");
        Assert.That((now["dueAt"], now["renewals"], now["renewalsLeft"]), Is.EqualTo((loan["dueAt"], "0", "1")));
        Assert.That(await BalanceAsync(Library.Member), Is.Zero);
        (await RenewAsync(loan)).Expect(HttpStatusCode.OK);
    }

    [TestCase(29, true)]
    [TestCase(30, true)]
    [TestCase(31, false)]
    public async Task A_mistake_can_be_taken_back_for_as_long_as_the_library_says(int minutes, bool undone)
    {
        await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromMinutes(minutes));

        var undo = await UndoAsync("checkout");

        Assert.That(undo.Status, Is.EqualTo(undone ? HttpStatusCode.Created : HttpStatusCode.Conflict));
        if (!undone)
            Assert.That(undo.Blocks, Is.EqualTo(["undo-too-late"]));
    }

    [Test]
    public async Task The_time_counts_from_when_a_book_drop_return_was_written_down()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(2));
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, returnedAt = Library.Opening.AddDays(1) })).Expect(HttpStatusCode.OK);
        await Library.WaitAsync(TimeSpan.FromMinutes(10));

        (await UndoAsync("return")).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task Nothing_is_taken_back_on_which_something_else_was_built()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.Member);
        (await RenewAsync(loan)).Expect(HttpStatusCode.OK);

        Assert.That((await UndoAsync("checkout")).Blocks, Is.EqualTo(["undo-built-upon"]));
        await TakeBackAsync(book.Barcode);
        Assert.That((await UndoAsync("renewal")).Blocks, Is.EqualTo(["undo-built-upon"]));
        await LendAsync(book.Barcode, Library.OtherMember);
        Assert.That((await UndoAsync("return")).Blocks, Is.EqualTo(["undo-built-upon"]));
    }

    [Test]
    public async Task A_return_is_not_taken_back_once_its_user_waits_for_the_book_again()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Member);
        await TakeBackAsync(book.Barcode);
        (await Library.Member.PostAsync("/holds", new { bookId = book.BookId })).Expect(HttpStatusCode.Created);
        var row = (await LedgerAsync("type=return")).Json[0].GetProperty("id");

        var undone = await Library.Librarian.PostAsync($"/transactions/{row}/undo");

        Assert.That(undone.Expect(HttpStatusCode.Conflict).Blocks, Is.EqualTo(["undo-built-upon"]));
    }

    [Test]
    public async Task What_was_taken_back_is_taken_back_once_and_an_undo_is_not_undone()
    {
        await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        (await UndoAsync("checkout")).Expect(HttpStatusCode.Created);

        Assert.That((await UndoAsync("checkout")).Blocks, Is.EqualTo(["already-undone"]));
        Assert.That((await UndoAsync("undo")).Blocks, Is.EqualTo(["not-undoable"]));
        Assert.That((await Library.Librarian.PostAsync("/transactions/999999/undo")).Code, Is.EqualTo("transaction-not-found"));
        Assert.That((await Library.Member.PostAsync("/transactions/1/undo")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test, CancelAfter(60_000)]
    public async Task Of_many_desks_that_take_back_one_checkout_at_once_exactly_one_does()
    {
        await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        var row = (await LedgerAsync("type=checkout")).Json[0].GetProperty("id").GetInt64();

        await using var writes = await Library.HoldBackWritesToAsync("loans");
        var desks = Enumerable.Range(0, 5).Select(_ => Library.Librarian.PostAsync($"/transactions/{row}/undo")).ToList();
        await writes.ReleaseOnceAsync(waiting: 2);
        var answers = await Task.WhenAll(desks);

        Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer.Status != HttpStatusCode.Created).SelectMany(answer => answer.Blocks), Is.All.EqualTo("already-undone"));
    }

    private async Task<Reply> UndoAsync(string type, object? body = null)
    {
        var rows = (await LedgerAsync($"type={type}")).Json;
        return await Library.Librarian.PostAsync($"/transactions/{rows[rows.GetArrayLength() - 1].GetProperty("id")}/undo", body);
    }

    private async Task<(DateTime, DateTime)> ShelfTimeAsync(int hold) => (
        await Library.ScalarAsync<DateTime>($"SELECT ready_at FROM holds WHERE id = {hold}"),
        await Library.ScalarAsync<DateTime>($"SELECT pickup_by FROM holds WHERE id = {hold}"));

    /// <summary>The one charge of the member is paid or forgiven.</summary>
    private Task<long> SettleAsync(string type) => Library.ScalarAsync<long>(
        $"""
        WITH settling AS (INSERT INTO account_entries (user_id, type, amount, at) VALUES ({Library.Member.Id}, '{type}', -1.00, '{Now}') RETURNING id),
        row AS (INSERT INTO transactions (type, at, user_id, amount) VALUES ('{type}', '{Now}', {Library.Member.Id}, -1.00))
        INSERT INTO allocations (credit_id, charge_id, amount) SELECT settling.id, charge.id, 1.00 FROM settling, account_entries AS charge WHERE charge.type = 'charge' RETURNING id
        """);

    [Test]
    public async Task A_checkout_that_let_another_copy_go_puts_that_aside_again_for_whom_it_was()
    {
        var (book, hold) = await PutOneAsideAsync();
        var shelfTime = await ShelfTimeAsync(hold);
        await LendAsync(book.Barcodes[1], Library.Member);
        Assert.That((await CopyAsync(book.Barcodes[0]))["status"], Is.EqualTo("available"));

        (await UndoAsync("checkout")).Expect(HttpStatusCode.Created);

        Assert.That((await HoldStatusAsync(hold), (await CopyAsync(book.Barcodes[0]))["status"], (await CopyAsync(book.Barcodes[1]))["status"]), Is.EqualTo(("ready", "onHoldShelf", "available")));
        Assert.That((await Library.ScalarAsync<string>($"SELECT barcode FROM copies JOIN holds ON filled_by_copy_id = copies.id WHERE holds.id = {hold}"), await ShelfTimeAsync(hold)), Is.EqualTo((book.Barcodes[0], shelfTime)));
        Assert.That((await Library.Librarian.GetAsync("/holds/to-clear")).Json.GetArrayLength(), Is.Zero);
        await LendAsync(book.Barcodes[0], Library.Member);
        Assert.That(await HoldStatusAsync(hold), Is.EqualTo("fulfilled"));
    }

    [Test]
    public async Task A_checkout_that_let_another_copy_go_to_the_next_in_the_queue_takes_it_back_from_them()
    {
        var (book, hold) = await PutOneAsideAsync();
        var next = await WaitForAsync(Library.OtherMember, book.BookId);
        await LendAsync(book.Barcodes[1], Library.Member);
        Assert.That(await HoldStatusAsync(next), Is.EqualTo("ready"));

        (await UndoAsync("checkout")).Expect(HttpStatusCode.Created);

        Assert.That((await HoldStatusAsync(hold), await HoldStatusAsync(next), (await CopyAsync(book.Barcodes[0]))["status"]), Is.EqualTo(("ready", "waiting", "onHoldShelf")));
        Assert.That(await Library.ScalarAsync<string>($"SELECT status FROM notices WHERE type = 'holdReady' AND hold_id = {next}"), Is.EqualTo("dropped"));
    }

    [Test]
    public async Task A_checkout_that_let_a_copy_go_which_was_on_its_way_lets_it_travel_for_its_hold_again()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var (book, hold) = await PutOneAsideAsync(pickupBranchId: east);
        await LendAsync(book.Barcodes[1], Library.Member);

        (await UndoAsync("checkout")).Expect(HttpStatusCode.Created);

        Assert.That((await HoldStatusAsync(hold), await Library.ScalarAsync<int>("SELECT hold_id FROM transfers WHERE ended_at IS NULL")), Is.EqualTo(("inTransit", hold)));
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcodes[0], branchId = east })).Expect(HttpStatusCode.OK);
        Assert.That(await HoldStatusAsync(hold), Is.EqualTo("ready"));
    }

    [Test]
    public async Task A_checkout_that_let_another_copy_go_stands_once_somebody_has_had_that_in_hand()
    {
        var (book, _) = await PutOneAsideAsync();
        await LendAsync(book.Barcodes[1], Library.Member);
        await TakeBackAsync(book.Barcodes[0]);

        Assert.That((await UndoAsync("checkout")).Blocks, Is.EqualTo(["undo-built-upon"]));
    }

    /// <summary>Of two copies that came back, one was put aside for the member, or sent to where they pick it up.</summary>
    private async Task<(Shelved Book, int Hold)> PutOneAsideAsync(int? pickupBranchId = null)
    {
        var book = await Library.ShelveAsync(copies: 2);
        foreach (var barcode in book.Barcodes)
            await LendAsync(barcode, Library.Admin);
        var hold = await WaitForAsync(Library.Member, book.BookId, pickupBranchId);
        foreach (var barcode in book.Barcodes)
            await TakeBackAsync(barcode);
        return (book, hold);
    }
}
