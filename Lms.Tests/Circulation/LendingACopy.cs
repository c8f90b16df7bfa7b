namespace Lms.Tests.Circulation;

public sealed class LendingACopy : LibraryTest
{
    [Test]
    public async Task A_librarian_lends_a_copy_takes_it_back_and_the_ledger_tells_the_story()
    {
        var book = await Library.ShelveAsync();

        var loan = (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, cardNumber = Library.Member.CardNumber })).Expect(HttpStatusCode.Created);
        var receipt = (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode })).Expect(HttpStatusCode.OK);

        var ledger = await Library.Librarian.GetAsync($"/transactions?loanId={loan.Id}&sort=id");
        Assert.Multiple(() =>
        {
            Assert.That(loan["title"], Is.EqualTo("Frankenstein"));
            Assert.That(receipt.Json.GetProperty("loan").GetProperty("status").GetString(), Is.EqualTo("returned"));
            Assert.That(receipt["action"], Is.EqualTo("shelve"));
            Assert.That(ledger.Json.EnumerateArray().Select(row => row.GetProperty("type").GetString()), Is.EqualTo(["checkout", "return"]));
            Assert.That(ledger.Json[0].GetProperty("actorId").GetInt32(), Is.EqualTo(Library.Librarian.Id));
        });
    }

    [Test]
    public async Task A_loan_is_due_at_the_end_of_the_last_day_on_the_calendar_of_the_branch()
    {
        var book = await Library.ShelveAsync();

        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id });

        // In Brisbane it is 3 March already; 21 days later ends at 14:00 UTC.
        Assert.That(loan["dueAt"], Is.EqualTo("2026-03-24T13:59:59Z"));
    }

    [Test, CancelAfter(30_000)]
    public async Task Of_many_desks_that_lend_one_copy_at_once_exactly_one_succeeds()
    {
        var book = await Library.ShelveAsync();
        var borrowers = new List<Visitor>();
        for (var index = 0; index < 8; index++)
            borrowers.Add(await Library.EnrolAsync($"borrower{index}"));

        await using var writes = await Library.HoldBackWritesToAsync("loans");
        var desks = borrowers.Select(borrower => Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = borrower.Id })).ToList();
        await writes.ReleaseOnceAsync(waiting: 2);
        var answers = await Task.WhenAll(desks);

        Assert.Multiple(() =>
        {
            Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Created), Is.EqualTo(1));
            Assert.That(answers.Count(answer => answer.Status == HttpStatusCode.Conflict), Is.EqualTo(7));
            Assert.That(answers.Where(answer => answer.Status == HttpStatusCode.Conflict).SelectMany(answer => answer.Blocks), Is.All.EqualTo("copy-on-loan"));
        });
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transactions WHERE type = 'checkout'"), Is.EqualTo(1));
    }
}
