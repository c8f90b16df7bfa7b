using Lms.Tests.Stress;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Lms.Tests.Jobs;

public sealed class MergingManyBooks : JobTest
{
    [TearDown]
    public async Task Nothing_contradicts_the_ledger() =>
        Assert.That(await LedgerReplay.ContradictionsAsync(Library.Services.GetRequiredService<NpgsqlDataSource>()), Is.Empty);

    [Test]
    public async Task Every_group_is_merged_and_what_cannot_be_is_named()
    {
        var books = new List<Shelved>();
        for (var number = 0; number < 7; number++)
            books.Add(await Library.ShelveAsync(copies: 1));
        (await Library.Librarian.PostAsync("/loans", new { copyBarcode = books[1].Barcode, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
        var ids = books.Select(book => book.BookId).ToList();
        var order = new { groups = new object[] { new { bookId = ids[0], bookIds = new[] { ids[1], ids[2] } }, new { bookId = ids[3], bookIds = new[] { 4711 } }, new { bookId = ids[4], bookIds = new[] { ids[5] } } } };
        var before = await Library.FingerprintAsync();

        var preview = (await Library.Librarian.PostAsync("/books/merges/preview", order)).Expect(HttpStatusCode.OK);

        Assert.That((preview["groups"], preview["booksGoing"], preview["failing"]), Is.EqualTo(("3", "3", "1")));
        var first = preview.Json.GetProperty("sample")[0];
        Assert.That((first.GetProperty("copies").GetInt32(), first.GetProperty("loans").GetInt32(), first.GetProperty("problem").GetString()), Is.EqualTo((2, 1, (string?)null)));
        Assert.That(preview.Json.GetProperty("sample")[1].GetProperty("problem").GetString(), Is.EqualTo("There is no book with id 4711."));
        Assert.That(await Library.FingerprintAsync(), Is.EqualTo(before));

        var job = await DoAsync("/books/merges", order);

        Assert.That(CountsOf(job), Is.EqualTo(("completed", "3", "2", "1")));
        Assert.That(await ErrorsOfAsync(job), Is.EqualTo([$"2, {ids[3]}: There is no book with id 4711."]));
        Assert.That((await BookAsync(ids[0])).GetProperty("copiesTotal").GetInt32(), Is.EqualTo(3));
        Assert.That((await Library.Stranger.GetAsync($"/books/{ids[5]}")).Code, Is.EqualTo("book-merged"));
        Assert.That((await Library.Librarian.PostAsync($"/jobs/{job.Id}/undo")).Blocks, Is.EqualTo(["job-not-undoable"]));
    }

    [Test]
    public async Task All_with_the_same_identifier_become_the_one_that_was_catalogued_first()
    {
        foreach (var (title, isbn) in new[] { ("Emma", "9780141439587"), ("Emma", "0141439580"), ("Persuasion", (string?)null), ("Persuasion", null), ("Emma", "978-0-14-143958-7") })
            await CatalogueAsync(new { title, author = "Jane Austen", isbn, allowDuplicate = true });

        var job = await DoAsync("/books/merges", new { sameIdentifier = true });

        Assert.That(CountsOf(job), Is.EqualTo(("completed", "1", "1", "0")));
        Assert.That((await Library.Stranger.GetAsync("/books?sort=id")).Json.EnumerateArray().Select(book => book.GetProperty("id").GetInt32()), Is.EqualTo([1, 3, 4]), "titles alone are not enough");
        Assert.That((await Library.Librarian.GetAsync("/books/duplicates?reason=sameIdentifier")).Json.GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task The_survivor_gets_what_it_lacks_and_what_the_others_said_can_be_read()
    {
        var frankenstein = await CatalogueAsync(new { title = "Frankenstein", author = "Mary Shelley", genre = "Novel", subjects = new[] { "Monsters" }, publishedYear = 1818 });
        var second = await CatalogueAsync(new
        {
            title = "Frankenstein",
            subtitle = "or, The Modern Prometheus",
            author = "Shelley, Mary",
            isbn = "9780199537150",
            genre = "Horror",
            subjects = new[] { "MONSTERS", "Switzerland" },
            contributors = new[] { new { name = "Shelley, Mary", role = "author" }, new { name = "Butler, Marilyn", role = "editor" } },
            language = "en",
            otherLanguages = new[] { "fr" },
        });
        var third = await CatalogueAsync(new { title = "The Modern Prometheus", subtitle = "A tale", author = "Mary Shelley", isbn = "9780141439471", series = "Classics", pageCount = 280, description = "A student makes a man." });
        var order = new { groups = new[] { new { bookId = frankenstein, bookIds = new[] { second, third } } } };
        var (saidBySecond, saidByThird) = (await BookAsync(second), await BookAsync(third));

        var preview = (await Library.Librarian.PostAsync("/books/merges/preview", order)).Expect(HttpStatusCode.OK).Json.GetProperty("sample")[0].GetProperty("after");
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        await DoAsync("/books/merges", order);

        var book = await BookAsync(frankenstein);
        foreach (var member in preview.EnumerateObject())
            Assert.That(book.GetProperty(member.Name).ToString(), Is.EqualTo(member.Value.ToString()), $"the preview says what becomes of the {member.Name}");
        Assert.That((Of("title"), Of("subtitle"), Of("author"), Of("isbn"), Of("genre"), Of("publishedYear")), Is.EqualTo(("Frankenstein", "or, The Modern Prometheus", "Mary Shelley", "9780199537150", "Novel", "1818")));
        Assert.That((Of("language"), Of("series"), Of("pageCount"), Of("description")), Is.EqualTo(("en", "Classics", "280", "A student makes a man.")));
        Assert.That(book.GetProperty("subjects").EnumerateArray().Select(subject => subject.GetString()), Is.EqualTo(["Monsters", "Switzerland"]));
        Assert.That(book.GetProperty("otherTitles").EnumerateArray().Select(title => title.GetProperty("title").GetString()), Is.EqualTo(["The Modern Prometheus"]));
        Assert.That(book.GetProperty("contributors").EnumerateArray().Select(person => person.GetProperty("name").GetString()), Is.EqualTo(["Mary Shelley", "Shelley, Mary", "Butler, Marilyn"]));
        Assert.That((await Library.Stranger.GetAsync("/books?isbn=9780199537150")).Json[0].GetProperty("id").GetInt32(), Is.EqualTo(frankenstein));
        var gone = (await Library.Librarian.GetAsync($"/books/{frankenstein}/merged-books?sort=id")).Expect(HttpStatusCode.OK).Json;
        foreach (var (kept, said) in gone.EnumerateArray().Zip([saidBySecond, saidByThird]))
        {
            Assert.That((kept.GetProperty("id").GetInt32(), kept.GetProperty("mergedBy").GetInt32()), Is.EqualTo((said.GetProperty("id").GetInt32(), Library.Librarian.Id)));
            foreach (var member in kept.GetProperty("fields").EnumerateObject())
                Assert.That(member.Value.ToString(), Is.EqualTo(said.GetProperty(member.Name).ToString()), member.Name);
        }

        Assert.That(gone.GetArrayLength(), Is.EqualTo(2));

        string Of(string member) => book.GetProperty(member).ToString();
    }

    [Test]
    public async Task An_identifier_that_another_book_has_too_is_taken_over_all_the_same()
    {
        var ids = new List<int>();
        foreach (var isbn in new[] { null, "9780141439587", "9780141439587" })
            ids.Add(await CatalogueAsync(new { title = "Emma", author = "Jane Austen", isbn, allowDuplicate = true }));

        var job = await DoAsync("/books/merges", new { groups = new[] { new { bookId = ids[0], bookIds = new[] { ids[2] } } } });

        Assert.That(CountsOf(job), Is.EqualTo(("completed", "1", "1", "0")), string.Join(", ", await ErrorsOfAsync(job)));
        Assert.That((await BookAsync(ids[0])).GetProperty("isbn").GetString(), Is.EqualTo("9780141439587"));
    }

    [Test]
    public async Task However_many_have_the_same_identifier_the_first_of_them_stays_alone()
    {
        await HaveBooksAsync(120);
        await Library.ScalarAsync<int>("WITH same AS (UPDATE books SET isbn = '9780141439587', isbn_key = '9780141439587', shares_isbn = true WHERE id <> 7 RETURNING 1) SELECT 1");

        var preview = (await Library.Librarian.PostAsync("/books/merges/preview", new { sameIdentifier = true })).Expect(HttpStatusCode.OK);
        var job = await DoAsync("/books/merges", new { sameIdentifier = true });

        Assert.That((preview["groups"], preview["booksGoing"]), Is.EqualTo(("3", "118")));
        Assert.That(CountsOf(job), Is.EqualTo(("completed", "3", "3", "0")));
        Assert.That(await Library.ScalarAsync<string>("SELECT string_agg(id::text, ' ' ORDER BY id) FROM books"), Is.EqualTo("1 7"));
    }

    [Test]
    public async Task Books_that_went_or_got_another_identifier_meanwhile_keep_no_other_group_out()
    {
        await HaveBooksAsync(9);
        await Library.ScalarAsync<int>("WITH same AS (UPDATE books SET isbn = 'X' || (id - 1) / 3, isbn_key = 'X' || (id - 1) / 3, shares_isbn = true RETURNING 1) SELECT 1");
        Reply order;
        await using (await HoldBookAsync(1))
        {
            order = await OrderAsync("/books/merges", new { sameIdentifier = true });
            await SomebodyWaitsAsync();
            (await Library.Librarian.PatchAsync("/books/2", new { isbn = "X7" })).Expect(HttpStatusCode.OK);
            (await Library.Librarian.DeleteAsync("/books/5")).Expect(HttpStatusCode.NoContent);
        }

        var job = await EndOfAsync(order);

        Assert.That(CountsOf(job), Is.EqualTo(("completed", "3", "1", "2")));
        Assert.That(await ErrorsOfAsync(job), Is.EqualTo(["1, 1: Book 2 does not have the same identifier any more.", "2, 4: There is no book with id 5."]));
        Assert.That(await CodesOfAsync(job), Is.EqualTo(["1: changed-since", "4: book-not-found"]));
        Assert.That(await Library.ScalarAsync<string>("SELECT string_agg(id::text, ' ' ORDER BY id) FROM books"), Is.EqualTo("1 2 3 4 6 7"));
    }

    [Test]
    public async Task What_follows_for_others_is_written_under_the_name_of_who_had_them_merged()
    {
        var (one, other) = (await Library.ShelveAsync(), await Library.ShelveAsync());
        foreach (var book in new[] { one, other })
        {
            (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id })).Expect(HttpStatusCode.Created);
            (await Library.Librarian.PostAsync("/holds", new { bookId = book.BookId, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
            (await Library.Librarian.PostAsync("/returns", new { copyBarcode = book.Barcode })).Expect(HttpStatusCode.OK);
        }

        var before = await Library.ScalarAsync<long>("SELECT max(id) FROM transactions");
        await DoAsync("/books/merges", new { groups = new[] { new { bookId = one.BookId, bookIds = new[] { other.BookId } } } });

        Assert.That(await Library.ScalarAsync<string>($"SELECT string_agg(type || ' ' || coalesce(actor_id::text, 'nobody'), ', ' ORDER BY id) FROM transactions WHERE id > {before}"),
            Is.EqualTo($"holdCancelled {Library.Librarian.Id}"), "two copies were on the hold shelf for one who needs one");
    }

    [Test]
    public async Task The_ledger_says_who_had_them_merged()
    {
        var (one, other) = (await Library.ShelveAsync(), await Library.ShelveAsync());
        foreach (var book in new[] { one, other })
        {
            (await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.OtherMember.Id })).Expect(HttpStatusCode.Created);
            (await Library.Librarian.PostAsync("/holds", new { bookId = book.BookId, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
        }

        await DoAsync("/books/merges", new { groups = new[] { new { bookId = one.BookId, bookIds = new[] { other.BookId } } } });

        var cancelled = (await Library.Librarian.GetAsync("/transactions?type=holdCancelled")).Json;
        Assert.That(cancelled.EnumerateArray().Select(row => row.GetProperty("actorId").GetInt32()), Is.EqualTo([Library.Librarian.Id]));
    }

    [TestCase("""{}""", "groups")]
    [TestCase("""{"groups":[]}""", "groups")]
    [TestCase("""{"groups":[{"bookId":1,"bookIds":[2]}],"sameIdentifier":true}""", "groups")]
    [TestCase("""{"groups":[{"bookId":1,"bookIds":[2]},{"bookId":3,"bookIds":[2]}]}""", "groups[1]")]
    [TestCase("""{"groups":[{"bookId":1,"bookIds":[2]},{"bookId":1,"bookIds":[3]}]}""", "groups[1]")]
    [TestCase("""{"groups":[{"bookId":1,"bookIds":[2]},{"bookId":5,"bookIds":[6]},{"bookId":2,"bookIds":[3]}]}""", "groups[2]")]
    [TestCase("""{"groups":[{"bookId":1,"bookIds":[2,2]}]}""", "groups[0].bookIds")]
    [TestCase("""{"groups":[{"bookId":1}]}""", "groups[0].bookIds")]
    [TestCase("""{"groups":[],"sameIdentifier":true}""", "groups")]
    [TestCase("""{"groups":[{"bookId":1,"bookIds":[1]}]}""", "groups[0].bookIds")]
    [TestCase("""{"groups":[{"bookId":1,"bookIds":[]}]}""", "groups[0].bookIds")]
    [TestCase("""{"groups":[{"bookId":0,"bookIds":[2]}]}""", "groups[0].bookId")]
    public async Task What_cannot_be_meant_is_refused_by_name(string body, string member)
    {
        foreach (var path in new[] { "/books/merges", "/books/merges/preview" })
            Assert.That((await Library.Librarian.RawAsync(HttpMethod.Post, path, body)).Expect(HttpStatusCode.BadRequest).Errors, Is.EqualTo([member]));
    }
}
