namespace Lms.Tests.Circulation;

public sealed class WorkingAtOnce : DeskTest
{
    [Test, CancelAfter(60_000)]
    public async Task Of_many_checkouts_by_one_user_with_room_for_one_more_exactly_one_succeeds()
    {
        await Library.RuleAsync(new { maxLoans = 1 });
        var books = new List<Shelved>();
        for (var index = 0; index < 6; index++)
            books.Add(await Library.ShelveAsync($"Volume {index}"));

        await using var writes = await Library.HoldBackWritesToAsync("loans");
        var desks = books.Select(book => TryToLendAsync(book.Barcode, Library.Member)).ToList();
        await writes.ReleaseOnceAsync(waiting: 2);
        var answers = await Task.WhenAll(desks);

        Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer.Status != HttpStatusCode.Created).SelectMany(answer => answer.Blocks), Is.All.EqualTo("loan-limit"));
    }

    [Test]
    public async Task The_database_itself_refuses_a_second_open_loan_of_one_copy()
    {
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);

        var refused = Assert.ThrowsAsync<Npgsql.PostgresException>(() => Library.ScalarAsync<int>(
            $"""
            INSERT INTO loans (id, book_id, copy_id, user_id, patron_category_id, branch_id, checked_out_at, due_at, renewals, unseen_renewals, max_renewals, status, material_type, on_site)
            SELECT nextval('loan_ids'), book_id, copy_id, user_id, patron_category_id, branch_id, checked_out_at, due_at, 0, 0, 0, 'open', material_type, false FROM loans WHERE id = {loan.Id} RETURNING id
            """));

        Assert.That(refused!.ConstraintName, Is.EqualTo("one_open_loan_per_copy"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Of_many_renewals_at_once_each_counts_once_or_is_refused()
    {
        await Library.RuleAsync(new { renewals = 3 });
        var loan = await LendAsync((await Library.ShelveAsync()).Barcode, Library.Member);

        await using var writes = await Library.HoldBackWritesToAsync("loans");
        var desks = Enumerable.Range(0, 6).Select(_ => RenewAsync(loan)).ToList();
        await writes.ReleaseOnceAsync(waiting: 2);
        var answers = await Task.WhenAll(desks);

        Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.OK), Is.EqualTo(3));
        Assert.That(answers.Where(answer => answer.Status != HttpStatusCode.OK).SelectMany(answer => answer.Blocks), Is.All.EqualTo("renewal-limit"));
        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan.Id}"))["renewals"], Is.EqualTo("3"));
        Assert.That((await LedgerAsync($"loanId={loan.Id}&type=renewal")).Json.GetArrayLength(), Is.EqualTo(3));
    }

    [Test, CancelAfter(60_000)]
    public async Task Of_many_returns_at_once_exactly_one_closes_the_loan_and_the_fine_is_charged_once()
    {
        await Library.RuleAsync(new { fineRate = 0.50 });
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.Member);
        await Library.WaitAsync(TimeSpan.FromDays(23));

        await using var writes = await Library.HoldBackWritesToAsync("loans");
        var desks = Enumerable.Range(0, 6).Select(_ => Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode })).ToList();
        await writes.ReleaseOnceAsync(waiting: 2);
        var answers = await Task.WhenAll(desks);

        Assert.That(answers.Select(answer => answer.Status), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(answers.Count(answer => answer.Json.GetProperty("loan").ValueKind != System.Text.Json.JsonValueKind.Null), Is.EqualTo(1));
        Assert.That((await LedgerAsync($"loanId={loan.Id}&type=return")).Json.GetArrayLength(), Is.EqualTo(1));
        Assert.That(await BalanceAsync(Library.Member), Is.EqualTo(1.00m));
    }

    [TestCase("checkout"), TestCase("return"), TestCase("renewal"), TestCase("holdPlaced"), TestCase("charge")]
    public async Task A_desk_that_had_to_wait_for_another_writes_down_when_it_acted_not_when_it_began_to_wait(string act)
    {
        var book = await Library.ShelveAsync();
        var loan = act is "checkout" ? null : await LendAsync(book.Barcode, Library.Member);
        var (path, body) = act switch
        {
            "checkout" => ("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id }),
            "return" => ("/returns", new { copyBarcode = book.Barcode }),
            "renewal" => ($"/loans/{loan!.Id}/renew", new { dueAt = "2026-06-01T00:00:00Z" }),
            "holdPlaced" => ("/holds", new { bookId = book.BookId, userId = Library.OtherMember.Id }),
            _ => ($"/users/{Library.Member.Id}/charges", (object)new { amount = 2m }),
        };

        await using var writes = await Library.HoldBackWritesToAsync(act is "charge" ? "patrons" : "books");
        var desk = Library.Librarian.PostAsync(path, body);
        await writes.WaitForAsync(waiting: 1);
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        await writes.ReleaseOnceAsync(waiting: 1);
        await desk;

        var row = (await LedgerAsync($"type={act}")).Json[0];
        Assert.That(row.GetProperty("at").GetDateTimeOffset(), Is.EqualTo(Library.Opening.AddMinutes(1)));
    }

    [Test, CancelAfter(60_000)]
    public async Task Whatever_is_done_to_one_loan_at_once_its_copy_and_the_ledger_tell_one_story()
    {
        await Library.RuleAsync(new { fineRate = 0.50, fineCapAtPrice = false });
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.Member);
        await WaitForAsync(Library.OtherMember, book.BookId);
        await Library.WaitAsync(TimeSpan.FromDays(23));

        await using var writes = await Library.HoldBackWritesToAsync("loans");
        Task<Reply>[] desks =
        [
            Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode }),
            Library.Librarian.PostAsync($"/loans/{loan.Id}/return"),
            Library.Librarian.PostAsync($"/loans/{loan.Id}/renew", new { @override = new { reason = "Asked nicely" } }),
            Library.Librarian.PatchAsync($"/loans/{loan.Id}", new { dueAt = Library.Clock.GetUtcNow().AddDays(2) }),
            Library.Librarian.PostAsync($"/loans/{loan.Id}/claim-returned"),
            Library.Librarian.PostAsync($"/loans/{loan.Id}/declare-lost"),
            TryToLendAsync(book.Barcode, Library.OtherMember),
            Library.Librarian.PostAsync($"/users/{Library.Member.Id}/payments", new { amount = 1.00 }),
        ];
        await writes.ReleaseOnceAsync(waiting: 2);
        var answers = await Task.WhenAll(desks);

        Assert.That(answers.Select(answer => (int)answer.Status), Is.All.LessThan(500));
        var (claim, loss) = (answers[4].Status, answers[5].Status);
        Assert.That(await Library.ScalarAsync<decimal>($"SELECT coalesce(sum(amount), 0) FROM account_entries WHERE loan_id = {loan.Id} AND reason = 'overdueFine'"),
            Is.EqualTo(claim == HttpStatusCode.OK && loss != HttpStatusCode.OK ? 0 : 1.00m), "two days late, however it ended, but for a claim that a return bore out");
    }
}
