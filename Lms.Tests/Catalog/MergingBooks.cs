using Lms.Tests.Holds;
using Lms.Tests.Stress;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Lms.Tests.Catalog;

public sealed class MergingBooks : HoldTest
{
    [TearDown]
    public async Task Nothing_contradicts_the_ledger() =>
        Assert.That(await LedgerReplay.ContradictionsAsync(Library.Services.GetRequiredService<NpgsqlDataSource>()), Is.Empty);

    [Test]
    public async Task Copies_loans_and_history_are_the_survivors()
    {
        var (first, second) = (await Library.ShelveAsync(copies: 1), await Library.ShelveAsync(copies: 2));
        await LendAsync(second.Barcode, Library.Member);
        await ReturnAsync(second.Barcode);
        await LendAsync(second.Barcode, Library.OtherMember);

        var merged = await MergeAsync(first.BookId, second.BookId);

        Assert.Multiple(async () =>
        {
            Assert.That((merged.Id, merged["copiesTotal"], merged["copiesAvailable"]), Is.EqualTo((first.BookId, "3", "2")));
            Assert.That(await LedgerAsync($"bookId={first.BookId}"), Is.EqualTo(["checkout", "return", "checkout"]));
            Assert.That((await Library.OtherMember.GetAsync("/me/loans")).Json[0].GetProperty("bookId").GetInt32(), Is.EqualTo(first.BookId));
            Assert.That((await Library.Librarian.GetAsync($"/books?limit=200")).Json.GetArrayLength(), Is.EqualTo(1));
            Assert.That((await Library.Librarian.DeleteAsync($"/books/{first.BookId}")).Code, Is.EqualTo("book-has-history"));
        });
        await ReturnAsync(second.Barcode);
        Assert.That(await CopyStatusAsync(second.Barcode), Is.EqualTo("available"));
    }

    [Test]
    public async Task Who_has_the_old_id_is_told_the_new_one_even_after_another_merge()
    {
        var books = new List<int>();
        foreach (var _ in Enumerable.Range(0, 3))
            books.Add((await Library.ShelveAsync()).BookId);
        await MergeAsync(books[1], books[0]);
        await MergeAsync(books[2], books[1]);

        foreach (var gone in books[..2])
        {
            var reply = await Library.Stranger.GetAsync($"/books/{gone}");
            Assert.That((reply.Status, reply.Code, reply.Json.GetProperty("bookId").GetInt32()), Is.EqualTo((HttpStatusCode.Gone, "book-merged", books[2])));
        }
    }

    [Test]
    public async Task Queues_become_one_in_the_order_in_which_people_came()
    {
        var (first, second) = (await LentOutAsync(), await LentOutAsync());
        var third = await Library.EnrolAsync("third");
        var (a, b) = (await PlaceAsync(Library.Member, second.BookId), await PlaceAsync(third, first.BookId));
        var c = await PlaceAsync(Library.Librarian, second.BookId);

        await MergeAsync(first.BookId, second.BookId);

        var (ids, positions) = await QueueAsync(first.BookId);
        Assert.That(ids, Is.EqualTo([a, b, c]));
        Assert.That(positions, Is.EqualTo([1, 2, 3]));
        // Whichever copy comes back first is for whoever came first.
        await ReturnAsync(first.Barcode);
        Assert.That(await StatusAsync(a), Is.EqualTo("ready"));
    }

    [Test]
    public async Task Who_waits_for_both_waits_once_in_the_earlier_place()
    {
        var (first, second) = (await LentOutAsync(), await LentOutAsync());
        var earlier = await PlaceAsync(Library.Member, second.BookId);
        var other = await PlaceAsync(Library.Librarian, first.BookId);
        var later = await PlaceAsync(Library.Member, first.BookId);

        await MergeAsync(first.BookId, second.BookId);

        Assert.That((await QueueAsync(first.BookId)).Ids, Is.EqualTo([earlier, other]));
        Assert.That(await StatusAsync(later), Is.EqualTo("cancelled"));
    }

    [Test]
    public async Task A_copy_that_was_put_aside_stays_put_aside_for_who_waits_twice()
    {
        var (first, second) = (await LentOutAsync(), await LentOutAsync());
        var earlier = await PlaceAsync(Library.Member, first.BookId);
        var other = await PlaceAsync(Library.Librarian, first.BookId);
        var ready = await PlaceAsync(Library.Member, second.BookId);
        await ReturnAsync(second.Barcode);

        await MergeAsync(first.BookId, second.BookId);

        Assert.That((await StatusAsync(ready), await StatusAsync(earlier)), Is.EqualTo(("ready", "cancelled")));
        Assert.That((await QueueAsync(first.BookId)).Ids, Is.EqualTo([ready, other]));
        await LendAsync(second.Barcode, Library.Member);
    }

