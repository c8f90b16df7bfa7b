namespace Lms.Tests.Circulation;

public sealed class LendingUnderTheRules : DeskTest
{
    [TestCase("""{"copyBarcode": "nothing", "userId": member}""", "copy-not-found")]
    [TestCase("""{"copyId": 2147483647, "userId": member}""", "copy-not-found")]
    [TestCase("""{"bookId": 2147483647, "userId": member}""", "book-not-found")]
    [TestCase("""{"copyBarcode": "known", "userId": 2147483647}""", "user-not-found")]
    [TestCase("""{"copyBarcode": "known", "cardNumber": "nobody's"}""", "user-not-found")]
    [TestCase("""{"copyBarcode": "known", "userId": member, "branchId": 99}""", "branch-not-found")]
    [TestCase("""{"copyBarcode": "known", "userId": member, "proxyUserId": 99}""", "user-not-found")]
    public async Task What_the_library_does_not_know_is_a_404_with_a_code_of_its_own(string request, string code)
    {
        var book = await Library.ShelveAsync();

        var answer = await Library.Librarian.RawAsync(HttpMethod.Post, "/loans", request.Replace("known", book.Barcode, StringComparison.Ordinal).Replace("member", $"{Library.Member.Id}", StringComparison.Ordinal));

        Assert.That((answer.Status, answer.Code), Is.EqualTo((HttpStatusCode.NotFound, code)), answer.Text);
    }

