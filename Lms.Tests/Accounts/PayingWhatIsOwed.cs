namespace Lms.Tests.Accounts;

public sealed class PayingWhatIsOwed : AccountTest
{
    [Test]
    public async Task The_balance_is_the_sum_of_the_entries_and_each_says_what_is_open_of_it()
    {
        await WriteAsync("charges", new { amount = 4.50, reason = "damage", note = "Coffee" });
        await WriteAsync("charges", new { amount = 1.25 });
        await WriteAsync("payments", new { amount = 5 });

        var account = await AccountAsync();

        Assert.That((account.GetProperty("balance").GetDecimal(), account.GetProperty("currency").GetString(), account.GetProperty("total").GetDecimal()), Is.EqualTo((0.75m, "EUR", 0.75m)));
        Assert.That(await EntriesAsync(), Is.EqualTo(new[] { ("charge", 4.50m, 0m), ("charge", 1.25m, 0.75m), ("payment", -5.00m, 0m) }));
    }

    [Test]
    public async Task An_entry_has_an_address_of_its_own()
    {
        var made = await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/charges", new { amount = 2, reason = "processingFee" });

        var read = await Library.Librarian.GetAsync(made.Expect(HttpStatusCode.Created).Headers.Location!.PathAndQuery);

        Assert.That((read.Text, read["reason"], read["actorId"]), Is.EqualTo((made.Text, "processingFee", $"{Library.Librarian.Id}")));
        Assert.That((await Library.Librarian.GetAsync($"/users/{Library.OtherMember.Id}/account/entries/{made.Id}")).Code, Is.EqualTo("account-entry-not-found"));
    }

    [Test]
    public async Task A_payment_larger_than_the_debt_leaves_a_credit_which_the_next_charge_consumes()
    {
        await WriteAsync("charges", new { amount = 3 });
        await WriteAsync("payments", new { amount = 10 });
        Assert.That(await BalanceAsync(), Is.EqualTo(-7.00m));

        await WriteAsync("charges", new { amount = 4 });
        await WriteAsync("charges", new { amount = 5 });

        Assert.That(await EntriesAsync(), Is.EqualTo(new[] { ("charge", 3m, 0m), ("payment", -10m, 0m), ("charge", 4m, 0m), ("charge", 5m, 2m) }));
    }

    [Test]
    public async Task A_payment_goes_to_the_oldest_charge_first()
    {
        await WriteAsync("charges", new { amount = 3 });
        await WriteAsync("charges", new { amount = 5 });

        await WriteAsync("payments", new { amount = 4 });

        Assert.That((await EntriesAsync()).Select(entry => entry.Open), Is.EqualTo(new[] { 0m, 4m, 0m }));
    }

    [Test]
    public async Task A_payment_goes_to_the_charges_that_are_named_in_their_order_and_then_to_the_oldest()
    {
        await WriteAsync("charges", new { amount = 3 });
        var second = await WriteAsync("charges", new { amount = 5 });
        var third = await WriteAsync("charges", new { amount = 7 });

        await WriteAsync("payments", new { amount = 9, chargeIds = new[] { third, second } });
        await WriteAsync("payments", new { amount = 4, chargeIds = new[] { second } });

        Assert.That((await EntriesAsync()).Select(entry => entry.Open), Is.EqualTo(new[] { 2m, 0m, 0m, 0m, 0m }));
    }