    [Test]
    public async Task Of_two_copies_put_aside_for_one_user_one_goes_to_who_is_next()
    {
        var (first, second) = (await LentOutAsync(), await LentOutAsync());
        var kept = await PlaceAsync(Library.Member, first.BookId);
        var spare = await PlaceAsync(Library.Member, second.BookId);
        var next = await PlaceAsync(Library.Librarian, second.BookId);
        await ReturnAsync(first.Barcode);
        await ReturnAsync(second.Barcode);

        await MergeAsync(first.BookId, second.BookId);

        Assert.That((await StatusAsync(kept), await StatusAsync(spare), await StatusAsync(next)), Is.EqualTo(("ready", "cancelled", "ready")));
    }

    [Test]
    public async Task A_mistake_from_before_the_merge_can_still_be_taken_back()
    {
        var (first, second) = (await Library.ShelveAsync(), await Library.ShelveAsync());
        await LendAsync(second.Barcode, Library.Member);
        var row = (await Library.Librarian.GetAsync($"/transactions?bookId={second.BookId}")).Json[0].GetProperty("id").GetInt64();

        await MergeAsync(first.BookId, second.BookId);

        (await Library.Librarian.PostAsync($"/transactions/{row}/undo")).Expect(HttpStatusCode.Created);
        Assert.That(await CopyStatusAsync(second.Barcode), Is.EqualTo("available"));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_desk_that_waits_for_a_book_that_is_merged_meanwhile_lends_the_survivors_copy()
    {
        var (first, second) = (await Library.ShelveAsync(), await Library.ShelveAsync());
        await using var writes = await Library.HoldBackWritesToAsync("merged_books");
        var merge = MergeAsync(first.BookId, second.BookId);
        await writes.WaitForAsync(waiting: 1);
        var loan = Library.Librarian.PostAsync("/loans", new { copyBarcode = second.Barcode, userId = Library.Member.Id });
        await writes.ReleaseOnceAsync(waiting: 2);

        await merge;
        Assert.That((await loan).Expect(HttpStatusCode.Created)["bookId"], Is.EqualTo($"{first.BookId}"));
    }

    [Test, CancelAfter(30_000)]
    public async Task A_copy_that_comes_while_its_book_is_merged_is_refused_and_not_lost()
    {
        var (first, second) = (await Library.ShelveAsync(), await Library.ShelveAsync());
        await using var writes = await Library.HoldBackWritesToAsync("merged_books");
        var merge = MergeAsync(first.BookId, second.BookId);
        await writes.WaitForAsync(waiting: 1);
        var copy = Library.Librarian.PostAsync($"/books/{second.BookId}/copies", new { barcode = "LATE-1" });
        await writes.ReleaseOnceAsync(waiting: 2);

        await merge;
        Assert.That(((await copy).Status, (await copy).Code), Is.EqualTo((HttpStatusCode.NotFound, "book-not-found")));
    }

    [Test]
    public async Task Only_books_that_are_there_are_merged_and_none_into_itself()
    {
        var book = await Library.ShelveAsync();

        Assert.Multiple(async () =>
        {
            Assert.That((await Library.Librarian.PostAsync($"/books/{book.BookId}/merge", new { bookIds = new[] { book.BookId } })).Errors, Is.EqualTo(["bookIds"]));
            Assert.That((await Library.Librarian.PostAsync($"/books/{book.BookId}/merge", new { bookIds = Array.Empty<int>() })).Errors, Is.EqualTo(["bookIds"]));
            Assert.That((await Library.Librarian.PostAsync($"/books/{book.BookId}/merge", new { bookIds = new[] { 987654 } })).Code, Is.EqualTo("book-not-found"));
            Assert.That((await Library.Librarian.PostAsync("/books/987654/merge", new { bookIds = new[] { book.BookId } })).Code, Is.EqualTo("book-not-found"));
        });
    }

    [Test]
    public async Task Books_that_may_be_there_twice_are_found_with_the_reason()
    {
        var isbn = await CatalogueAsync(new { title = "Emma", author = "Jane Austen", isbn = "9780306406157" });
        var sameIsbn = await CatalogueAsync(new { title = "EMMA a novel", author = "Austen, J.", isbn = "0-306-40615-2", allowDuplicate = true });
        var title = await CatalogueAsync(new { title = "The Trial", author = "Franz Kafka", publishedYear = 1925 });
        var sameTitle = await CatalogueAsync(new { title = "Trial.", author = "Kafka, Franz", publishedYear = 1925 });
        await CatalogueAsync(new { title = "The Trial", author = "Franz Kafka", publishedYear = 1998 });
        await CatalogueAsync(new { title = "Poems", author = "Unknown" });
        await CatalogueAsync(new { title = "Poems", author = "Unknown" });

        var found = (await Library.Librarian.GetAsync("/books/duplicates?sort=id")).Expect(HttpStatusCode.OK).Json.EnumerateArray()
            .Select(book => (book.GetProperty("id").GetInt32(), book.GetProperty("sameAs").GetInt32(), book.GetProperty("reason").GetString()));

        Assert.That(found, Is.EqualTo([(sameIsbn, isbn, "sameIdentifier"), (sameTitle, title, "sameTitle")]));
        Assert.That((await Library.Librarian.GetAsync("/books/duplicates?reason=sameTitle&limit=1")).Json[0].GetProperty("id").GetInt32(), Is.EqualTo(sameTitle));
    }

    [Test]
    public async Task The_other_editions_of_a_work_are_listed_whatever_their_kind_and_year()
    {
        var trial = await CatalogueAsync(new { title = "The Trial", author = "Franz Kafka", publishedYear = 1925 });
        var heard = await CatalogueAsync(new { title = "The trial: a reading", author = "Kafka, Franz", publishedYear = 2001, materialType = "audiobook" });
        await CatalogueAsync(new { title = "The Trial", author = "Sadakat Kadri" });
        await CatalogueAsync(new { title = "The Castle", author = "Franz Kafka" });

        Assert.That(Ids(await Library.Stranger.GetAsync($"/books/{trial}/editions")), Is.EqualTo([heard]));
        Assert.That(Ids(await Library.Stranger.GetAsync($"/books/{heard}/editions?sort=-publishedYear")), Is.EqualTo([trial]));
        Assert.That((await Library.Stranger.GetAsync("/books/987654/editions")).Code, Is.EqualTo("book-not-found"));

        await Library.Librarian.PatchAsync($"/books/{heard}", new { title = "The Castle" });
        Assert.That(Ids(await Library.Stranger.GetAsync($"/books/{trial}/editions")), Is.Empty);
    }

    [Test]
    public async Task What_was_catalogued_before_works_were_known_is_filed_by_the_library_itself()
    {
        var (one, other) = (await CatalogueAsync(new { title = "Emma", author = "Jane Austen", classification = "823.7", copies = 1 }), await CatalogueAsync(new { title = "Emma", author = "Jane Austen" }));
        await Library.ScalarAsync<int>("WITH old AS (UPDATE books SET work_key = '' RETURNING 1), copies AS (UPDATE copies SET shelf_key = '' RETURNING 1) SELECT 1");
        Assert.That(Ids(await Library.Stranger.GetAsync($"/books/{one}/editions")), Is.Empty);

        await Library.DoChoresAsync();

        Assert.That(Ids(await Library.Stranger.GetAsync($"/books/{one}/editions")), Is.EqualTo([other]));
        Assert.That(await Library.ScalarAsync<string>("SELECT max(shelf_key) FROM copies"), Is.EqualTo("000000823.7"));
    }

    [Test]
    public async Task Copies_are_listed_as_they_stand_on_the_shelf()
    {
        var book = await Library.ShelveAsync(copies: 3);
        foreach (var (barcode, callNumber) in book.Barcodes.Zip(["QA100 .B2", "QA76.73 .J38", "QA9 .C5"]))
            (await Library.Librarian.PatchAsync($"/copies/{await CopyIdAsync(barcode)}", new { callNumber })).Expect(HttpStatusCode.OK);

        var listed = (await Library.Librarian.GetAsync($"/copies?sort=callNumber")).Json.EnumerateArray().Select(copy => copy.GetProperty("callNumber").GetString());

        Assert.That(listed, Is.EqualTo(["QA9 .C5", "QA76.73 .J38", "QA100 .B2"]));
    }

    private static IEnumerable<int> Ids(Reply list) => list.Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(book => book.GetProperty("id").GetInt32());

    private async Task<int> CatalogueAsync(object book) => (await Library.Librarian.PostAsync("/books", book)).Expect(HttpStatusCode.Created).Id;

    private async Task<Reply> MergeAsync(int survivor, params int[] others) =>
        (await Library.Librarian.PostAsync($"/books/{survivor}/merge", new { bookIds = others })).Expect(HttpStatusCode.OK);
}
