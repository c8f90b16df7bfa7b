namespace Lms.Tests.Holds;

public sealed class PlacingAHold : HoldTest
{
    [Test]
    public async Task A_member_waits_for_a_book_that_is_out_and_sees_where_they_stand()
    {
        var book = await LentOutAsync();

        var placed = (await Library.Member.PostAsync("/holds", new { bookId = book.BookId, expiresOn = "2026-06-30" })).Expect(HttpStatusCode.Created);
        var again = await Library.Member.GetAsync($"/holds/{placed.Id}");
        var mine = await Library.Member.GetAsync("/me/holds");

        Assert.Multiple(async () =>
        {
            Assert.That(placed.Headers.Location?.OriginalString, Does.EndWith($"/holds/{placed.Id}"));
            Assert.That(again.Text, Is.EqualTo(placed.Text));
            Assert.That((placed["position"], placed["status"], placed["title"], placed["expiresOn"]), Is.EqualTo(("1", "waiting", "Frankenstein", "2026-06-30")));
            Assert.That(placed.Json.GetProperty("pickupBranchId").GetInt32(), Is.EqualTo(await MainAsync()));
            Assert.That(mine.Json[0].GetProperty("id").GetInt32(), Is.EqualTo(placed.Id));
            Assert.That(await LedgerAsync($"bookId={book.BookId}&type=holdPlaced"), Has.Length.EqualTo(1));
        });
    }

    [Test]
    public async Task A_user_waits_for_a_book_once()
    {
        var book = await LentOutAsync();
        await PlaceAsync(Library.Member, book.BookId);

        var refused = (await Library.Member.PostAsync("/holds", new { bookId = book.BookId })).Expect(HttpStatusCode.Conflict);

        Assert.That(refused.Blocks, Is.EqualTo(["already-on-hold"]));
    }

    [Test]
    public async Task A_user_who_gave_up_a_hold_may_place_it_again()
    {
        var book = await LentOutAsync();
        (await Library.Member.DeleteAsync($"/holds/{await PlaceAsync(Library.Member, book.BookId)}")).Expect(HttpStatusCode.NoContent);

        Assert.That((await Library.Member.PostAsync("/holds", new { bookId = book.BookId })).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [Test]
    public async Task Nobody_waits_for_what_they_have_on_loan_and_is_shown_the_loan()
    {
        var book = await Library.ShelveAsync(copies: 2);
        var loan = await LendAsync(book.Barcode, Library.Member);

        var refused = await Library.Member.PostAsync("/holds", new { bookId = book.BookId });

        Assert.That(refused.Blocks, Is.EqualTo(["already-yours"]));
        Assert.That(refused.Json.GetProperty("blocks")[0].GetProperty("loanId").GetInt32(), Is.EqualTo(loan.Id));
    }

    [TestCase(0, ExpectedResult = HttpStatusCode.Conflict)]
    [TestCase(1, ExpectedResult = HttpStatusCode.Conflict)]
    [TestCase(2, ExpectedResult = HttpStatusCode.Created)]
    public async Task<HttpStatusCode> A_user_with_one_hold_may_place_a_second_where_the_rule_allows_as_many(int maxHolds)
    {
        var (first, second) = (await LentOutAsync(), await LentOutAsync());
        await PlaceAsync(Library.Member, first.BookId);
        await Library.RuleAsync(new { maxHolds });

        return (await Library.Member.PostAsync("/holds", new { bookId = second.BookId })).Status;
    }

    [Test]
    public async Task Holds_that_are_over_do_not_count_against_the_limit()
    {
        var (first, second) = (await LentOutAsync(), await LentOutAsync());
        await Library.RuleAsync(new { maxHolds = 1 });
        await Library.Member.DeleteAsync($"/holds/{await PlaceAsync(Library.Member, first.BookId)}");

        Assert.That((await Library.Member.PostAsync("/holds", new { bookId = second.BookId })).Status, Is.EqualTo(HttpStatusCode.Created));
    }

    [TestCase("withdrawn", ExpectedResult = "no-copy-can-fill")]
    [TestCase("lost", ExpectedResult = "no-copy-can-fill")]
    [TestCase("missing", ExpectedResult = "no-copy-can-fill")]
    [TestCase("inRepair", ExpectedResult = null)]
    [TestCase("onOrder", ExpectedResult = null)]
    public async Task<string?> Nobody_waits_for_a_book_of_which_no_copy_can_ever_come(string status)
    {
        var book = await Library.ShelveAsync();
        (await Library.Librarian.PatchAsync($"/copies/{await CopyIdAsync(book.Barcode)}", new { status })).Expect(HttpStatusCode.OK);

        var answer = await Library.Member.PostAsync("/holds", new { bookId = book.BookId });
        return answer.Status is HttpStatusCode.Created ? null : answer.Blocks.Single();
    }

    [TestCase("holdable")]
    [TestCase("loanable")]
    public async Task A_kind_that_is_not_lent_or_not_put_on_hold_cannot_be_waited_for_by_anybodys_word(string value)
    {
        var book = await LentOutAsync();
        await Library.RuleAsync(new Dictionary<string, bool> { [value] = false });

        var refused = await Library.Admin.PostAsync("/holds", new { bookId = book.BookId, userId = Library.Member.Id, @override = new { reason = "Please" } });

        Assert.That(refused.Blocks, Is.EqualTo(["not-holdable"]));
    }

    [Test]
    public async Task A_blocked_user_places_no_hold_and_all_reasons_are_told_at_once()
    {
        var book = await LentOutAsync();
        await PlaceAsync(Library.Member, book.BookId);
        (await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = true, blockedNote = "Rowdy", expiresOn = "2026-03-02" })).Expect(HttpStatusCode.OK);

        var refused = await Library.Member.PostAsync("/holds", new { bookId = book.BookId });

        Assert.That(refused.Blocks, Is.EquivalentTo(["already-on-hold", "user-blocked", "card-expired"]));
    }

