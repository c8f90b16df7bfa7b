namespace Lms.Tests.Accounts;

public sealed class BringingACopyBackLate : AccountTest
{
    [TestCase(0, 0)]
    [TestCase(1, 0.50)]
    [TestCase(4, 2.00)]
    public async Task A_fine_is_computed_while_it_runs_and_charged_with_the_return(int days, decimal fine)
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book);
        await OverdueAsync(days);

        var running = await AccountAsync();
        var receipt = await ReturnAsync(book);

        Assert.That((running.GetProperty("balance").GetDecimal(), running.GetProperty("total").GetDecimal()), Is.EqualTo((0m, fine)));
        Assert.That(running.GetProperty("runningFines").EnumerateArray().Sum(one => one.GetProperty("amount").GetDecimal()), Is.EqualTo(fine));
        Assert.That(ChargesOf(receipt).Sum(charge => charge.Amount), Is.EqualTo(fine));
        var settled = await AccountAsync();
        Assert.That((settled.GetProperty("balance").GetDecimal(), settled.GetProperty("total").GetDecimal(), settled.GetProperty("runningFines").GetArrayLength()), Is.EqualTo((fine, fine, 0)));
    }

    [Test]
    public async Task A_return_says_what_it_charged_and_what_is_open_of_it()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await WriteAsync("payments", new { amount = 1.20 });
        await OverdueAsync(days: 4);

        var charge = (await ReturnAsync(book)).Json.GetProperty("charges")[0];

        Assert.That((charge.GetProperty("reason").GetString(), charge.GetProperty("amount").GetDecimal(), charge.GetProperty("open").GetDecimal(), charge.GetProperty("loanId").GetInt32()),
            Is.EqualTo(("overdueFine", 2m, 0.80m, loan)));
    }

    [Test]
    public async Task Returning_what_is_not_on_loan_charges_nobody()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book);
        await OverdueAsync(days: 4);
        await ReturnAsync(book);

        Assert.That(ChargesOf(await ReturnAsync(book)), Is.Empty);
        Assert.That(await BalanceAsync(), Is.EqualTo(2m));
    }

    [Test]
    public async Task A_book_drop_emptied_late_dates_the_fine()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book);
        await OverdueAsync(days: 6);

        var receipt = await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, returnedAt = Library.Clock.GetUtcNow().AddDays(-4) });

        Assert.That(ChargesOf(receipt.Expect(HttpStatusCode.OK)), Is.EqualTo(new[] { ("overdueFine", 1m) }));
    }

    [TestCase(1, HttpStatusCode.BadRequest)]
    [TestCase(0, HttpStatusCode.OK)]
    [TestCase(-24 * 25, HttpStatusCode.OK)]
    [TestCase((-24 * 25) - 1, HttpStatusCode.BadRequest)]
    public async Task A_return_is_dated_neither_in_the_future_nor_before_the_checkout(int hours, HttpStatusCode expected)
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book);
        await OverdueAsync(days: 4);

        var receipt = await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, returnedAt = Library.Clock.GetUtcNow().AddHours(hours) });

        Assert.That(receipt.Status, Is.EqualTo(expected));
        if (expected is HttpStatusCode.BadRequest)
            Assert.That(receipt.Errors, Is.EqualTo(["returnedAt"]));
    }

    [Test]
    public async Task An_overdue_loan_that_is_renewed_is_charged_the_fine_up_to_now_and_keeps_it_when_it_comes_back_in_time()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await OverdueAsync(days: 3);

        (await Library.Librarian.PostAsync($"/loans/{loan}/renew")).Expect(HttpStatusCode.OK);
        var renewed = await AccountAsync();
        await ReturnAsync(book);

        Assert.That((renewed.GetProperty("balance").GetDecimal(), renewed.GetProperty("total").GetDecimal()), Is.EqualTo((1.50m, 1.50m)));
        Assert.That(await BalanceAsync(), Is.EqualTo(1.50m));
    }

    [Test]
    public async Task The_cap_holds_for_a_loan_as_a_whole_however_often_it_was_renewed_late()
    {
        await Library.RuleAsync(new { fineCap = 2.00 });
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book);
        await OverdueAsync(days: 3);
        (await Library.Librarian.PostAsync($"/loans/{loan}/renew")).Expect(HttpStatusCode.OK);
        await OverdueAsync(days: 3);

        var running = await AccountAsync();
        await ReturnAsync(book);

        Assert.That(running.GetProperty("total").GetDecimal(), Is.EqualTo(2m));
        Assert.That((await EntriesAsync()).Select(entry => entry.Amount), Is.EqualTo(new[] { 1.50m, 0.50m }));
    }

    [TestCase(6.00, 2.00)]
    [TestCase(2.00, 2.00)]
    [TestCase(1.75, 1.75)]
    public async Task A_fine_stops_at_the_price_of_the_copy_where_the_rule_says_so(decimal price, decimal fine)
    {
        await Library.RuleAsync(new { fineCapAtPrice = true });
        var book = await Library.ShelveAsync();
        await PriceAsync(book, price);
        await LendAsync(book);
        await OverdueAsync(days: 4);

        Assert.That(ChargesOf(await ReturnAsync(book)), Is.EqualTo(new[] { ("overdueFine", fine) }));
    }

    [Test]
    public async Task A_damaged_return_sets_the_copy_aside_and_charges_what_the_desk_says_besides_the_fine()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book);
        await OverdueAsync(days: 2);

        var receipt = (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, damaged = true, damageCharge = 7.25 })).Expect(HttpStatusCode.OK);

        Assert.That((receipt["action"], receipt.Json.GetProperty("copy").GetProperty("status").GetString()), Is.EqualTo(("repair", "damaged")));
        Assert.That(ChargesOf(receipt), Is.EqualTo(new[] { ("overdueFine", 1m), ("damage", 7.25m) }));
        Assert.That(await BalanceAsync(), Is.EqualTo(8.25m));
    }

    [Test]
    public async Task Damage_is_charged_to_a_borrower_and_to_nobody_else()
    {
        var book = await Library.ShelveAsync();

        Assert.That((await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, damaged = true, damageCharge = 1 })).Errors, Is.EqualTo(["damageCharge"]));
        await LendAsync(book);
        Assert.That((await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, damageCharge = 1 })).Errors, Is.EqualTo(["damageCharge"]));
        Assert.That((await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, damaged = true, damageCharge = 1.999 })).Errors, Is.EqualTo(["damageCharge"]));
        Assert.That((await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, damaged = true })).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await EntriesAsync(), Is.Empty);
    }

    [TestCase(4.99, false)]
    [TestCase(5.00, true)]
    [TestCase(5.01, true)]
    public async Task Debts_at_the_limit_or_over_it_block_and_below_it_they_do_not(decimal debt, bool blocked)
    {
        await Library.SetAsync(new { debtLimit = 5.00 });
        await WriteAsync("charges", new { amount = debt });
        var book = await Library.ShelveAsync();

        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id });

        Assert.That(loan.Status, Is.EqualTo(blocked ? HttpStatusCode.Conflict : HttpStatusCode.Created));
        if (blocked)
            Assert.That(loan.Blocks, Is.EqualTo(new[] { "debt-limit" }));
    }

    [Test]
    public async Task Running_fines_count_against_the_limit_and_a_debt_that_falls_below_it_unblocks_by_itself()
    {
        await Library.SetAsync(new { debtLimit = 1.50 });
        var late = await Library.ShelveAsync();
        var wanted = await Library.ShelveAsync("Mathilda");
        await LendAsync(late);
        await OverdueAsync(days: 3);

        var whileItRuns = await Library.Librarian.PostAsync("/loans", new { copyBarcode = wanted.Barcode, userId = Library.Member.Id });
        await ReturnAsync(late);
        var charged = await Library.Librarian.PostAsync("/loans", new { copyBarcode = wanted.Barcode, userId = Library.Member.Id });
        await WriteAsync("payments", new { amount = 0.01 });
        var belowIt = await Library.Librarian.PostAsync("/loans", new { copyBarcode = wanted.Barcode, userId = Library.Member.Id });

        Assert.That(whileItRuns.Blocks.Concat(charged.Blocks), Is.EqualTo(new[] { "debt-limit", "debt-limit" }));
        Assert.That(belowIt.Status, Is.EqualTo(HttpStatusCode.Created));
    }
}