    [Test]
    public async Task Several_charges_are_paid_at_once_by_naming_them_without_an_amount()
    {
        var first = await WriteAsync("charges", new { amount = 3.25 });
        await WriteAsync("charges", new { amount = 5 });
        var third = await WriteAsync("charges", new { amount = 7.50 });
        await WriteAsync("payments", new { amount = 1, chargeIds = new[] { third } });

        var paid = await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { chargeIds = new[] { first, third } });
        var again = await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { chargeIds = new[] { first, third } });

        Assert.That((paid["amount"], paid["open"], again.Status, again.Code), Is.EqualTo(("-9.75", "0.00", HttpStatusCode.Conflict, "nothing-owed")));
        Assert.That(await BalanceAsync(), Is.EqualTo(5m));
    }

    [Test]
    public async Task Charges_of_somebody_else_and_what_is_no_charge_cannot_be_named()
    {
        var theirs = await WriteAsync("charges", new { amount = 3 }, Library.OtherMember);
        var payment = await WriteAsync("payments", new { amount = 3 });

        Assert.That((await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { amount = 1, chargeIds = new[] { theirs } })).Errors, Is.EqualTo(["chargeIds"]));
        Assert.That((await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { amount = 1, chargeIds = new[] { payment } })).Errors, Is.EqualTo(["chargeIds"]));
    }

    [Test]
    public async Task A_waiver_needs_a_reason_and_cannot_exceed_what_is_owed()
    {
        var first = await WriteAsync("charges", new { amount = 3 });
        await WriteAsync("charges", new { amount = 5 });
        var path = $"/users/{Library.Member.Id}/waivers";

        var unfounded = await Library.Librarian.PostAsync(path, new { amount = 1 });
        var blank = await Library.Librarian.PostAsync(path, new { amount = 1, reason = "  " });
        var tooMuch = await Library.Librarian.PostAsync(path, new { amount = 8.01, reason = "Flood" });
        var tooMuchOfIt = await Library.Librarian.PostAsync(path, new { amount = 3.01, reason = "Flood", chargeIds = new[] { first } });
        var allOfIt = await Library.Librarian.PostAsync(path, new { reason = "Flood", chargeIds = new[] { first } });
        var all = await Library.Librarian.PostAsync(path, new { amount = 5, reason = "Flood" });

        Assert.Multiple(() =>
        {
            Assert.That((unfounded.Errors, blank.Errors), Is.EqualTo((new[] { "reason" }, new[] { "reason" })));
            Assert.That((tooMuch.Status, tooMuchOfIt.Status), Is.EqualTo((HttpStatusCode.Conflict, HttpStatusCode.Conflict)));
            Assert.That(tooMuch.Blocks.Concat(tooMuchOfIt.Blocks), Is.EqualTo(new[] { "waiver-exceeds-debt", "waiver-exceeds-debt" }));
            Assert.That((allOfIt["amount"], allOfIt["note"], all.Status), Is.EqualTo(("-3.00", "Flood", HttpStatusCode.Created)));
        });
        Assert.That(await BalanceAsync(), Is.Zero);
    }

    [Test]
    public async Task A_refund_gives_the_credit_back_and_cannot_exceed_it()
    {
        await WriteAsync("charges", new { amount = 3 });
        await WriteAsync("payments", new { amount = 10 });
        var path = $"/users/{Library.Member.Id}/refunds";

        var tooMuch = await Library.Librarian.PostAsync(path, new { amount = 7.01 });
        var all = await Library.Librarian.PostAsync(path, new { amount = 7 });
        var more = await Library.Librarian.PostAsync(path, new { amount = 0.01 });

        Assert.That((tooMuch.Status, all.Status, more.Status), Is.EqualTo((HttpStatusCode.Conflict, HttpStatusCode.Created, HttpStatusCode.Conflict)));
        Assert.That(tooMuch.Blocks.Concat(more.Blocks), Is.All.EqualTo("refund-exceeds-credit"));
        Assert.That((await EntriesAsync()).Select(entry => (entry.Amount, entry.Open)), Is.EqualTo(new[] { (3m, 0m), (-10m, 0m), (7m, 0m) }));
    }

    [TestCase("0")]
    [TestCase("-1")]
    [TestCase("0.001")]
    [TestCase("1.005")]
    [TestCase("1000000")]
    [TestCase("1e28")]
    [TestCase("1e400")]
    [TestCase("\"5\"")]
    [TestCase("null")]
    [TestCase("true")]
    public async Task An_amount_that_is_none_is_refused_by_name_and_changes_nothing(string amount)
    {
        foreach (var kind in new[] { "charges", "payments", "waivers", "refunds" })
        {
            var body = kind == "waivers" ? $$"""{"amount":{{amount}},"reason":"Flood"}""" : $$"""{"amount":{{amount}}}""";
            var refused = await Library.Librarian.RawAsync(HttpMethod.Post, $"/users/{Library.Member.Id}/{kind}", body);
            Assert.That(refused.Expect(HttpStatusCode.BadRequest).Errors, Does.Contain("amount"), kind);
        }

        Assert.That(await EntriesAsync(), Is.Empty);
    }

    [Test]
    public async Task What_is_charged_names_charges_and_says_is_bounded()
    {
        var path = $"/users/{Library.Member.Id}/";

        Assert.That((await Library.Librarian.PostAsync(path + "charges", new { amount = 1, note = new string('x', 501) })).Errors, Is.EqualTo(["note"]));
        Assert.That((await Library.Librarian.PostAsync(path + "charges", new { amount = 1, reason = "rudeness" })).Errors, Does.Contain("reason"));
        Assert.That((await Library.Librarian.PostAsync(path + "charges", new { amount = 1, loanId = 99 })).Errors, Is.EqualTo(["loanId"]));
        Assert.That((await Library.Librarian.PostAsync(path + "payments", new { amount = 1, chargeIds = Array.Empty<long>() })).Errors, Is.EqualTo(["chargeIds"]));
        Assert.That((await Library.Librarian.PostAsync(path + "payments", new { amount = 1, chargeIds = new[] { 7, 7 } })).Errors, Is.EqualTo(["chargeIds"]));
        Assert.That((await Library.Librarian.PostAsync("/users/99999/payments", new { amount = 1 })).Code, Is.EqualTo("user-not-found"));
        Assert.That((await Library.Librarian.GetAsync("/users/99999/account")).Code, Is.EqualTo("user-not-found"));
    }

    [Test]
    public async Task Members_see_their_own_account_and_write_into_none()
    {
        await WriteAsync("charges", new { amount = 4 });

        Assert.That((await Library.Member.GetAsync("/me/account"))["balance"], Is.EqualTo("4.00"));
        Assert.That((await Library.Member.GetAsync("/me/account/entries")).Json.GetArrayLength(), Is.EqualTo(1));
        Assert.That((await Library.OtherMember.GetAsync("/me/account"))["balance"], Is.EqualTo("0.00"));
        Assert.That((await Library.Member.GetAsync($"/users/{Library.Member.Id}/account")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
        foreach (var kind in new[] { "charges", "payments", "waivers", "refunds" })
            Assert.That((await Library.Member.PostAsync($"/users/{Library.Member.Id}/{kind}", new { amount = 1 })).Status, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_librarian_neither_waives_nor_refunds_for_themselves_but_a_colleague_does()
    {
        await WriteAsync("charges", new { amount = 4 }, Library.Librarian);
        await WriteAsync("payments", new { amount = 1 }, Library.Librarian);
        var path = $"/users/{Library.Librarian.Id}/";

        var waived = await Library.Librarian.PostAsync(path + "waivers", new { amount = 3, reason = "I am nice" });
        var refunded = await Library.Librarian.PostAsync(path + "refunds", new { amount = 3 });
        var byColleague = await Library.Admin.PostAsync(path + "waivers", new { amount = 3, reason = "Flood" });

        Assert.That((waived.Status, refunded.Status, byColleague.Status), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Created)));
    }

    [Test]
    public async Task A_payment_sent_twice_with_one_key_is_taken_once()
    {
        await WriteAsync("charges", new { amount = 10 });
        var path = $"/users/{Library.Member.Id}/payments";

        var first = await Library.Librarian.PostAsync(path, new { amount = 4 }, key: "till-1");
        var again = await Library.Librarian.PostAsync(path, new { amount = 4 }, key: "till-1");

        Assert.That((again.Status, again.Id), Is.EqualTo((HttpStatusCode.Created, first.Id)));
        Assert.That(await BalanceAsync(), Is.EqualTo(6m));
    }

    [Test]
    public async Task A_long_account_is_read_page_by_page()
    {
        for (var amount = 1; amount <= 55; amount++)
            await WriteAsync("charges", new { amount });

        var account = await AccountAsync();
        var page = await Library.Librarian.GetAsync($"/users/{Library.Member.Id}/account/entries?limit=30&count=true&type=charge");
        var next = await Library.Librarian.GetAsync(page.Next!);

        Assert.That((account.GetProperty("entries").GetArrayLength(), account.GetProperty("balance").GetDecimal()), Is.EqualTo((50, 1540m)));
        Assert.That((page.Json.GetArrayLength(), next.Json.GetArrayLength(), next.Next, page.Headers.GetValues("X-Total-Count").Single()), Is.EqualTo((30, 25, (string?)null, "55")));
    }

    [Test]
    public async Task Who_reads_an_account_again_is_told_whether_it_changed()
    {
        await WriteAsync("charges", new { amount = 4 });
        var path = $"/users/{Library.Member.Id}/account";
        var read = await Library.Librarian.GetAsync(path);

        Assert.That((await Library.Librarian.GetAsync(path, read.ETag)).Status, Is.EqualTo(HttpStatusCode.NotModified));
        await WriteAsync("payments", new { amount = 4 });
        Assert.That((await Library.Librarian.GetAsync(path, read.ETag)).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Charges_waivers_payments_and_refunds_come_out_to_the_cent()
    {
        var first = await WriteAsync("charges", new { amount = 10.01 });
        await WriteAsync("charges", new { amount = 0.99 });
        await WriteAsync("waivers", new { amount = 4.00, reason = "Half of it was our fault", chargeIds = new[] { first } });
        await WriteAsync("payments", new { amount = 10.00 });
        await WriteAsync("refunds", new { amount = 1.25 });
        await WriteAsync("charges", new { amount = 2.00 });

        Assert.Multiple(async () =>
        {
            Assert.That(await EntriesAsync(), Is.EqualTo([("charge", 10.01m, 0m), ("charge", 0.99m, 0m), ("waiver", -4.00m, 0m), ("payment", -10.00m, 0m), ("refund", 1.25m, 0m), ("charge", 2.00m, 0.25m)]));
            Assert.That(await BalanceAsync(), Is.EqualTo(0.25m));
            Assert.That((await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/refunds", new { amount = 0.01 })).Expect(HttpStatusCode.Conflict).Blocks, Is.EqualTo(["refund-exceeds-credit"]));
        });
    }

    [Test, CancelAfter(60_000)]
    public async Task Of_many_payments_at_once_none_is_lost()
    {
        await WriteAsync("charges", new { amount = 100 });

        await using var writes = await Library.HoldBackWritesToAsync("account_entries");
        var tills = Enumerable.Range(1, 10).Select(amount => Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { amount })).ToList();
        await writes.ReleaseOnceAsync(waiting: 10);
        var answers = await Task.WhenAll(tills);

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.Created));
        Assert.That(await BalanceAsync(), Is.EqualTo(45m));
        Assert.That((await EntriesAsync()).First(), Is.EqualTo(("charge", 100m, 45m)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Two_payments_of_one_charge_at_once_settle_it_once_and_the_rest_is_credit()
    {
        var charge = await WriteAsync("charges", new { amount = 5 });

        await using var writes = await Library.HoldBackWritesToAsync("account_entries");
        var tills = Enumerable.Range(0, 2).Select(_ => Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { amount = 5, chargeIds = new[] { charge } })).ToList();
        await writes.ReleaseOnceAsync(waiting: 2);
        (await Task.WhenAll(tills)).ToList().ForEach(answer => answer.Expect(HttpStatusCode.Created));

        Assert.That((await EntriesAsync()).Select(entry => entry.Open), Is.EqualTo(new[] { 0m, 0m, 5m }));
        Assert.That(await Library.ScalarAsync<decimal>($"SELECT sum(amount) FROM allocations WHERE charge_id = {charge}"), Is.EqualTo(5m));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_payment_that_meets_the_fine_of_a_return_settles_it_whichever_comes_first()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book);
        await OverdueAsync(days: 4);

        await using var writes = await Library.HoldBackWritesToAsync("account_entries");
        Task<Reply>[] meeting =
        [
            Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode }),
            Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { amount = 2 }),
        ];
        await writes.ReleaseOnceAsync(waiting: 2);
        await Task.WhenAll(meeting);

        Assert.That(await BalanceAsync(), Is.Zero);
        Assert.That((await EntriesAsync()).Select(entry => (entry.Type, entry.Open)), Is.EquivalentTo(new[] { ("charge", 0m), ("payment", 0m) }));
    }

    [TestCase("charge", "payment", 3.01)]
    [TestCase("payment", "charge", 1.00)]
    [TestCase("charge", "charge", 1.00)]
    public async Task The_database_itself_settles_no_more_than_is_owed_and_uses_no_more_than_was_paid(string charge, string credit, decimal amount)
    {
        await WriteAsync("payments", new { amount = 5 });
        await WriteAsync("charges", new { amount = 2 });

        Assert.That(async () => await Library.ScalarAsync<object>(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
            INSERT INTO allocations (credit_id, charge_id, amount) SELECT credit.id, charge.id, {amount}
            FROM account_entries AS credit, account_entries AS charge WHERE credit.type = '{credit}' AND charge.type = '{charge}'
            """)), Throws.InstanceOf<Npgsql.PostgresException>().With.Property("SqlState").EqualTo("23514"));
    }

    [Test]
    public async Task The_ledger_tells_of_every_entry_and_neither_can_be_changed()
    {
        await WriteAsync("charges", new { amount = 4 });
        await WriteAsync("payments", new { amount = 6 });
        await WriteAsync("refunds", new { amount = 1 });
        await WriteAsync("charges", new { amount = 3 });
        await WriteAsync("waivers", new { amount = 2, reason = "Flood" });

        var ledger = await Library.Librarian.GetAsync($"/transactions?userId={Library.Member.Id}&sort=id");

        Assert.That(ledger.Json.EnumerateArray().Select(row => (row.GetProperty("type").GetString(), row.GetProperty("amount").GetDecimal())),
            Is.EqualTo(new[] { ("charge", 4m), ("payment", -6m), ("refund", 1m), ("charge", 3m), ("waiver", -2m) }));
        foreach (var change in new[] { "UPDATE account_entries SET amount = 1 WHERE type = 'charge'", "DELETE FROM account_entries", "UPDATE allocations SET amount = 1", "DELETE FROM allocations" })
            Assert.ThrowsAsync<Npgsql.PostgresException>(() => Library.ScalarAsync<object>(change));
    }
}
