namespace Lms.Tests.Catalog;

public sealed class CataloguingABook : LibraryTest
{
    [Test]
    public async Task Everything_that_is_said_about_a_book_comes_back()
    {
        var said = new
        {
            title = "The Time Machine",
            subtitle = "An Invention",
            author = "H. G. Wells",
            contributors = new[] { new { name = "H. G. Wells", role = "author" }, new { name = "Somebody Else", role = "illustrator" } },
            isbn = "978-0-14-143997-6",
            genre = "Science fiction",
            subjects = new[] { "Time travel" },
            series = "Classics",
            publisher = "Heinemann",
            publishedYear = 1895,
            edition = "1st",
            language = "EN",
            pageCount = 118,
            description = "A journey.",
            materialType = "book",
            classification = "823.912",
            copies = 3,
        };

        var book = (await Library.Librarian.PostAsync("/books", said)).Expect(HttpStatusCode.Created);

        Assert.Multiple(() =>
        {
            Assert.That(book["subtitle"], Is.EqualTo("An Invention"));
            Assert.That(book.Json.GetProperty("contributors")[1].GetProperty("role").GetString(), Is.EqualTo("illustrator"));
            Assert.That(book.Json.GetProperty("subjects")[0].GetString(), Is.EqualTo("Time travel"));
            Assert.That(book["language"], Is.EqualTo("en"));
            Assert.That(book["publishedYear"], Is.EqualTo("1895"));
            Assert.That((book["copiesTotal"], book["copiesAvailable"], book["holdsCount"]), Is.EqualTo(("3", "3", "0")));
            Assert.That(book["createdAt"], Is.EqualTo("2026-03-02T20:30:00Z"));
        });
    }

    [Test]
    public async Task A_book_without_contributors_has_its_author_as_the_one()
    {
        var book = await Library.Librarian.PostAsync("/books", new { title = "Emma", author = "Jane Austen" });

        Assert.That(book.Json.GetProperty("contributors")[0].ToString(), Is.EqualTo("""{"name":"Jane Austen","role":"author","otherNames":[]}"""));
    }

