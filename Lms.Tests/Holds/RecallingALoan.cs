namespace Lms.Tests.Holds;

public sealed class RecallingALoan : HoldTest
{
    [SetUp]
    public Task SwitchOn() => Library.SetAsync(new { recallDays = 7 });

    [Test]
    public async Task A_hold_shortens_the_loan_to_the_recall_period_and_its_borrower_is_told()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.OtherMember);

        await PlaceAsync(Library.Member, book.BookId);

        var recalled = await Library.Librarian.GetAsync($"/loans/{loan.Id}");
        Assert.Multiple(async () =>
        {
            Assert.That((loan["dueAt"], recalled["dueAt"], recalled["recalledAt"]), Is.EqualTo(("2026-03-24T13:59:59Z", "2026-03-10T13:59:59Z", "2026-03-02T20:30:00Z")));
            Assert.That(await Library.ScalarAsync<long>($"SELECT count(*) FROM notices WHERE type = 'recalled' AND loan_id = {loan.Id} AND user_id = {Library.OtherMember.Id}"), Is.EqualTo(1));
            Assert.That(await LedgerAsync($"loanId={loan.Id}"), Is.EqualTo(["checkout", "recall"]));
            Assert.That(await Library.ScalarAsync<string>($"SELECT traces->1->>'action' FROM loans WHERE id = {loan.Id}"), Is.EqualTo("recall"));
        });
    }

    [Test]
    public async Task A_copy_on_the_shelf_that_is_for_somebody_else_does_not_stop_a_recall()
    {
        var book = await Library.ShelveAsync(copies: 2);
        var loan = await LendAsync(book.Barcode, Library.OtherMember);
        await PlaceAsync(await Library.EnrolAsync("first"), book.BookId);
        var before = await LedgerAsync("type=recall");

        await PlaceAsync(Library.Member, book.BookId);

        Assert.That(before, Is.Empty, "The copy on the shelf is for the first who waits.");
        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan.Id}"))["dueAt"], Is.EqualTo("2026-03-10T13:59:59Z"));
    }

    [Test]
    public async Task A_loan_is_recalled_once_however_many_wait()
    {
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.OtherMember);
        await PlaceAsync(Library.Member, book.BookId);
        await Library.WaitAsync(TimeSpan.FromDays(1));
        await Library.SetAsync(new { recallDays = 1 });

        await PlaceAsync(await Library.EnrolAsync("second"), book.BookId);

        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan.Id}"))["dueAt"], Is.EqualTo("2026-03-10T13:59:59Z"));
        Assert.That(await LedgerAsync("type=recall"), Has.Length.EqualTo(1));
    }

    [TestCase(6, ExpectedResult = "2026-03-09T13:59:59Z")]
    [TestCase(7, ExpectedResult = "2026-03-10T13:59:59Z")]
    [TestCase(8, ExpectedResult = "2026-03-10T13:59:59Z")]
    public async Task<string?> A_recall_only_ever_makes_a_loan_due_earlier(int loanPeriod)
    {
        await Library.RuleAsync(new { loanPeriod });
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.OtherMember);

        await PlaceAsync(Library.Member, book.BookId);

        Assert.That(await LedgerAsync("type=recall"), Has.Length.EqualTo(loanPeriod > 7 ? 1 : 0));
        return (await Library.Librarian.GetAsync($"/loans/{loan.Id}"))["dueAt"];
    }

    [Test]
    public async Task The_loan_due_first_is_recalled_and_for_the_next_who_waits_the_next()
    {
        var book = await Library.ShelveAsync(copies: 2);
        var late = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcodes[0], userId = Library.OtherMember.Id, dueAt = "2026-05-01T00:00:00Z" })).Expect(HttpStatusCode.Created);
        var soon = await LendAsync(book.Barcodes[1], Library.Librarian);

        async Task<string?> DueAsync(Reply loan) => (await Library.Librarian.GetAsync($"/loans/{loan.Id}"))["dueAt"];
        await PlaceAsync(Library.Member, book.BookId);
        var afterOne = (await DueAsync(soon), await DueAsync(late));
        await PlaceAsync(await Library.EnrolAsync("second"), book.BookId);

        Assert.That(afterOne, Is.EqualTo(("2026-03-10T13:59:59Z", "2026-05-01T00:00:00Z")));
        Assert.That(await DueAsync(late), Is.EqualTo("2026-03-10T13:59:59Z"));
    }

    [Test]
    public async Task Who_waits_for_one_copy_recalls_that_one()
    {
        var book = await LentOutAsync(copies: 2);

        (await Library.Member.PostAsync("/holds", new { copyBarcode = book.Barcodes[1] })).Expect(HttpStatusCode.Created);

        Assert.That(await Library.ScalarAsync<int>("SELECT copy_id FROM transactions WHERE type = 'recall'"), Is.EqualTo(await CopyIdAsync(book.Barcodes[1])));
    }

    [Test]
    public async Task Nothing_is_recalled_while_a_copy_is_free_or_recalls_are_off()
    {
        var (free, off) = (await Library.ShelveAsync(copies: 2), await LentOutAsync());
        await LendAsync(free.Barcode, Library.OtherMember);

        await PlaceAsync(Library.Member, free.BookId);
        await Library.SetAsync(new { recallDays = (int?)null });
        await PlaceAsync(Library.Member, off.BookId);

        Assert.That(await LedgerAsync("type=recall"), Is.Empty);
    }

    [Test]
    public async Task A_loan_recalled_to_a_closed_day_is_due_on_the_next_open_one()
    {
        await Library.ScalarAsync<int>($"INSERT INTO closures (branch_id, \"from\", \"to\", yearly) VALUES ({await MainAsync()}, '2026-03-10', '2026-03-11', false) RETURNING id");
        var book = await Library.ShelveAsync();
        var loan = await LendAsync(book.Barcode, Library.OtherMember);

        await PlaceAsync(Library.Member, book.BookId);

        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan.Id}"))["dueAt"], Is.EqualTo("2026-03-12T13:59:59Z"));
    }

    [Test]
    public async Task An_overdue_loan_is_not_counted_on_and_the_next_is_recalled()
    {
        var book = await Library.ShelveAsync(copies: 2);
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcodes[0], userId = Library.OtherMember.Id, dueAt = "2026-03-03T00:00:00Z" })).Expect(HttpStatusCode.Created);
        var running = await LendAsync(book.Barcodes[1], Library.Librarian);
        await Library.WaitAsync(TimeSpan.FromDays(1));

        await PlaceAsync(Library.Member, book.BookId);

        Assert.That(await Library.ScalarAsync<int>("SELECT loan_id FROM transactions WHERE type = 'recall'"), Is.EqualTo(running.Id));
    }
}