    [Test]
    public async Task Staff_pass_over_what_they_may_and_the_ledger_says_why()
    {
        var book = await LentOutAsync();
        await Library.RuleAsync(new { maxHolds = 0 });

        var placed = (await Library.Librarian.PostAsync("/holds", new { bookId = book.BookId, userId = Library.Member.Id, @override = new { reason = "A present" } })).Expect(HttpStatusCode.Created);

        var ledger = await Library.Librarian.GetAsync($"/transactions?type=holdPlaced&userId={Library.Member.Id}");
        Assert.That(ledger.Json[0].GetProperty("note").GetString(), Is.EqualTo("Override of hold-limit: A present"));
        Assert.That(ledger.Json[0].GetProperty("holdId").GetInt32(), Is.EqualTo(placed.Id));
    }

    [TestCase(true, "MAIN", ExpectedResult = HttpStatusCode.Created)]
    [TestCase(false, "MAIN", ExpectedResult = HttpStatusCode.Conflict)]
    [TestCase(false, "EAST", ExpectedResult = HttpStatusCode.Created)]
    public async Task<HttpStatusCode> Whether_a_hold_may_be_placed_while_a_copy_stands_at_the_pickup_branch_is_a_setting(bool holdsOnAvailable, string pickup)
    {
        var east = await Library.OpenBranchAsync("EAST");
        var book = await Library.ShelveAsync();
        await Library.SetAsync(new { holdsOnAvailable });

        var answer = await Library.Member.PostAsync("/holds", new { bookId = book.BookId, pickupBranchId = pickup == "EAST" ? east : await MainAsync() });

        if (answer.Status is HttpStatusCode.Conflict)
            Assert.That(answer.Blocks, Is.EqualTo(["copy-available"]));
        return answer.Status;
    }