    [TestCase("0-306-40615-2")]
    [TestCase("0306406152")]
    [TestCase("978-0-306-40615-7")]
    [TestCase("9780306406157")]
    public async Task The_same_ISBN_in_another_form_is_refused_and_the_first_book_is_named(string again)
    {
        var first = await Library.Librarian.PostAsync("/books", new { title = "First", author = "A", isbn = "978-0-306-40615-7" });

        var second = await Library.Librarian.PostAsync("/books", new { title = "Second", author = "B", isbn = again });

        Assert.Multiple(() =>
        {
            Assert.That(second.Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(second.Code, Is.EqualTo("isbn-exists"));
            Assert.That(second.Json.GetProperty("bookId").GetInt32(), Is.EqualTo(first.Id));
        });
    }

    [Test]
    public async Task A_second_book_with_the_same_ISBN_is_taken_where_the_cataloguer_insists()
    {
        await Library.Librarian.PostAsync("/books", new { title = "First", author = "A", isbn = "PERSIST-001" });

        (await Library.Librarian.PostAsync("/books", new { title = "Second", author = "B", isbn = "persist-001", allowDuplicate = true })).Expect(HttpStatusCode.Created);
    }

    [Test, CancelAfter(30_000)]
    public async Task Of_two_cataloguers_who_enter_one_ISBN_at_once_only_one_succeeds()
    {
        await using var writes = await Library.HoldBackWritesToAsync("books");
        var both = new[] { "A", "B" }.Select(title => Library.Librarian.PostAsync("/books", new { title, author = "X", isbn = "RACE-1" })).ToList();
        await writes.ReleaseOnceAsync(waiting: 2);

        var answers = await Task.WhenAll(both);

        Assert.That(answers.Select(answer => answer.Status), Is.EquivalentTo([HttpStatusCode.Created, HttpStatusCode.Conflict]));
        Assert.That(answers.Single(answer => answer.Status == HttpStatusCode.Conflict).Code, Is.EqualTo("isbn-exists"));
    }

    [Test]
    public async Task A_change_of_what_somebody_else_changed_meanwhile_is_refused()
    {
        var book = await Library.Librarian.PostAsync("/books", new { title = "Draft", author = "A" });
        (await Library.Librarian.PatchAsync($"/books/{book.Id}", new { title = "Mine" }, book.ETag)).Expect(HttpStatusCode.OK);

        var late = await Library.Librarian.PatchAsync($"/books/{book.Id}", new { title = "Theirs" }, book.ETag);

        Assert.That((late.Status, late.Code), Is.EqualTo((HttpStatusCode.PreconditionFailed, "changed-meanwhile")));
        Assert.That((await Library.Stranger.GetAsync($"/books/{book.Id}"))["title"], Is.EqualTo("Mine"));
    }

    [Test]
    public async Task A_loan_in_between_does_not_stop_a_cataloguer_but_readers_see_the_new_count()
    {
        var shelved = await Library.ShelveAsync();
        var before = await Library.Stranger.GetAsync($"/books/{shelved.BookId}");
        await Library.Librarian.PostAsync("/loans", new { copyBarcode = shelved.Barcode, userId = Library.Member.Id });

        var seen = await Library.Stranger.GetAsync($"/books/{shelved.BookId}", before.ETag);
        var changed = await Library.Librarian.PatchAsync($"/books/{shelved.BookId}", new { genre = "Gothic" }, before.ETag);

        Assert.That((seen.Status, seen["copiesAvailable"], changed.Status), Is.EqualTo((HttpStatusCode.OK, "0", HttpStatusCode.OK)));
    }

    [Test]
    public async Task Who_has_the_book_already_is_told_that_nothing_changed()
    {
        var shelved = await Library.ShelveAsync();
        var book = await Library.Stranger.GetAsync($"/books/{shelved.BookId}");

        var again = await Library.Stranger.GetAsync($"/books/{shelved.BookId}", book.ETag);

        Assert.That((again.Status, again.Text), Is.EqualTo((HttpStatusCode.NotModified, "")));
    }

    [Test]
    public async Task A_patch_changes_what_it_names_and_null_empties()
    {
        var book = await Library.Librarian.PostAsync("/books", new { title = "T", author = "A", genre = "G", publisher = "P" });

        var changed = await Library.Librarian.PatchAsync($"/books/{book.Id}", new { genre = (string?)null });

        Assert.That((changed["title"], changed["genre"], changed["publisher"]), Is.EqualTo(("T", "", "P")));
    }

    [Test]
    public async Task A_put_replaces_everything()
    {
        var book = await Library.Librarian.PostAsync("/books", new { title = "T", author = "A", genre = "G" });

        var replaced = await Library.Librarian.PutAsync($"/books/{book.Id}", new { title = "New", author = "B" });

        Assert.That((replaced["title"], replaced["genre"]), Is.EqualTo(("New", "")));
    }

    [Test]
    public async Task A_book_that_was_never_lent_can_be_deleted_and_one_that_was_cannot()
    {
        var fresh = await Library.ShelveAsync("Fresh");
        var lent = await Library.ShelveAsync("Lent");
        await Library.Librarian.PostAsync("/loans", new { copyBarcode = lent.Barcode, userId = Library.Member.Id });
        await Library.Librarian.PostAsync("/returns", new { copyBarcode = lent.Barcode });

        var (gone, kept) = (await Library.Librarian.DeleteAsync($"/books/{fresh.BookId}"), await Library.Librarian.DeleteAsync($"/books/{lent.BookId}"));

        Assert.That((gone.Status, kept.Status, kept.Code), Is.EqualTo((HttpStatusCode.NoContent, HttpStatusCode.Conflict, "book-has-history")));
        Assert.That((await Library.Stranger.GetAsync($"/books/{fresh.BookId}")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_book_has_other_titles_and_its_people_other_names()
    {
        var created = (await Library.Librarian.PostAsync("/books", new
        {
            title = "The Trial",
            author = "Franz Kafka",
            contributors = new object[] { new { name = "Franz Kafka", role = "author", otherNames = new[] { "卡夫卡" } }, new { name = "Breon Mitchell", role = "translator" } },
            otherTitles = new object[] { new { title = "Der Prozess", kind = "uniform" }, new { title = "The law suit" } },
            language = "eng",
            otherLanguages = new[] { "ger", "en", "deu" },
            originalLanguage = "ger",
        })).Expect(HttpStatusCode.Created);

        var book = (await Library.Stranger.GetAsync($"/books/{created.Id}")).Json;
        Assert.That(book.GetProperty("otherTitles").ToString(), Is.EqualTo("""[{"title":"Der Prozess","kind":"uniform"},{"title":"The law suit","kind":"variant"}]"""));
        Assert.That(book.GetProperty("contributors")[0].GetProperty("otherNames").ToString(), Is.EqualTo("""["卡夫卡"]"""));
        Assert.That(book.GetProperty("contributors")[1].GetProperty("otherNames").ToString(), Is.EqualTo("[]"));
        Assert.That((book.GetProperty("otherLanguages").ToString(), book.GetProperty("originalLanguage").GetString()), Is.EqualTo(("""["de"]""", "de")));
        var changed = (await Library.Librarian.PatchAsync($"/books/{created.Id}", new { language = "fr", otherTitles = new[] { new { title = "Le procès", kind = "parallel" } } })).Expect(HttpStatusCode.OK).Json;
        Assert.That(changed.GetProperty("otherTitles").ToString(), Is.EqualTo("""[{"title":"Le procès","kind":"parallel"}]"""));
        Assert.That(changed.GetProperty("otherLanguages").ToString(), Is.EqualTo("""["de"]"""));
        Assert.That((await Library.Stranger.GetAsync("/books?title=trial")).Json[0].ToString(), Is.EqualTo((await Library.Stranger.GetAsync($"/books/{created.Id}")).Json.ToString()));
    }

    [Test]
    public async Task A_book_with_the_same_uniform_title_is_another_edition()
    {
        var original = await Library.Librarian.PostAsync("/books", new { title = "Der Prozess", author = "Kafka, Franz" });
        var translation = (await Library.Librarian.PostAsync("/books", new { title = "The Trial", author = "Kafka, Franz" })).Expect(HttpStatusCode.Created);
        Assert.That((await Library.Stranger.GetAsync($"/books/{original.Id}/editions")).Json.GetArrayLength(), Is.Zero);

        (await Library.Librarian.PatchAsync($"/books/{translation.Id}", new { otherTitles = new[] { new { title = "Der Prozess", kind = "uniform" } } })).Expect(HttpStatusCode.OK);

        Assert.That((await Library.Stranger.GetAsync($"/books/{original.Id}/editions")).Json[0].GetProperty("title").GetString(), Is.EqualTo("The Trial"));
    }

    [TestCase("""{"title":"","kind":"variant"}""", "otherTitles[0].title")]
    [TestCase("""{"title":"x","kind":"spine"}""", "otherTitles[0].kind")]
    [TestCase("null", "otherTitles[0]")]
    public async Task Another_title_that_is_none_is_refused(string title, string member)
    {
        var refused = await Library.Librarian.RawAsync(HttpMethod.Post, "/books", $$"""{"title":"x","author":"y","otherTitles":[{{title}}]}""", "application/json");

        Assert.That((refused.Status, refused.Errors.Single()), Is.EqualTo((HttpStatusCode.BadRequest, member)));
    }

    [Test]
    public async Task What_was_catalogued_before_there_were_other_names_has_none()
    {
        var id = (await Library.Librarian.PostAsync("/books", new { title = "Emma", author = "Jane Austen" })).Id;
        await Library.ScalarAsync<int>($$"""UPDATE books SET contributors = '[{"Name": "Jane Austen", "Role": "author"}]' WHERE id = {{id}} RETURNING id""");

        Assert.That((await Library.Stranger.GetAsync($"/books/{id}")).Json.GetProperty("contributors")[0].GetProperty("otherNames").GetArrayLength(), Is.Zero);
        Assert.That((await Library.Librarian.PatchAsync($"/books/{id}", new { genre = "Fiction" })).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Library.Stranger.GetAsync("/books")).Json[0].GetProperty("contributors")[0].GetProperty("otherNames").GetArrayLength(), Is.Zero);
    }
}
