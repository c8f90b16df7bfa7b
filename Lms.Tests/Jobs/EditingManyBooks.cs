using System.Text.Json;

namespace Lms.Tests.Jobs;

public sealed class EditingManyBooks : JobTest
{
    [Test]
    public async Task What_is_chosen_is_given_values_emptied_and_given_subjects()
    {
        await HaveBooksAsync(3);
        var emma = await CatalogueAsync(new { title = "Emma", author = "Jane Austen", genre = "Novel", subjects = new[] { "law", "Love" }, series = "Classics", publishedYear = 1815, language = "en" });

        var job = await DoAsync("/books/edits", new
        {
            conditions = new { q = "austen" },
            set = new { genre = "Romance", language = "DE", publisher = "Murray" },
            clear = new[] { "series", "publishedYear" },
            addSubjects = new[] { "Marriage", "LOVE" },
            removeSubjects = new[] { "Law" },
        });

        Assert.That(CountsOf(job), Is.EqualTo(("completed", "1", "1", "0")));
        var book = await BookAsync(emma);
        Assert.That((Text(book, "genre"), Text(book, "language"), Text(book, "publisher"), Text(book, "series"), Text(book, "publishedYear")), Is.EqualTo(("Romance", "de", "Murray", "", "")));
        Assert.That(book.GetProperty("subjects").EnumerateArray().Select(subject => subject.GetString()), Is.EqualTo(["Love", "Marriage"]));
        Assert.That((Text(book, "title"), Text(book, "author"), Text(book, "copiesTotal")), Is.EqualTo(("Emma", "Jane Austen", "1")));
        Assert.That(Text(await BookAsync(1), "genre"), Is.EqualTo("Novel"), "who was not chosen stays");
        Assert.That((await Library.Stranger.GetAsync("/books?q=marriage")).Json.GetArrayLength(), Is.EqualTo(1), "it is found by what it was given");
    }

