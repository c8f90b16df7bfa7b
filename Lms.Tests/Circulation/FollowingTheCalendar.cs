using System.Text.Json;

namespace Lms.Tests.Circulation;

public sealed class FollowingTheCalendar : LibraryTest
{
    private int _main;

    [SetUp]
    public async Task FindMain() => _main = (await Library.Stranger.GetAsync("/branches?code=MAIN")).Json[0].GetProperty("id").GetInt32();

    private async Task<Reply> LendAsync(Shelved book, int copy = 0, object? also = null) =>
        (await Library.Librarian.PostAsync("/loans", also ?? new { copyBarcode = book.Barcodes[copy], userId = Library.Member.Id })).Expect(HttpStatusCode.Created);

    private async Task<string?> DueAtOf(Reply loan) => (await Library.Librarian.GetAsync($"/loans/{loan.Id}"))["dueAt"];

    private async Task<Reply> CloseAsync(string from, string to, bool moveDates = true, bool yearly = false) =>
        (await Library.Admin.PostAsync($"/branches/{_main}/closures", new { from, to, yearly, moveDates })).Expect(HttpStatusCode.Created);

    private async Task LiftAsync(Reply closure, bool moveDates = true) =>
        (await Library.Admin.DeleteAsync($"/branches/{_main}/closures/{closure.Id}?moveDates={(moveDates ? "true" : "false")}")).Expect(HttpStatusCode.NoContent);

    private static JsonElement Only(Reply answer, string list) => answer.Json.GetProperty(list).EnumerateArray().Single();

    [Test]
    public async Task A_closure_moves_the_due_dates_that_fall_on_it_with_trace_ledger_row_and_notice()
    {
        var book = await Library.ShelveAsync(copies: 2);
        await Library.RuleAsync(new { loanPeriod = 2 });
        var touched = await LendAsync(book);
        var untouched = await LendAsync(book, also: new { copyBarcode = book.Barcodes[1], userId = Library.OtherMember.Id, dueAt = "2026-03-08T02:00:00Z" });

        var preview = (await Library.Admin.PostAsync($"/branches/{_main}/closures/preview", new { from = "2026-03-05", to = "2026-03-06" })).Expect(HttpStatusCode.OK);
        Assert.That(await DueAtOf(touched), Is.EqualTo("2026-03-05T13:59:59Z"), "A preview changes nothing.");
        await CloseAsync("2026-03-05", "2026-03-06");

        var told = Only(preview, "loans");
        Assert.Multiple(async () =>
        {
            Assert.That((told.GetProperty("loanId").GetInt32(), told.GetProperty("userId").GetInt32(), told.GetProperty("title").GetString()), Is.EqualTo((touched.Id, Library.Member.Id, "Frankenstein")));
            Assert.That((told.GetProperty("dueAt").GetString(), told.GetProperty("newDueAt").GetString()), Is.EqualTo(("2026-03-05T13:59:59Z", "2026-03-07T13:59:59Z")));
            Assert.That(await DueAtOf(touched), Is.EqualTo("2026-03-07T13:59:59Z"));
            Assert.That(await DueAtOf(untouched), Is.EqualTo("2026-03-08T02:00:00Z"));
            Assert.That(await Library.ScalarAsync<string>($"SELECT traces->1->>'action' FROM loans WHERE id = {touched.Id}"), Is.EqualTo("calendarChange"));
            Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM notices WHERE type = 'dateMoved'"), Is.EqualTo(1));
            Assert.That(await Library.ScalarAsync<string>($"SELECT text FROM notices WHERE type = 'dateMoved' AND loan_id = {touched.Id} AND user_id = {Library.Member.Id}"), Does.Contain("Saturday, 7 March 2026, 23:59"));
        });
        var row = (await Library.Librarian.GetAsync($"/transactions?loanId={touched.Id}&type=dueDateChange")).Json.EnumerateArray().Single();
        Assert.That((row.GetProperty("dueAt").GetString(), row.GetProperty("actorId").GetInt32(), row.GetProperty("branchId").GetInt32()), Is.EqualTo(("2026-03-07T13:59:59Z", Library.Admin.Id, _main)));
    }

