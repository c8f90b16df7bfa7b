using System.Text.Json;

namespace Lms.Tests.Circulation;

public sealed class TakingACopyBack : LibraryTest
{
    [Test]
    public async Task A_copy_that_is_not_on_loan_may_be_returned_and_the_loan_stays_as_it_ended()
    {
        var (book, loan) = await LendAsync();
        await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode });
        var ended = await Library.Librarian.GetAsync($"/loans/{loan.Id}");
        Library.Clock.Advance(TimeSpan.FromMinutes(5));

        var again = (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode })).Expect(HttpStatusCode.OK);

        Assert.Multiple(async () =>
        {
            Assert.That(again.Json.GetProperty("loan").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(again.Json.GetProperty("copy").GetProperty("status").GetString(), Is.EqualTo("available"));
            Assert.That((await Library.Librarian.GetAsync($"/loans/{loan.Id}")).Text, Is.EqualTo(ended.Text));
            Assert.That((await Library.Librarian.GetAsync("/transactions?type=return")).Json.GetArrayLength(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_loan_is_returned_once()
    {
        var (_, loan) = await LendAsync();
        (await Library.Librarian.PostAsync($"/loans/{loan.Id}/return")).Expect(HttpStatusCode.OK);

        var again = await Library.Librarian.PostAsync($"/loans/{loan.Id}/return");

        Assert.That((again.Status, again.Code), Is.EqualTo((HttpStatusCode.Conflict, "loan-closed")));
    }

    [Test, CancelAfter(30_000)]
    public async Task Of_many_desks_that_take_one_copy_back_at_once_one_ends_the_loan()
    {
        var (book, _) = await LendAsync();
        await using var writes = await Library.HoldBackWritesToAsync("transactions");
        var desks = Enumerable.Range(0, 4).Select(_ => Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode })).ToList();
        await writes.ReleaseOnceAsync(waiting: 2);

        var receipts = await Task.WhenAll(desks);

        Assert.That(receipts.Select(receipt => receipt.Status), Is.All.EqualTo(HttpStatusCode.OK));
        Assert.That(receipts.Count(receipt => receipt.Json.GetProperty("loan").ValueKind == JsonValueKind.Object), Is.EqualTo(1));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM transactions WHERE type = 'return'"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_book_drop_emptied_late_is_dated_by_the_desk()
    {
        var (book, loan) = await LendAsync();
        Library.Clock.Advance(TimeSpan.FromMinutes(10));

        var receipt = (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, returnedAt = "2026-03-02T20:35:00Z" })).Expect(HttpStatusCode.OK);

        Assert.That(receipt.Json.GetProperty("loan").GetProperty("id").GetInt32(), Is.EqualTo(loan.Id));
        Assert.That(receipt.Json.GetProperty("loan").GetProperty("returnedAt").GetString(), Is.EqualTo("2026-03-02T20:35:00Z"));
    }

    [TestCase("2026-03-02T20:29:59Z")]
    [TestCase("2026-03-02T20:40:01Z")]
    public async Task Nothing_comes_back_before_it_was_lent_or_in_the_future(string returnedAt)
    {
        var (book, loan) = await LendAsync();
        Library.Clock.Advance(TimeSpan.FromMinutes(10));

        var refused = await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode, returnedAt });

        Assert.That(refused.Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo(["returnedAt"]));
        Assert.That((await Library.Librarian.GetAsync($"/loans/{loan.Id}"))["status"], Is.EqualTo("open"));
    }

    [Test]
    public async Task A_barcode_that_no_copy_has_is_said_to_be_unknown()
    {
        var refused = await Library.Librarian.PostAsync("/returns", new { copyBarcode = "no such barcode" });

        Assert.That((refused.Status, refused.Code), Is.EqualTo((HttpStatusCode.NotFound, "copy-not-found")));
    }

    [Test]
    public async Task A_returned_copy_can_be_lent_again_at_once()
    {
        var (book, _) = await LendAsync();
        await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode });

        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id })).Expect(HttpStatusCode.Created);
    }

    private async Task<(Shelved Book, Reply Loan)> LendAsync()
    {
        var book = await Library.ShelveAsync();
        return (book, (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created));
    }
}
