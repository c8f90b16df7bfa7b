namespace Lms.Tests.Circulation;

public sealed class ExtendingALoan : DeskTest
{
    [TestCase("now", "2026-03-27T13:59:59Z")]
    [TestCase("dueDate", "2026-04-14T13:59:59Z")]
    public async Task A_renewal_counts_from_now_or_from_the_old_due_date_as_the_library_says(string renewFrom, string dueAt)
    {
        await Library.SetAsync(new { renewFrom });
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(3));

        var renewed = (await RenewAsync(loan)).Expect(HttpStatusCode.OK);

        Assert.That((renewed["dueAt"], renewed["renewals"]), Is.EqualTo((dueAt, "1")));
    }

    [Test]
    public async Task A_renewal_never_makes_a_loan_due_earlier()
    {
        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = (await Library.ShelveAsync()).Barcode, userId = Library.Member.Id, dueAt = "2026-06-01T00:00:00Z" });

        var renewed = (await RenewAsync(loan)).Expect(HttpStatusCode.OK);

        Assert.That(renewed["dueAt"], Is.EqualTo("2026-06-01T00:00:00Z"));
    }

    [Test]
    public async Task The_last_allowed_renewal_is_done_and_the_next_is_not_unless_staff_say_why()
    {
        await Library.RuleAsync(new { renewals = 1 });
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        (await RenewAsync(loan)).Expect(HttpStatusCode.OK);

        Assert.That((await RenewAsync(loan)).Blocks, Is.EqualTo(["renewal-limit"]));
        var insisted = await Library.Librarian.PostAsync($"/loans/{loan.Id}/renew", new { @override = new { reason = "In hospital" } });
        Assert.That(insisted.Expect(HttpStatusCode.OK)["renewals"], Is.EqualTo("2"));
    }

    [TestCase(1, 1, false)]
    [TestCase(2, 1, true)]
    [TestCase(2, 2, false)]
    public async Task A_loan_is_renewed_past_the_queue_only_where_free_copies_suffice_for_it(int copies, int waiting, bool renewed)
    {
        var book = await Library.ShelveAsync(copies: copies);
        var loan = await LendAsync(book.Barcode, Library.Member);
        foreach (var reader in new[] { Library.OtherMember, Library.Admin }.Take(waiting))
            await WaitForAsync(reader, book.BookId);

        var answer = await RenewAsync(loan);

        Assert.That(answer.Status, Is.EqualTo(renewed ? HttpStatusCode.OK : HttpStatusCode.Conflict));
        if (!renewed)
            Assert.That(answer.Blocks, Is.EqualTo(["needed-for-holds"]));
    }

    [Test]
    public async Task Whoever_is_blocked_expired_and_in_debt_is_told_all_of_it_at_once()
    {
        await Library.SetAsync(new { debtLimit = 5.00 });
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        await OweAsync(Library.Member, "5.00");
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = true, expiresOn = "2026-03-01" });

        Assert.That((await RenewAsync(loan)).Blocks, Is.EquivalentTo(["user-blocked", "card-expired", "debt-limit"]));
    }

    [TestCase(true, "copy-lost")]
    [TestCase(false, "copy-claimed-returned")]
    public async Task What_is_lost_or_claimed_to_be_back_is_not_renewed(bool lost, string code)
    {
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        await (lost ? LoseAsync(loan) : ClaimAsync(loan));

        Assert.That((await RenewAsync(loan)).Blocks, Is.EqualTo([code]));
    }

    [Test]
    public async Task A_returned_loan_is_not_renewed()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.Member);
        await TakeBackAsync(book.Barcode);

        Assert.That((await RenewAsync(loan)).Blocks, Is.EqualTo(["loan-closed"]));
    }

    [Test]
    public async Task Too_early_is_refused_with_the_moment_from_which_it_is_not()
    {
        await Library.SetAsync(new { renewNoSoonerThanDays = 2 });
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        await Library.WaitAsync(new DateTimeOffset(2026, 3, 22, 13, 59, 58, TimeSpan.Zero) - Library.Clock.GetUtcNow());

        var early = await RenewAsync(loan);
        Library.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That((early.Blocks.Single(), early.Json.GetProperty("blocks")[0].GetProperty("endsAt").GetString()), Is.EqualTo(("too-soon", "2026-03-22T13:59:59Z")));
        (await RenewAsync(loan)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task The_fine_of_an_overdue_loan_is_charged_when_it_is_renewed_and_stays()
    {
        await Library.RuleAsync(new { fineRate = 0.50 });
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(23));

        (await RenewAsync(loan)).Expect(HttpStatusCode.OK);
        await TakeBackAsync(book.Barcode);

        Assert.That(await BalanceAsync(Library.Member), Is.EqualTo(1.00m));
        Assert.That((await LedgerAsync($"loanId={loan.Id}&type=charge")).Json.GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_member_renews_their_own_loan_and_knows_nothing_of_others()
    {
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);

        Assert.That((await Library.Member.PostAsync($"/loans/{loan.Id}/renew")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Library.OtherMember.PostAsync($"/loans/{loan.Id}/renew")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_member_at_home_renews_unseen_as_often_as_the_rule_says_and_the_desk_goes_on()
    {
        await Library.RuleAsync(new { renewals = 3, unseenRenewals = 1 });
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);
        (await Library.Member.PostAsync($"/loans/{loan.Id}/renew")).Expect(HttpStatusCode.OK);

        Assert.That((await Library.Member.PostAsync($"/loans/{loan.Id}/renew")).Blocks, Is.EqualTo(["unseen-renewal-limit"]));
        (await RenewAsync(loan)).Expect(HttpStatusCode.OK);
    }

    [Test]
    public async Task A_loan_that_its_rule_never_renews_needs_a_librarians_word()
    {
        await Library.RuleAsync(new { renewals = 0 });
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);

        Assert.That(((await RenewAsync(loan)).Blocks.Single(), (await Library.Member.PostAsync($"/loans/{loan.Id}/renew")).Blocks.Single(), loan["renewalsLeft"]), Is.EqualTo(("renewal-limit", "renewal-limit", "0")));
        var renewed = await Library.Librarian.PostAsync($"/loans/{loan.Id}/renew", new { @override = new { reason = "Broken leg" } });
        Assert.That((renewed.Expect(HttpStatusCode.OK)["renewals"], renewed["renewalsLeft"]), Is.EqualTo(("1", "0")));
    }

    [TestCase("2026-03-29T06:59:59Z", false)]
    [TestCase("2026-03-29T07:00:00Z", true)]
    public async Task Too_early_is_reckoned_on_the_clock_of_the_branch_whatever_it_does_in_between(DateTimeOffset renewedAt, bool renewed)
    {
        var branch = await Library.OpenBranchAsync("WIEN", "Europe/Vienna");
        await Library.SetAsync(new { renewNoSoonerThanDays = 2 });
        var book = await Library.ShelveAsync();
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, branchId = branch, dueAt = "2026-03-31T07:00:00Z" })).Expect(HttpStatusCode.Created);
        await Library.WaitAsync(renewedAt - Library.Clock.GetUtcNow());

        Assert.That((await RenewAsync(loan)).Status, Is.EqualTo(renewed ? HttpStatusCode.OK : HttpStatusCode.Conflict));
    }

    [Test]
    public async Task Too_early_is_as_many_days_before_on_the_wall_clock_even_if_one_of_them_has_23_hours()
    {
        var branch = await Library.OpenBranchAsync("WIEN", "Europe/Vienna");
        await Library.SetAsync(new { renewNoSoonerThanDays = 2 });
        var book = await Library.ShelveAsync();
        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id, branchId = branch, dueAt = "2026-03-30T10:00:00Z" })).Expect(HttpStatusCode.Created);

        Assert.That((await RenewAsync(loan)).Json.GetProperty("blocks")[0].GetProperty("endsAt").GetString(), Is.EqualTo("2026-03-28T11:00:00Z"), "noon on the Saturday, by winter time");
    }
}