    [Test]
    public async Task Nothing_moves_where_nobody_asked()
    {
        await Library.RuleAsync(new { loanPeriod = 2 });
        var loan = await LendAsync(await Library.ShelveAsync());

        await LiftAsync(await CloseAsync("2026-03-05", "2026-03-06", moveDates: false), moveDates: false);

        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-05T13:59:59Z"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM notices"), Is.Zero);
    }

    [Test]
    public async Task A_lifted_closure_brings_back_the_dates_that_it_had_moved_with_a_preview_and_a_notice()
    {
        await Library.RuleAsync(new { loanPeriod = 2 });
        var loan = await LendAsync(await Library.ShelveAsync());
        var closure = await CloseAsync("2026-03-05", "2026-03-06");

        var preview = (await Library.Admin.GetAsync($"/branches/{_main}/closures/{closure.Id}/lifting")).Expect(HttpStatusCode.OK);
        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-07T13:59:59Z"));
        await LiftAsync(closure);

        Assert.That(Only(preview, "loans").GetProperty("newDueAt").GetString(), Is.EqualTo("2026-03-05T13:59:59Z"));
        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-05T13:59:59Z"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM notices WHERE type = 'dateMoved'"), Is.EqualTo(2));
    }

    [Test]
    public async Task A_lifted_closure_makes_nothing_due_earlier_than_was_promised_at_checkout()
    {
        await Library.RuleAsync(new { loanPeriod = 2 });
        var closure = await CloseAsync("2026-03-05", "2026-03-06");
        var loan = await LendAsync(await Library.ShelveAsync());

        await LiftAsync(closure);

        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-07T13:59:59Z"));
    }

    [Test]
    public async Task A_lifted_closure_makes_nothing_due_at_once()
    {
        await Library.RuleAsync(new { loanPeriod = 2 });
        var loan = await LendAsync(await Library.ShelveAsync());
        var closure = await CloseAsync("2026-03-05", "2026-03-12");
        await Library.WaitAsync(TimeSpan.FromDays(4));

        await LiftAsync(closure);

        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-08T13:59:59Z"), "It was promised for the 5th, and today is the 7th: tomorrow will do.");
    }

    [Test]
    public async Task Where_due_dates_go_to_the_previous_open_day_a_new_closure_still_makes_none_earlier()
    {
        await Library.SetAsync(new { closedDayRule = "previous" });
        await Library.RuleAsync(new { loanPeriod = 2 });
        var loan = await LendAsync(await Library.ShelveAsync());

        await CloseAsync("2026-03-05", "2026-03-06");

        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-07T13:59:59Z"));
    }

    [Test]
    public async Task Where_due_dates_stay_on_closed_days_they_stay()
    {
        await Library.SetAsync(new { closedDayRule = "keep" });
        await Library.RuleAsync(new { loanPeriod = 2 });
        var loan = await LendAsync(await Library.ShelveAsync());

        await CloseAsync("2026-03-05", "2026-03-06");

        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-05T13:59:59Z"));
    }

    [Test]
    public async Task Where_closed_days_are_skipped_a_closure_within_the_period_lengthens_it_and_lifted_shortens_it_again()
    {
        await Library.SetAsync(new { countClosedDays = false });
        await Library.RuleAsync(new { loanPeriod = 10 });
        var loan = await LendAsync(await Library.ShelveAsync());

        var closure = await CloseAsync("2026-03-05", "2026-03-06");
        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-15T13:59:59Z"));
        await LiftAsync(closure);

        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-13T13:59:59Z"));
    }

    [Test]
    public async Task A_due_date_that_follows_does_not_go_beyond_the_card()
    {
        await Library.RuleAsync(new { loanPeriod = 2 });
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { expiresOn = "2026-03-06" })).Expect(HttpStatusCode.OK);
        var loan = await LendAsync(await Library.ShelveAsync());

        await CloseAsync("2026-03-05", "2026-03-06");

        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-05T13:59:59Z"), "Neither beyond the card nor earlier than promised: it stays.");
    }

    [Test]
    public async Task A_yearly_closure_moves_what_is_due_on_it_in_a_later_year()
    {
        var loan = await LendAsync(await Library.ShelveAsync(), also: null);
        (await Library.Librarian.PatchAsync($"/loans/{loan.Id}", new { dueAt = "2028-01-01T02:00:00Z" })).Expect(HttpStatusCode.OK);

        await CloseAsync("2026-12-24", "2027-01-02", yearly: true);

        Assert.That(await DueAtOf(loan), Is.EqualTo("2028-01-03T13:59:59Z"));
    }

    [Test]
    public async Task Two_closures_one_after_the_other_move_a_due_date_on_and_on()
    {
        await Library.RuleAsync(new { loanPeriod = 2 });
        var loan = await LendAsync(await Library.ShelveAsync());

        var first = await CloseAsync("2026-03-05", "2026-03-06");
        var second = await CloseAsync("2026-03-07", "2026-03-08");
        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-09T13:59:59Z"));
        await LiftAsync(first);
        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-05T13:59:59Z"));
        await LiftAsync(second);

        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-05T13:59:59Z"));
    }

    [Test]
    public async Task What_was_returned_lost_or_is_read_in_the_house_does_not_follow()
    {
        await Library.RuleAsync(new { loanPeriod = 2 });
        var book = await Library.ShelveAsync(copies: 2);
        var returned = await LendAsync(book);
        (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode })).Expect(HttpStatusCode.OK);
        var onSite = await LendAsync(book, also: new { copyBarcode = book.Barcodes[1], userId = Library.Member.Id, onSite = true });

        await CloseAsync("2026-03-03", "2026-03-06");

        Assert.That(await DueAtOf(returned), Is.EqualTo("2026-03-05T13:59:59Z"));
        Assert.That(await DueAtOf(onSite), Is.EqualTo("2026-03-03T13:59:59Z"));
    }

    [Test]
    public async Task The_closure_of_one_branch_does_not_move_what_was_lent_at_another()
    {
        await Library.RuleAsync(new { loanPeriod = 2 });
        var east = await Library.OpenBranchAsync("EAST");
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book, also: new { copyBarcode = book.Barcode, userId = Library.Member.Id, branchId = east });

        await CloseAsync("2026-03-05", "2026-03-06");

        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-05T13:59:59Z"));
    }

    [Test]
    public async Task The_fine_of_an_overdue_loan_follows_and_the_preview_says_how_much()
    {
        await Library.RuleAsync(new { loanPeriod = 2, fineRate = 0.50 });
        var loan = await LendAsync(await Library.ShelveAsync());
        await Library.WaitAsync(TimeSpan.FromDays(5));

        var preview = (await Library.Admin.PostAsync($"/branches/{_main}/closures/preview", new { from = "2026-03-05", to = "2026-03-06" })).Expect(HttpStatusCode.OK);
        await CloseAsync("2026-03-05", "2026-03-06");
        var receipt = (await Library.Librarian.PostAsync($"/loans/{loan.Id}/return")).Expect(HttpStatusCode.OK);

        var told = Only(preview, "loans");
        Assert.That((told.GetProperty("fine").GetDecimal(), told.GetProperty("newFine").GetDecimal()), Is.EqualTo((1.50m, 0.50m)), "Three days late on the 8th; one after the snow.");
        Assert.That(receipt.Json.GetProperty("charges")[0].GetProperty("amount").GetDecimal(), Is.EqualTo(0.50m));
    }

    [Test]
    public async Task A_preview_knows_what_was_charged_of_a_fine_already()
    {
        await Library.RuleAsync(new { loanPeriod = 2, fineRate = 0.50, fineCap = 2.00 });
        var loan = await LendAsync(await Library.ShelveAsync());
        await Library.WaitAsync(TimeSpan.FromDays(5));
        (await Library.Librarian.PostAsync($"/loans/{loan.Id}/renew")).Expect(HttpStatusCode.OK);
        await Library.WaitAsync(TimeSpan.FromDays(5));
        var running = (await Library.Librarian.GetAsync($"/users/{Library.Member.Id}/account")).Json.GetProperty("runningFines")[0].GetProperty("amount").GetDecimal();

        var preview = (await Library.Admin.PostAsync($"/branches/{_main}/closures/preview", new { from = "2026-03-10", to = "2026-03-12" })).Expect(HttpStatusCode.OK);

        var told = Only(preview, "loans");
        Assert.That((running, told.GetProperty("fine").GetDecimal(), told.GetProperty("newFine").GetDecimal()), Is.EqualTo((0.50m, 0.50m, 0m)), "Of two euros at most, one and a half were charged at the renewal.");
    }

    [Test]
    public async Task The_hold_shelf_waits_as_many_open_days_as_before()
    {
        var holdId = await PutOnHoldShelfAsync();
        const string Before = "2026-03-10T13:59:59Z";
        Assert.That(await PickupByAsync(holdId), Is.EqualTo(Before));

        var preview = (await Library.Admin.PostAsync($"/branches/{_main}/closures/preview", new { from = "2026-03-05", to = "2026-03-06" })).Expect(HttpStatusCode.OK);
        var closure = await CloseAsync("2026-03-05", "2026-03-06");
        var after = await PickupByAsync(holdId);
        var lifting = await Library.Admin.GetAsync($"/branches/{_main}/closures/{closure.Id}/lifting");
        await LiftAsync(closure);

        var told = Only(preview, "holds");
        Assert.Multiple(async () =>
        {
            Assert.That((told.GetProperty("holdId").GetInt32(), told.GetProperty("pickupBy").GetString(), told.GetProperty("newPickupBy").GetString()), Is.EqualTo((holdId, Before, "2026-03-12T13:59:59Z")));
            Assert.That(after, Is.EqualTo("2026-03-12T13:59:59Z"));
            Assert.That(Only(lifting, "holds").GetProperty("newPickupBy").GetString(), Is.EqualTo(Before));
            Assert.That(await PickupByAsync(holdId), Is.EqualTo(Before));
            Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM notices WHERE type = 'dateMoved' AND hold_id = {holdId}"), Is.EqualTo(2));
            Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM transactions WHERE type = 'dueDateChange' AND hold_id = {holdId} AND due_at IS NOT NULL"), Is.EqualTo(2));
        });
    }

    [Test, CancelAfter(30_000)]
    public async Task A_copy_that_comes_back_while_its_due_date_is_moved_is_back()
    {
        await Library.RuleAsync(new { loanPeriod = 2 });
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);

        await using var writes = await Library.HoldBackWritesToAsync("loans");
        var desk = Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode });
        await writes.WaitForAsync(waiting: 1);
        var announced = Library.Admin.PostAsync($"/branches/{_main}/closures", new { from = "2026-03-05", to = "2026-03-06", moveDates = true });
        await writes.ReleaseOnceAsync(waiting: 2);

        (await desk).Expect(HttpStatusCode.OK);
        (await announced).Expect(HttpStatusCode.Created);
        Assert.That(await Library.ScalarAsync<string>($"SELECT status || ' ' || (traces->-1->>'action') FROM loans WHERE id = {loan.Id}"), Is.EqualTo("returned checkout"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM notices"), Is.Zero);
    }

    /// <summary>A hold for the member whose copy stands on the shelf of the main library since the opening.</summary>
    private async Task<int> PutOnHoldShelfAsync()
    {
        var book = await Library.ShelveAsync();
        return await Library.ScalarAsync<int>($"""
            WITH copy AS (UPDATE copies SET status = 'onHoldShelf' WHERE barcode = '{book.Barcode}' RETURNING id)
            INSERT INTO holds (id, book_id, user_id, pickup_branch_id, rank, status, placed_at, filled_by_copy_id, ready_at, pickup_by, suspended)
            SELECT nextval('hold_ids'), {book.BookId}, {Library.Member.Id}, {_main}, 1, 'ready', '{Library.Opening:O}', id, '{Library.Opening:O}', '2026-03-10T13:59:59Z', false FROM copy RETURNING id
            """);
    }

    private async Task<string> PickupByAsync(int holdId) =>
        await Library.ScalarAsync<string>($"""SELECT to_char(pickup_by AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') FROM holds WHERE id = {holdId}""");

    [Test, CancelAfter(60_000)]
    public async Task A_checkout_that_is_under_way_while_a_closure_is_announced_is_due_when_the_branch_is_open()
    {
        await Library.RuleAsync(new { loanPeriod = 2 });
        var book = await Library.ShelveAsync();

        await using var writes = await Library.HoldBackWritesToAsync("loans");
        var checkout = LendAsync(book);
        await writes.WaitForAsync(1);
        var closure = CloseAsync("2026-03-05", "2026-03-06");
        await writes.ReleaseOnceAsync(waiting: 2);
        await closure;

        Assert.That(await DueAtOf(await checkout), Is.EqualTo("2026-03-07T13:59:59Z"));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_renewal_that_is_under_way_while_a_closure_is_announced_is_due_when_the_branch_is_open()
    {
        await Library.RuleAsync(new { loanPeriod = 2 });
        var loan = await LendAsync(await Library.ShelveAsync());
        await Library.WaitAsync(TimeSpan.FromDays(1));

        await using var writes = await Library.HoldBackWritesToAsync("loans");
        var renewal = Library.Librarian.PostAsync($"/loans/{loan.Id}/renew");
        await writes.WaitForAsync(1);
        var closure = CloseAsync("2026-03-06", "2026-03-06");
        await writes.ReleaseOnceAsync(waiting: 2);
        await closure;

        (await renewal).Expect(HttpStatusCode.OK);
        Assert.That(await DueAtOf(loan), Is.EqualTo("2026-03-07T13:59:59Z"));
    }

    [Test]
    public async Task Where_closed_days_are_skipped_a_loan_by_the_hour_keeps_its_hours()
    {
        await Library.SetAsync(new { countClosedDays = false });
        await Library.RuleAsync(new { loanPeriod = 30, loanUnit = "hours" });
        var loan = await LendAsync(await Library.ShelveAsync());

        await CloseAsync("2026-03-04", "2026-03-05");

        Assert.That((loan["dueAt"], await DueAtOf(loan)), Is.EqualTo(("2026-03-04T02:30:00Z", "2026-03-06T02:30:00Z")));
    }
}
