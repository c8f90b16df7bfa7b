namespace Lms.Tests.Catalog;

public sealed class LookingAfterCopies : LibraryTest
{
    [Test]
    public async Task A_copy_is_found_by_its_barcode()
    {
        var shelved = await Library.ShelveAsync();

        var found = await Library.Stranger.GetAsync($"/copies?barcode={shelved.Barcode}");

        Assert.That(found.Json[0].GetProperty("bookId").GetInt32(), Is.EqualTo(shelved.BookId));
    }

    [Test]
    public async Task A_copy_with_a_barcode_that_another_has_is_refused()
    {
        var shelved = await Library.ShelveAsync();

        var refused = await Library.Librarian.PostAsync($"/books/{shelved.BookId}/copies", new { barcode = shelved.Barcode });

        Assert.That((refused.Status, refused.Code), Is.EqualTo((HttpStatusCode.Conflict, "barcode-exists")));
    }

    [Test]
    public async Task A_copy_on_loan_cannot_be_marked_as_available_by_hand()
    {
        var shelved = await Library.ShelveAsync();
        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = shelved.Barcode, userId = Library.Member.Id });

        var refused = await Library.Librarian.PatchAsync($"/copies/{loan["copyId"]}", new { status = "available" });

        Assert.That(refused.Blocks, Is.EqualTo(["copy-in-circulation"]));
    }

    [Test]
    public async Task A_withdrawn_copy_says_when_and_no_longer_counts()
    {
        var shelved = await Library.ShelveAsync(copies: 2);
        var copy = (await Library.Stranger.GetAsync($"/copies?barcode={shelved.Barcode}")).Json[0].GetProperty("id").GetInt32();

        var withdrawn = (await Library.Librarian.PatchAsync($"/copies/{copy}", new { status = "withdrawn", price = 12.5 })).Expect(HttpStatusCode.OK);

        Assert.Multiple(async () =>
        {
            Assert.That(withdrawn["withdrawnAt"], Is.EqualTo("2026-03-02T20:30:00Z"));
            Assert.That(withdrawn.Text, Does.Contain("\"price\":12.50"));
            Assert.That((await Library.Stranger.GetAsync($"/books/{shelved.BookId}"))["copiesTotal"], Is.EqualTo("1"));
        });
    }

    [Test]
    public async Task A_thousand_copies_are_made_at_once_with_barcodes_of_their_own()
    {
        (await Library.Librarian.PostAsync("/books", new { title = "Set text", author = "A", copies = 1000 })).Expect(HttpStatusCode.Created);

        Assert.That(await Library.ScalarAsync<long>("SELECT count(DISTINCT barcode) FROM copies"), Is.EqualTo(1000));
    }
}