    [Test]
    public async Task A_preview_says_what_would_happen_and_changes_nothing()
    {
        await HaveBooksAsync(30);
        await CatalogueAsync(new { title = "Emma", author = "Jane Austen", genre = "Romance" });
        await Library.ScalarAsync<int>("WITH full_of AS (UPDATE books SET subjects = (SELECT array_agg('s' || n) FROM generate_series(1, 200) AS n) WHERE id = 5 RETURNING 1) SELECT 1");
        var before = await Library.FingerprintAsync();

        var preview = (await Library.Librarian.PostAsync("/books/edits/preview", new { conditions = new { publishedTo = (int?)null, q = "title OR emma" }, set = new { genre = "Romance" }, addSubjects = new[] { "Love" } })).Expect(HttpStatusCode.OK);

        Assert.That((preview["chosen"], preview["examined"], preview["changing"], preview["failing"]), Is.EqualTo(("31", "31", "30", "1")));
        var sample = preview.Json.GetProperty("sample");
        Assert.That(sample.GetArrayLength(), Is.EqualTo(10));
        Assert.That((Text(sample[0], "bookId"), Text(sample[0].GetProperty("before"), "genre"), Text(sample[0].GetProperty("after"), "genre")), Is.EqualTo(("1", "Novel", "Romance")));
        Assert.That(Text(preview.Json.GetProperty("errors")[0], "bookId"), Is.EqualTo("5"));
        Assert.That(await Library.FingerprintAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task A_dry_run_counts_as_the_edit_does_and_changes_nothing()
    {
        await HaveBooksAsync(700);
        var edit = new { conditions = new { genre = "Novel" }, set = new { series = "Classics" }, dryRun = true };

        var dry = await DoAsync("/books/edits", edit);

        Assert.That(CountsOf(dry), Is.EqualTo(("completed", "700", "700", "0")));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books WHERE series IS NOT NULL"), Is.Zero);
        Assert.That(CountsOf(await DoAsync("/books/edits", edit with { dryRun = false })), Is.EqualTo(CountsOf(dry)));
        Assert.That((await Library.Librarian.PostAsync($"/jobs/{dry.Id}/undo")).Blocks, Is.EqualTo(["job-not-undoable"]));
    }

    [Test]
    public async Task A_book_that_cannot_be_changed_is_named_and_the_rest_goes_on()
    {
        await HaveBooksAsync(4);
        await Library.ScalarAsync<int>("WITH full_of AS (UPDATE books SET subjects = (SELECT array_agg('s' || n) FROM generate_series(1, 200) AS n) WHERE id = 2 RETURNING 1) SELECT 1");

        var job = await DoAsync("/books/edits", new { bookIds = new[] { 1, 2, 99, 3 }, addSubjects = new[] { "Guilt" } });

        Assert.That(CountsOf(job), Is.EqualTo(("completed", "4", "2", "2")));
        Assert.That(await ErrorsOfAsync(job), Is.EqualTo(["2, 2: subjects: It must have at most 200 entries.", "3, 99: There is no such book."]));
    }

    [Test]
    public async Task What_goes_wrong_in_the_database_is_named_alone_and_keeps_no_other_out()
    {
        await HaveBooksAsync(4);
        await Library.Admin.PostAsync("/material-types", new { code = "scroll", name = "Scroll" });
        await using (await HoldBookAsync(1))
        {
            await OrderAsync("/books/edits", new { bookIds = new[] { 1, 2, 3 }, set = new { materialType = "scroll" } });
            await SomebodyWaitsAsync();
            (await Library.Admin.DeleteAsync("/material-types/scroll")).Expect(HttpStatusCode.NoContent);
        }

        var job = await EndOfAsync(await Library.Librarian.GetAsync("/jobs/1"));

        Assert.That(CountsOf(job), Is.EqualTo(("completed", "3", "0", "3")));
        Assert.That(await ErrorsOfAsync(job), Has.Length.EqualTo(3).And.All.Contains("gone"));
    }

    [Test]
    public async Task The_books_are_those_that_were_there_when_it_was_asked_for()
    {
        await HaveBooksAsync(600);
        Reply order;
        await using (await HoldBookAsync(1))
        {
            order = await OrderAsync("/books/edits", new { conditions = new { genre = "Novel" }, set = new { genre = "Romance" } });
            await CatalogueAsync(new { title = "Emma", author = "Jane Austen", genre = "Novel" });
        }

        Assert.That(CountsOf(await EndOfAsync(order)), Is.EqualTo(("completed", "600", "600", "0")), "that the first are no novels any more makes nothing of the others be passed over");
        Assert.That((await Library.Stranger.GetAsync("/books?genre=Novel")).Json.GetArrayLength(), Is.EqualTo(1));
    }

    [Test]
    public async Task An_edit_is_undone_but_for_what_somebody_changed_since()
    {
        await HaveBooksAsync(600);
        var before = await BooksAsync();
        var edit = await DoAsync("/books/edits", new { conditions = new { genre = "Novel" }, set = new { genre = "Romance", minimumAge = 12 }, addSubjects = new[] { "Guilt" } });
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Library.Librarian.PatchAsync("/books/2", new { genre = "Crime" })).Expect(HttpStatusCode.OK);
        (await Library.Librarian.DeleteAsync("/books/3")).Expect(HttpStatusCode.NoContent);

        var undo = await DoAsync($"/jobs/{edit.Id}/undo");

        Assert.That((undo["kind"], undo["undoneJobId"]), Is.EqualTo(("editUndo", $"{edit.Id}")));
        Assert.That(CountsOf(undo), Is.EqualTo(("completed", "599", "598", "1")), "the one that was deleted has nothing to be given back");
        Assert.That(await ErrorsOfAsync(undo), Is.EqualTo(["2, 2: Somebody changed it since."]));
        Assert.That((await BooksAsync()).Split('\n').Except(before.Split('\n')).Count(), Is.EqualTo(1));
        Assert.That((await Library.Librarian.GetAsync($"/jobs/{edit.Id}"))["undoneAt"], Is.Not.Empty);
        Assert.That((await Library.Librarian.PostAsync($"/jobs/{edit.Id}/undo")).Blocks, Is.EqualTo(["job-undone"]));
        Assert.That((await Library.Librarian.PostAsync($"/jobs/{undo.Id}/undo")).Blocks, Is.EqualTo(["job-not-undoable"]));
    }

    [Test]
    public async Task An_edit_is_undone_once_and_only_when_it_has_ended()
    {
        await HaveBooksAsync(3);
        Reply order;
        await using (await HoldBookAsync(1))
        {
            order = await OrderAsync("/books/edits", new { bookIds = new[] { 1 }, set = new { genre = "Crime" } });
            Assert.That((await Library.Librarian.PostAsync($"/jobs/{order.Id}/undo")).Blocks, Is.EqualTo(["job-unfinished"]));
        }

        await EndOfAsync(order);
        await using (await HoldBookAsync(1))
        {
            order = await OrderAsync($"/jobs/{order.Id}/undo");
            Assert.That((await Library.Librarian.PostAsync($"/jobs/{order["undoneJobId"]}/undo")).Code, Is.EqualTo("undo-in-progress"));
        }

        Assert.That(CountsOf(await EndOfAsync(order)), Is.EqualTo(("completed", "1", "1", "0")));
    }

    [Test]
    public async Task An_undoing_that_was_stopped_is_gone_on_with_by_the_next()
    {
        await HaveBooksAsync(1200);
        var edit = await DoAsync("/books/edits", new { conditions = new { genre = "Novel" }, set = new { genre = "Romance" } });
        Reply stopped;
        Task<Reply> cancelling;
        await using (await HoldBookAsync(700))
        {
            stopped = await OrderAsync($"/jobs/{edit.Id}/undo");
            await SomebodyWaitsAsync();
            cancelling = Library.Librarian.PostAsync($"/jobs/{stopped.Id}/cancel");
            await SomebodyWaitsAsync(2);
        }

        (await cancelling).Expect(HttpStatusCode.OK);
        var rest = await DoAsync($"/jobs/{edit.Id}/undo");

        Assert.That(CountsOf(await EndOfAsync(stopped)), Is.EqualTo(("cancelled", "1000", "1000", "0")));
        Assert.That(CountsOf(rest), Is.EqualTo(("completed", "200", "200", "0")));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books WHERE genre = 'Novel'"), Is.EqualTo(1200));
    }

    [TestCase("""{}""", "bookIds,set")]
    [TestCase("""{"set":{"genre":"x"}}""", "bookIds")]
    [TestCase("""{"bookIds":[],"set":{"genre":"x"}}""", "bookIds")]
    [TestCase("""{"conditions":{},"set":{"genre":"x"}}""", "conditions")]
    [TestCase("""{"conditions":{"q":null,"title":null},"set":{"genre":"x"}}""", "conditions")]
    [TestCase("""{"conditions":{"q":""},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"  "},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"(\"?!\") -"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"AND OR NOT"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"title:"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"austen title:?"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"austen OR shelley) emma"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"emma (austen OR shelley"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"\"jane austen"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"-austen"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"NOT austen NOT shelley"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"austen OR NOT shelley"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"((((((((((austen))))))))))"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"the"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"the OR title:of AND and"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"austen OR the"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"q":"","genre":"Novel"},"set":{"genre":"x"}}""", "conditions.q")]
    [TestCase("""{"conditions":{"title":"","author":" ","isbn":"\t","genre":"","subject":" ","language":"","materialType":" "},"set":{"genre":"x"}}""", "conditions.author,conditions.genre,conditions.isbn,conditions.language,conditions.materialType,conditions.subject,conditions.title")]
    [TestCase("""{"bookIds":[1],"set":{"genre":"x"},"clear":["genre"]}""", "clear")]
    [TestCase("""{"bookIds":[1],"conditions":{"genre":"x"},"set":{"genre":"x"}}""", "bookIds")]
    [TestCase("""{"bookIds":[1,1],"set":{"genre":"x"}}""", "bookIds")]
    [TestCase("""{"bookIds":[1]}""", "set")]
    [TestCase("""{"bookIds":[1],"set":{"language":"xq"}}""", "set.language")]
    [TestCase("""{"bookIds":[1],"set":{"publishedYear":0}}""", "set.publishedYear")]
    [TestCase("""{"bookIds":[1],"set":{"materialType":"scroll"}}""", "set.materialType")]
    [TestCase("""{"bookIds":[1],"set":{"title":"x"}}""", "set.title")]
    [TestCase("""{"bookIds":[1],"clear":["title"]}""", "clear[0]")]
    [TestCase("""{"conditions":{"branchId":0},"set":{"genre":"x"}}""", "conditions.branchId")]
    public async Task What_cannot_be_meant_is_refused_by_name(string body, string members)
    {
        foreach (var path in new[] { "/books/edits", "/books/edits/preview" })
        {
            var refused = await Library.Librarian.RawAsync(HttpMethod.Post, path, body);

            Assert.That(refused.Expect(HttpStatusCode.BadRequest).Errors.Order(), Is.EqualTo(members.Split(',')));
        }

        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM jobs"), Is.Zero);
    }

    [TestCase("aust")]
    [TestCase("austn")]
    [TestCase("emma austn")]
    public async Task What_is_only_guessed_is_not_changed(string typed)
    {
        var emma = await CatalogueAsync(new { title = "Emma", author = "Jane Austen" });
        var edit = new { conditions = new { q = typed }, set = new { genre = "Romance" } };
        await Library.DoChoresAsync();
        Assert.That((await Library.Stranger.GetAsync($"/books?q={Uri.EscapeDataString(typed)}")).Json.GetArrayLength(), Is.EqualTo(1), "to look at, it is good enough");

        var preview = (await Library.Librarian.PostAsync("/books/edits/preview", edit)).Expect(HttpStatusCode.OK);
        var job = await DoAsync("/books/edits", edit);

        Assert.That((preview["chosen"], job["total"], Text(await BookAsync(emma), "genre")), Is.EqualTo(("0", "0", "")));
    }

    [Test]
    public async Task Two_edits_are_undone_the_later_one_first_and_all_is_as_it_was()
    {
        await HaveBooksAsync(4);
        var before = await BooksAsync();
        var first = await EditAsync(new { genre = "Romance" });
        var second = await EditAsync(new { series = "Classics" });
        (await Library.Librarian.PatchAsync("/books/2", new { genre = "Crime" })).Expect(HttpStatusCode.OK);
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        var third = await EditAsync(new { minimumAge = 12 });

        var undone = new List<string>();
        foreach (var edit in new[] { third, second, first })
        {
            var undo = await DoAsync($"/jobs/{edit.Id}/undo");
            undone.Add($"{undo["changed"]}: {string.Join(", ", await ErrorsOfAsync(undo))}");
            Library.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.That(undone, Is.EqualTo(["4: ", "3: 2, 2: Somebody changed it since.", "3: 2, 2: Somebody changed it since."]));
        Assert.That((await BooksAsync()).Split('\n').Except(before.Split('\n')), Is.EqualTo(["2|Title 2|title 2|Author 2|Crime|{Law}|Classics|title 2/author"]));
    }

    [Test]
    public async Task An_undoing_says_what_it_undoes_and_who_had_asked_for_that_and_when()
    {
        await HaveBooksAsync(1);
        var edit = await EditAsync(new { genre = "Romance" });

        var undo = (await Library.Admin.PostAsync($"/jobs/{edit.Id}/undo")).Expect(HttpStatusCode.Accepted);

        foreach (var said in new[] { undo, await EndOfAsync(undo) })
        {
            var undone = said.Json.GetProperty("undoes");
            Assert.That((Text(undone, "kind"), Text(undone, "id"), Text(undone, "createdBy"), Text(undone, "createdAt")), Is.EqualTo(("edit", $"{edit.Id}", $"{Library.Librarian.Id}", edit["createdAt"])));
            Assert.That(said["createdBy"], Is.EqualTo($"{Library.Admin.Id}"));
        }

        Assert.That(edit.Json.GetProperty("undoes").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task Each_book_that_cannot_be_changed_has_a_code_that_a_program_can_tell()
    {
        await HaveBooksAsync(3);
        await Library.ScalarAsync<int>("WITH full_of AS (UPDATE books SET subjects = (SELECT array_agg('s' || n) FROM generate_series(1, 200) AS n) WHERE id = 2 RETURNING 1) SELECT 1");

        var job = await DoAsync("/books/edits", new { bookIds = new[] { 1, 2, 99 }, addSubjects = new[] { "Guilt" } });
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        (await Library.Librarian.PatchAsync("/books/1", new { genre = "Crime" })).Expect(HttpStatusCode.OK);
        var undo = await DoAsync($"/jobs/{job.Id}/undo");

        Assert.That(await CodesOfAsync(job), Is.EqualTo(["2: validation-failed", "99: book-not-found"]));
        Assert.That(await CodesOfAsync(undo), Is.EqualTo(["1: changed-since"]));
    }

    /// <summary>Edits all novels and romances, a minute of its own.</summary>
    private async Task<Reply> EditAsync(object set)
    {
        var edit = await DoAsync("/books/edits", new { conditions = new { q = "title" }, set });
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        return edit;
    }

    private Task<string> BooksAsync() => Library.ScalarAsync<string>("SELECT string_agg(concat_ws('|', id, title, sort_title, author, genre, subjects, series, minimum_age, work_key), chr(10) ORDER BY id) FROM books WHERE id <> 3");

    private static string Text(JsonElement book, string member) => book.GetProperty(member).ToString();
}