    [Test]
    public async Task A_copy_on_loan_to_somebody_else_is_refused_and_nobody_may_override_that()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Member);

        var refused = await TryToLendAsync(book.Barcode, Library.OtherMember);
        var insisted = await Library.Admin.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id, @override = new { reason = "I want it" } });

        Assert.That(refused.Blocks, Is.EqualTo(["copy-on-loan"]));
        Assert.That((insisted.Status, insisted.Blocks.Single()), Is.EqualTo((HttpStatusCode.Conflict, "copy-on-loan")));
    }

    [Test]
    public async Task Who_brings_their_own_loan_to_the_desk_is_offered_its_renewal_and_never_a_second_loan()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(1));

        var again = await TryToLendAsync(book.Barcode, Library.Member);
        var offered = again.Json.GetProperty("blocks")[0].GetProperty("loanId").GetInt32();

        Assert.That((again.Blocks.Single(), offered), Is.EqualTo(("already-yours", loan.Id)));
        Assert.That((await Library.Librarian.PostAsync($"/loans/{offered}/renew")).Expect(HttpStatusCode.OK)["renewals"], Is.EqualTo("1"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM loans"), Is.EqualTo(1));
    }

    [TestCase("lost", "copy-lost", true)]
    [TestCase("missing", "copy-missing", true)]
    [TestCase("damaged", "copy-damaged", true)]
    [TestCase("inRepair", "copy-in-repair", true)]
    [TestCase("onOrder", "copy-on-order", true)]
    [TestCase("withdrawn", "copy-withdrawn", false)]
    public async Task A_copy_that_is_not_fit_to_be_lent_is_refused_and_staff_may_override_that_unless_it_is_withdrawn(string status, string code, bool overridable)
    {
        var book = await Library.ShelveAsync();
        await MarkAsync(book.Barcode, status);

        var refused = await TryToLendAsync(book.Barcode, Library.Member);
        var insisted = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, @override = new { reason = "It is here" } });

        Assert.That(refused.Blocks, Is.EqualTo([code]));
        Assert.That(insisted.Status, Is.EqualTo(overridable ? HttpStatusCode.Created : HttpStatusCode.Conflict));
    }

    [Test]
    public async Task A_lost_copy_that_is_lent_closes_the_loss_as_found()
    {
        var book = await Library.ShelveAsync();
        var lost = await LendAsync(book.Barcode, Library.Member);
        await LoseAsync(lost);

        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id, @override = new { reason = "Found behind the shelf" } });

        loan.Expect(HttpStatusCode.Created);
        Assert.That((await Library.Librarian.GetAsync($"/loans/{lost.Id}"))["status"], Is.EqualTo("returned"));
        Assert.That(await BalanceAsync(Library.Member), Is.Zero, "the fee was taken back");
        Assert.That((await LedgerAsync($"loanId={lost.Id}")).Json.EnumerateArray().Select(row => row.GetProperty("type").GetString()), Is.EquivalentTo(["checkout", "charge", "lost", "credit", "return"]));
    }

    [Test]
    public async Task What_is_not_for_loan_is_lent_against_the_rule_only_with_a_due_date()
    {
        await Library.RuleAsync(new { loanable = false });
        var book = await Library.ShelveAsync();
        var until = Library.Opening.AddDays(2);

        var refused = await TryToLendAsync(book.Barcode, Library.Member);
        var withoutDate = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, @override = new { reason = "For the exhibition" } });
        var withoutReason = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, dueAt = until });
        var lent = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, dueAt = until, @override = new { reason = "For the exhibition" } });

        Assert.That(new[] { refused, withoutDate, withoutReason }.Select(answer => answer.Blocks.Single()), Is.All.EqualTo("not-for-loan"));
        Assert.That(lent.Expect(HttpStatusCode.Created)["dueAt"], Is.EqualTo("2026-03-04T20:30:00Z"));
    }

    [Test]
    public async Task A_copy_put_aside_for_another_needs_an_administrator_and_the_hold_waits_again()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Admin);
        var hold = await WaitForAsync(Library.OtherMember, book.BookId);
        await TakeBackAsync(book.Barcode);
        var request = new { copyBarcode = book.Barcode, userId = Library.Member.Id, @override = new { reason = "Exam tomorrow" } };

        Assert.That((await TryToLendAsync(book.Barcode, Library.Member)).Blocks, Is.EqualTo(["held-for-another"]));
        Assert.That((await Library.Librarian.PostAsync("/loans", request)).Blocks, Is.EqualTo(["held-for-another"]));
        (await Library.Admin.PostAsync("/loans", request)).Expect(HttpStatusCode.Created);
        Assert.That(await HoldStatusAsync(hold), Is.EqualTo("waiting"));
    }

    [Test]
    public async Task Who_picks_up_what_was_put_aside_for_them_has_their_hold_fulfilled()
    {
        var book = await Library.ShelveAsync();
        await LendAsync(book.Barcode, Library.Admin);
        var hold = await WaitForAsync(Library.Member, book.BookId);
        await TakeBackAsync(book.Barcode);

        await LendAsync(book.Barcode, Library.Member);

        Assert.That(await HoldStatusAsync(hold), Is.EqualTo("fulfilled"));
    }

    [Test]
    public async Task Who_waits_for_a_book_and_borrows_another_copy_of_it_has_their_hold_fulfilled()
    {
        var book = await Library.ShelveAsync(copies: 2);
        var hold = await WaitForAsync(Library.Member, book.BookId);

        await LendAsync(book.Barcodes[1], Library.Member);

        Assert.That(await HoldStatusAsync(hold), Is.EqualTo("fulfilled"));
    }

    [TestCase(1, 1, false)]
    [TestCase(2, 1, true)]
    [TestCase(2, 2, false)]
    public async Task A_copy_is_lent_past_the_queue_only_where_enough_others_are_left_for_it(int copies, int waiting, bool lent)
    {
        var book = await Library.ShelveAsync(copies: copies);
        foreach (var reader in new[] { Library.OtherMember, Library.Admin }.Take(waiting))
            await WaitForAsync(reader, book.BookId);

        var answer = await TryToLendAsync(book.Barcode, Library.Member);

        Assert.That(answer.Status, Is.EqualTo(lent ? HttpStatusCode.Created : HttpStatusCode.Conflict));
        if (!lent)
            Assert.That(answer.Blocks, Is.EqualTo(["needed-for-holds"]));
    }

    [Test]
    public async Task Every_reason_is_named_at_once_and_nothing_changes()
    {
        await Library.SetAsync(new { debtLimit = 5.00, overdueLimit = 0, maxLoansTotal = 1 });
        var (first, wanted) = (await Library.ShelveAsync(), await Library.ShelveAsync("Dracula"));
        await LendAsync(first.Barcode, Library.Member);
        await MarkAsync(wanted.Barcode, "damaged");
        await OweAsync(Library.Member, "5.00");
        await Library.WaitAsync(TimeSpan.FromDays(30));
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = true, blockedNote = "Card reported stolen", expiresOn = "2026-03-31" });

        var refused = (await TryToLendAsync(wanted.Barcode, Library.Member)).Expect(HttpStatusCode.Conflict);
        var dry = (await Library.Librarian.PostAsync("/loans/evaluate", new { copyBarcode = wanted.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.OK);

        Assert.That(refused.Blocks, Is.EquivalentTo(["copy-damaged", "user-blocked", "card-expired", "debt-limit", "overdue-limit", "loan-limit"]));
        Assert.That(refused.Text, Does.Contain("Card reported stolen"));
        Assert.That(dry.Blocks, Is.EqualTo(refused.Blocks));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM loans"), Is.EqualTo(1));
        Assert.That(await Library.ScalarAsync<string>($"SELECT status FROM copies WHERE barcode = '{wanted.Barcode}'"), Is.EqualTo("damaged"));
    }

    [TestCase("4.99", true)]
    [TestCase("5.00", false)]
    [TestCase("5.01", false)]
    public async Task Debts_refuse_from_the_limit_on_and_not_below(string debt, bool lent)
    {
        await Library.SetAsync(new { debtLimit = 5.00 });
        await OweAsync(Library.Member, debt);

        var answer = await TryToLendAsync((await Library.ShelveAsync()).Barcode, Library.Member);

        Assert.That(answer.Status, Is.EqualTo(lent ? HttpStatusCode.Created : HttpStatusCode.Conflict));
    }

    [TestCase("2026-03-04", true)]
    [TestCase("2026-03-03", true)]
    [TestCase("2026-03-02", false)]
    public async Task A_card_is_good_to_the_end_of_its_last_day_on_the_calendar_of_the_branch(string expiresOn, bool lent)
    {
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { expiresOn });

        var answer = await TryToLendAsync((await Library.ShelveAsync()).Barcode, Library.Member);

        Assert.That(answer.Status, Is.EqualTo(lent ? HttpStatusCode.Created : HttpStatusCode.Conflict));
    }

    [TestCase("maxLoans")]
    [TestCase("maxLoansTotal")]
    public async Task The_last_loan_within_the_limit_is_lent_and_the_next_is_not(string limit)
    {
        if (limit == "maxLoans")
            await Library.RuleAsync(new { maxLoans = 2 });
        else
            await Library.SetAsync(new { maxLoansTotal = 2 });
        var book = await Library.ShelveAsync(copies: 3);

        await LendAsync(book.Barcodes[0], Library.Member);
        await LendAsync(book.Barcodes[1], Library.Member);

        Assert.That((await TryToLendAsync(book.Barcodes[2], Library.Member)).Blocks, Is.EqualTo(["loan-limit"]));
    }

    [TestCase("2010-03-03", true)]
    [TestCase("2010-03-04", false)]
    [TestCase(null, true)]
    public async Task Who_is_too_young_for_a_book_is_refused_until_the_birthday(string? dateOfBirth, bool lent)
    {
        var book = await Library.ShelveAsync();
        (await Library.Librarian.PatchAsync($"/books/{book.BookId}", new { minimumAge = 16 })).Expect(HttpStatusCode.OK);
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { dateOfBirth });

        var answer = await TryToLendAsync(book.Barcode, Library.Member);

        Assert.That(answer.Status, Is.EqualTo(lent ? HttpStatusCode.Created : HttpStatusCode.Conflict));
        if (!lent)
            Assert.That(answer.Blocks, Is.EqualTo(["too-young"]));
    }

    [Test]
    public async Task A_checkout_by_book_takes_a_free_copy_at_the_branch_before_one_elsewhere()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await Library.ShelveAsync();
        var there = (await Library.Librarian.PostAsync($"/books/{book.BookId}/copies", new { homeBranchId = east })).Expect(HttpStatusCode.Created);

        var first = await Library.Librarian.PostAsync("/loans", new { bookId = book.BookId, userId = Library.Member.Id, branchId = east });
        var second = await Library.Librarian.PostAsync("/loans", new { bookId = book.BookId, userId = Library.OtherMember.Id, branchId = east });
        var third = await Library.Librarian.PostAsync("/loans", new { bookId = book.BookId, userId = Library.Admin.Id, branchId = east });

        Assert.That(first.Expect(HttpStatusCode.Created)["copyId"], Is.EqualTo(there["id"]));
        Assert.That(second.Expect(HttpStatusCode.Created)["copyBarcode"], Is.EqualTo(book.Barcode));
        Assert.That(third.Blocks, Is.EqualTo(["copy-on-loan"]));
    }

    [Test]
    public async Task Members_check_out_for_themselves_only_where_the_library_lets_them_and_never_for_others()
    {
        var book = await Library.ShelveAsync(copies: 2);

        var off = await Library.Member.PostAsync("/loans", new { copyBarcode = book.Barcode });
        await Library.SetAsync(new { selfCheckout = true });
        var on = await Library.Member.PostAsync("/loans", new { copyBarcode = book.Barcode });
        var forAnother = await Library.Member.PostAsync("/loans", new { copyBarcode = book.Barcodes[1], userId = Library.OtherMember.Id });
        var overriding = await Library.Member.PostAsync("/loans", new { copyBarcode = book.Barcodes[1], @override = new { reason = "Please" } });

        Assert.That(off.Blocks, Is.EqualTo(["self-checkout-off"]));
        Assert.That(on.Expect(HttpStatusCode.Created)["userId"], Is.EqualTo($"{Library.Member.Id}"));
        Assert.That(new[] { forAnother, overriding }.Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_checkout_by_book_passes_over_a_copy_that_is_not_lent_while_another_is()
    {
        (await Library.Admin.PostAsync("/circulation-rules", new { materialType = "dvd", loanable = false })).Expect(HttpStatusCode.Created);
        var book = await Library.ShelveAsync(copies: 2);
        (await Library.Librarian.PatchAsync($"/copies/{(await CopyAsync(book.Barcodes[0])).Id}", new { materialType = "dvd" })).Expect(HttpStatusCode.OK);

        var dry = await Library.Librarian.PostAsync("/loans/evaluate", new { bookId = book.BookId, userId = Library.Member.Id });
        var lent = await Library.Librarian.PostAsync("/loans", new { bookId = book.BookId, userId = Library.Member.Id });
        var refused = await Library.Librarian.PostAsync("/loans", new { bookId = book.BookId, userId = Library.OtherMember.Id });

        Assert.That((dry["allowed"], lent.Expect(HttpStatusCode.Created)["copyBarcode"]), Is.EqualTo(("True", book.Barcodes[1])));
        Assert.That(refused.Blocks, Is.EqualTo(["not-for-loan"]));
    }

    [Test]
    public async Task A_checkout_by_book_leaves_a_copy_at_the_branch_that_somebody_waits_for_in_particular()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await Library.ShelveAsync();
        var there = (await Library.Librarian.PostAsync($"/books/{book.BookId}/copies", new { homeBranchId = east })).Expect(HttpStatusCode.Created);
        (await Library.OtherMember.PostAsync("/holds", new { copyBarcode = there["barcode"] })).Expect(HttpStatusCode.Created);

        var lent = await Library.Librarian.PostAsync("/loans", new { bookId = book.BookId, userId = Library.Member.Id, branchId = east });
        var refused = await Library.Librarian.PostAsync("/loans", new { bookId = book.BookId, userId = Library.Admin.Id, branchId = east });

        Assert.That(lent.Expect(HttpStatusCode.Created)["copyBarcode"], Is.EqualTo(book.Barcode));
        Assert.That(refused.Blocks, Is.EqualTo(["needed-for-holds"]));
    }

    [Test]
    public async Task A_claim_beyond_the_limit_is_written_down_all_the_same_and_only_checkouts_are_refused()
    {
        await Library.SetAsync(new { claimsLimit = 0 });
        var book = await Library.ShelveAsync(copies: 4);
        Reply[] loans = [await LendAsync(book.Barcodes[0], Library.Member), await LendAsync(book.Barcodes[1], Library.Member), await LendAsync(book.Barcodes[2], Library.Member)];
        foreach (var loan in loans.Take(2))
            Assert.That((await Library.Librarian.PostAsync($"/loans/{loan.Id}/claim-returned")).Expect(HttpStatusCode.OK)["status"], Is.EqualTo("claimedReturned"));

        Assert.That((await TryToLendAsync(book.Barcodes[3], Library.Member)).Blocks, Is.EqualTo(["claims-limit"]));
        (await RenewAsync(loans[2])).Expect(HttpStatusCode.OK);
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcodes[3], userId = Library.Member.Id, @override = new { reason = "Both were found behind the shelf" } })).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task A_lost_copy_of_which_the_fee_is_partly_paid_is_lent_and_the_rest_is_cancelled()
    {
        var book = await Library.ShelveAsync();
        var lost = await LendAsync(book.Barcode, Library.Member);
        (await Library.Librarian.PostAsync($"/loans/{lost.Id}/declare-lost")).Expect(HttpStatusCode.OK);
        (await Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { amount = 5.00 })).Expect(HttpStatusCode.Created);
        await Library.WaitAsync(TimeSpan.FromMinutes(1));

        var refused = await TryToLendAsync(book.Barcode, Library.Member);
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, @override = new { reason = "It was in the car", blocks = new[] { "copy-lost" } } })).Expect(HttpStatusCode.Created);

        Assert.That(refused.Blocks, Is.EqualTo(["copy-lost"]), "who lost it may borrow it again");
        Assert.That(await BalanceAsync(Library.Member), Is.EqualTo(-5.00m));
    }
}