    [Test]
    public async Task A_copy_that_is_never_lent_keeps_nobody_from_waiting_for_the_one_that_is()
    {
        await Library.SetAsync(new { holdsOnAvailable = false });
        var book = await LentOutAsync(copies: 2);
        await ReturnAsync(book.Barcodes[1]);
        var refused = await Library.Member.PostAsync("/holds", new { bookId = book.BookId });
        (await Library.Admin.PostAsync("/circulation-rules", new { materialType = "map", loanable = false })).Expect(HttpStatusCode.Created);
        (await Library.Librarian.PatchAsync($"/copies/{await CopyIdAsync(book.Barcodes[1])}", new { materialType = "map" })).Expect(HttpStatusCode.OK);

        Assert.That(refused.Expect(HttpStatusCode.Conflict).Blocks, Is.EqualTo(["copy-available"]));
        (await Library.Member.PostAsync("/holds", new { bookId = book.BookId })).Expect(HttpStatusCode.Created);
    }

    [Test]
    public async Task Who_cannot_borrow_a_copy_because_others_wait_for_it_may_wait_as_well()
    {
        var book = await LentOutAsync();
        await PlaceAsync(Library.Member, book.BookId);
        (await Library.Librarian.PostAsync($"/books/{book.BookId}/copies", new { })).Expect(HttpStatusCode.Created);
        await Library.SetAsync(new { holdsOnAvailable = false });
        var third = await Library.EnrolAsync("third");

        var borrowed = await Library.Librarian.PostAsync("/loans", new { bookId = book.BookId, userId = third.Id });
        var waits = await third.PostAsync("/holds", new { bookId = book.BookId });

        Assert.That(borrowed.Expect(HttpStatusCode.Conflict).Blocks, Is.EqualTo(["needed-for-holds"]));
        Assert.That(waits.Expect(HttpStatusCode.Created)["position"], Is.EqualTo("2"));
    }

    [Test]
    public async Task Placing_a_hold_moves_no_copy_by_itself()
    {
        var book = await Library.ShelveAsync();

        var hold = await PlaceAsync(Library.Member, book.BookId);

        Assert.That((await StatusAsync(hold), await CopyStatusAsync(book.Barcode)), Is.EqualTo(("waiting", "available")));
    }

    [Test]
    public async Task A_hold_on_one_copy_is_filled_by_no_other()
    {
        var book = await LentOutAsync(copies: 2);
        var hold = (await Library.Member.PostAsync("/holds", new { copyBarcode = book.Barcodes[1] })).Expect(HttpStatusCode.Created);

        var other = await ReturnAsync(book.Barcodes[0]);
        var own = await ReturnAsync(book.Barcodes[1]);

        Assert.That(hold.Json.GetProperty("copyId").GetInt32(), Is.EqualTo(await CopyIdAsync(book.Barcodes[1])));
        Assert.That((other["action"], own["action"]), Is.EqualTo(("shelve", "holdShelf")));
    }

    [Test]
    public async Task Members_wait_for_themselves_alone_and_see_no_hold_of_others()
    {
        var book = await LentOutAsync(Library.Librarian);
        var others = await PlaceAsync(Library.OtherMember, book.BookId);

        Assert.Multiple(async () =>
        {
            Assert.That((await Library.Member.PostAsync("/holds", new { bookId = book.BookId, userId = Library.OtherMember.Id })).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await Library.Member.PostAsync("/holds", new { bookId = book.BookId, @override = new { reason = "I" } })).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await Library.Member.GetAsync($"/holds/{others}")).Code, Is.EqualTo("hold-not-found"));
            Assert.That((await Library.Member.DeleteAsync($"/holds/{others}")).Code, Is.EqualTo("hold-not-found"));
            Assert.That((await Library.Member.PostAsync($"/holds/{others}/suspend")).Code, Is.EqualTo("hold-not-found"));
            Assert.That((await Library.Member.PatchAsync($"/holds/{others}", new { expiresOn = "2026-05-01" })).Code, Is.EqualTo("hold-not-found"));
            Assert.That((await Library.Member.GetAsync("/holds")).Json.GetArrayLength(), Is.Zero);
            Assert.That((await Library.Member.GetAsync($"/books/{book.BookId}/holds")).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await Library.Member.PostAsync($"/holds/{others}/move", new { position = 1 })).Status, Is.EqualTo(HttpStatusCode.Forbidden));
            Assert.That((await Library.Stranger.GetAsync("/holds")).Status, Is.EqualTo(HttpStatusCode.Unauthorized));
        });
    }

    [Test]
    public async Task The_dry_run_answers_in_the_words_of_the_deed_and_does_nothing()
    {
        var book = await LentOutAsync();
        var free = (await Library.Member.PostAsync("/holds/evaluate", new { bookId = book.BookId })).Expect(HttpStatusCode.OK);
        await PlaceAsync(Library.Member, book.BookId);
        var taken = (await Library.Member.PostAsync("/holds/evaluate", new { bookId = book.BookId })).Expect(HttpStatusCode.OK);

        Assert.That((free["allowed"], free["position"], taken["allowed"]), Is.EqualTo(("True", "1", "False")));
        Assert.That(taken.Blocks, Is.EqualTo(["already-on-hold"]));
        Assert.That((await QueueAsync(book.BookId)).Ids, Has.Length.EqualTo(1));
    }

    [Test]
    public async Task Unknown_things_and_senseless_words_are_named()
    {
        var book = await LentOutAsync();
        var librarian = Library.Librarian;

        Assert.Multiple(async () =>
        {
            Assert.That((await librarian.PostAsync("/holds", new { bookId = 9999 })).Code, Is.EqualTo("book-not-found"));
            Assert.That((await librarian.PostAsync("/holds", new { copyId = 9999 })).Code, Is.EqualTo("copy-not-found"));
            Assert.That((await librarian.PostAsync("/holds", new { copyBarcode = "nonsense" })).Code, Is.EqualTo("copy-not-found"));
            Assert.That((await librarian.PostAsync("/holds", new { bookId = book.BookId, userId = 9999 })).Code, Is.EqualTo("user-not-found"));
            Assert.That((await librarian.PostAsync("/holds", new { bookId = book.BookId, pickupBranchId = 9999 })).Code, Is.EqualTo("branch-not-found"));
            Assert.That((await librarian.PostAsync("/holds", new { })).Errors, Is.EqualTo(["bookId"]));
            Assert.That((await librarian.PostAsync("/holds", new { bookId = book.BookId, copyId = 1 })).Errors, Is.EqualTo(["bookId"]));
            Assert.That((await librarian.PostAsync("/holds", new { bookId = 0 })).Errors, Is.EqualTo(["bookId"]));
            Assert.That((await librarian.PostAsync("/holds", new { bookId = book.BookId, expiresOn = "2026-03-02" })).Errors, Is.EqualTo(["expiresOn"]));
            Assert.That((await librarian.PostAsync("/holds", new { bookId = book.BookId, expiresOn = "9999-01-01" })).Errors, Is.EqualTo(["expiresOn"]));
            Assert.That((await librarian.PostAsync("/holds", new { bookId = book.BookId, nonsense = 1 })).Status, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That((await librarian.GetAsync("/holds/9999")).Code, Is.EqualTo("hold-not-found"));
            Assert.That((await librarian.GetAsync("/users/9999/holds")).Code, Is.EqualTo("user-not-found"));
            Assert.That((await librarian.GetAsync("/books/9999/holds")).Code, Is.EqualTo("book-not-found"));
            Assert.That((await librarian.GetAsync("/holds/pick-list")).Errors, Is.EqualTo(["branchId"]));
            Assert.That((await librarian.GetAsync("/holds/pick-list?branchId=9999")).Code, Is.EqualTo("branch-not-found"));
        });
        Assert.That((await QueueAsync(book.BookId)).Ids, Is.Empty);
    }

    [Test]
    public async Task Holds_are_found_by_who_waits_for_what_where_and_how_it_stands()
    {
        var east = await Library.OpenBranchAsync("EAST");
        var (first, second) = (await LentOutAsync(Library.Librarian), await LentOutAsync(Library.Librarian));
        var a = await PlaceAsync(Library.Member, first.BookId);
        var b = await PlaceAsync(Library.OtherMember, first.BookId, east);
        var c = await PlaceAsync(Library.Member, second.BookId, east);
        await ReturnAsync(second.Barcode, east);

        async Task<int[]> FindAsync(string path) => [.. (await Library.Librarian.GetAsync(path)).Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(hold => hold.GetProperty("id").GetInt32())];
        Assert.Multiple(async () =>
        {
            Assert.That(await FindAsync("/holds"), Is.EqualTo([c, b, a]));
            Assert.That(await FindAsync($"/holds?userId={Library.Member.Id}"), Is.EqualTo([c, a]));
            Assert.That(await FindAsync($"/holds?bookId={first.BookId}&sort=placedAt"), Is.EqualTo([a, b]));
            Assert.That(await FindAsync($"/holds?pickupBranchId={east}"), Is.EqualTo([c, b]));
            Assert.That(await FindAsync("/holds?status=ready"), Is.EqualTo([c]));
            Assert.That(await FindAsync($"/users/{Library.OtherMember.Id}/holds"), Is.EqualTo([b]));
        });
    }

    [Test]
    public async Task A_book_says_in_lists_and_alone_how_many_wait_for_it()
    {
        var book = await LentOutAsync(Library.Librarian);
        await PlaceAsync(Library.Member, book.BookId);
        await Library.OtherMember.DeleteAsync($"/holds/{await PlaceAsync(Library.OtherMember, book.BookId)}");

        Assert.That((await Library.Stranger.GetAsync($"/books/{book.BookId}"))["holdsCount"], Is.EqualTo("1"));
        Assert.That((await Library.Stranger.GetAsync("/books")).Json[0].GetProperty("holdsCount").GetInt32(), Is.EqualTo(1));
    }

    [Test, CancelAfter(30_000)]
    public async Task Of_many_identical_requests_at_once_one_takes_a_place()
    {
        var book = await LentOutAsync();

        await using var writes = await Library.HoldBackWritesToAsync("holds");
        var requests = Enumerable.Range(0, 6).Select(_ => Library.Member.PostAsync("/holds", new { bookId = book.BookId })).ToList();
        await writes.ReleaseOnceAsync(waiting: 2);
        var answers = await Task.WhenAll(requests);

        Assert.That(answers.Count(answer => answer.Status is HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer.Status is HttpStatusCode.Conflict).SelectMany(answer => answer.Blocks), Is.All.EqualTo("already-on-hold").And.Exactly(5).Items);
    }

    [Test, CancelAfter(30_000)]
    public async Task With_room_for_one_more_hold_of_many_books_asked_for_at_once_one_is_given()
    {
        var books = new List<Shelved>();
        for (var index = 0; index < 4; index++)
            books.Add(await LentOutAsync());
        await Library.RuleAsync(new { maxHolds = 1 });

        await using var writes = await Library.HoldBackWritesToAsync("holds");
        var requests = books.Select(book => Library.Member.PostAsync("/holds", new { bookId = book.BookId })).ToList();
        await writes.ReleaseOnceAsync(waiting: 4);
        var answers = await Task.WhenAll(requests);

        Assert.That(answers.Count(answer => answer.Status is HttpStatusCode.Created), Is.EqualTo(1));
        Assert.That(answers.Where(answer => answer.Status is HttpStatusCode.Conflict).SelectMany(answer => answer.Blocks), Is.All.EqualTo("hold-limit"));
    }
}
