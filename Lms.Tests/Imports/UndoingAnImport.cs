using Lms.Infrastructure.Catalog.Marc;
using Lms.Tests.Operations;

namespace Lms.Tests.Imports;

public sealed class UndoingAnImport : ImportTest
{
    private const string Header = "title,author,isbn,genre\n";

    [Test]
    public async Task In_the_background_what_it_brought_goes_and_what_it_changed_is_as_it_was_but_for_what_was_used()
    {
        await BringAsync(Header + "Emma,Jane Austen,9780141439587,Novel\nPersuasion,Jane Austen,9780199535552,Novel\n");
        var before = await BooksAsync();
        var import = await BringAsync(Header + "Emma,Jane Austen,9780141439587,Romance\nPersuasion,Jane Austen,9780199535552,Romance\nMiddlemarch,George Eliot,,\nSilas Marner,George Eliot,,\n", "?mode=upsert");
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        var (persuasion, silas) = ((await BookAsync("Persuasion")).GetProperty("id").GetInt32(), (await BookAsync("Silas")).GetProperty("id").GetInt32());
        (await Library.Librarian.PatchAsync($"/books/{persuasion}", new { genre = "Love" })).Expect(HttpStatusCode.OK);
        (await Library.Librarian.PostAsync("/holds", new { bookId = silas, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);

        var job = await UndoAsync(import);

        Assert.That((job["kind"], job["importId"], job["total"], job["changed"], job["failed"]), Is.EqualTo(("importUndo", $"{import.Id}", "4", "2", "2")));
        var errors = (await Library.Librarian.GetAsync($"/jobs/{job.Id}/errors")).Json.EnumerateArray().Select(error => $"{error.GetProperty("bookId")}: {error.GetProperty("reason").GetString()}");
        Assert.That(errors, Is.EqualTo([$"{persuasion}: Somebody changed it since.", $"{silas}: A copy that the import brought was lent, or somebody waited for the book."]));
        Assert.That(await BooksAsync(), Is.EqualTo(before.Replace("Persuasion Novel", "Persuasion Love", StringComparison.Ordinal) + ", Silas Marner -"));
        Assert.That((await Library.Librarian.GetAsync($"/imports/{import.Id}"))["undoneAt"], Is.Not.Empty);
        Assert.That((await Library.Librarian.PostAsync($"/imports/{import.Id}/undoing")).Expect(HttpStatusCode.Conflict).Blocks, Is.EqualTo(["import-undone"]));
    }

    [Test]
    public async Task After_an_edit_that_lay_on_top_of_it_was_undone_all_is_as_it_was()
    {
        await BringAsync(Header + "Emma,Jane Austen,9780141439587,Novel\n");
        var before = await BooksAsync();
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        var import = await BringAsync(Header + "Emma,Jane Austen,9780141439587,Romance\n", "?mode=upsert");
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        var edit = await EditAsync("Love");
        await FinishedAsync(await Library.Librarian.PostAsync($"/jobs/{edit.Id}/undo"));
        Library.Clock.Advance(TimeSpan.FromMinutes(1));

        var undo = await UndoAsync(import);

        Assert.That((undo["changed"], undo["failed"]), Is.EqualTo(("1", "0")));
        Assert.That(await BooksAsync(), Is.EqualTo(before));
        var undone = undo.Json.GetProperty("undoes");
        Assert.That((undone.GetProperty("kind").GetString(), undone.GetProperty("id").GetInt32(), undone.GetProperty("createdBy").GetInt32()), Is.EqualTo(("import", import.Id, Library.Librarian.Id)));
    }

    [TestCase("undo")]
    [TestCase("undoing")]
    public async Task That_lay_on_top_of_an_edit_leaves_the_edit_to_be_undone(string way)
    {
        await BringAsync(Header + "Emma,Jane Austen,9780141439587,Novel\n");
        var before = await BooksAsync();
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        var edit = await EditAsync("Love");
        var import = await BringAsync(Header + "Emma,Jane Austen,9780141439587,Romance\n", "?mode=upsert");
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        var undone = await Library.Librarian.PostAsync($"/imports/{import.Id}/{way}");
        if (way == "undoing")
            await FinishedAsync(undone);
        Library.Clock.Advance(TimeSpan.FromMinutes(1));

        var undo = await FinishedAsync(await Library.Librarian.PostAsync($"/jobs/{edit.Id}/undo"));

        Assert.That((undo["changed"], undo["failed"]), Is.EqualTo(("1", "0")));
        Assert.That(await BooksAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task More_than_one_piece_goes_whole()
    {
        var import = await BringAsync("title,author\n" + string.Concat(Enumerable.Range(1, 1100).Select(number => $"Title {number},Nobody\n")), "?copies=2");

        var job = await UndoAsync(import);

        Assert.That((job["status"], job["processed"], job["changed"]), Is.EqualTo(("completed", "1100", "1100")));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books") + await Library.ScalarAsync<long>("SELECT count(*) FROM copies"), Is.Zero);
    }

    [Test]
    public async Task While_it_is_under_way_nobody_begins_another()
    {
        var import = await BringAsync("title,author\nEmma,Jane Austen\n");
        Reply order;
        await using (var held = await Library.HoldBackWritesToAsync("copies"))
        {
            order = (await Library.Librarian.PostAsync($"/imports/{import.Id}/undoing")).Expect(HttpStatusCode.Accepted);
            await held.WaitForAsync(1);
            Assert.That((await Library.Librarian.PostAsync($"/imports/{import.Id}/undoing")).Code, Is.EqualTo("undo-in-progress"));
            Assert.That((await Library.Librarian.PostAsync($"/imports/{import.Id}/undo")).Code, Is.EqualTo("undo-in-progress"));
        }

        Assert.That((await FinishedAsync(order))["changed"], Is.EqualTo("1"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Copies_of_a_book_that_is_merged_while_it_is_under_way_go_too()
    {
        var survivor = (await Library.Librarian.PostAsync("/books", new { title = "Emma. A novel", author = "Jane Austen", copies = 0 })).Id;
        var import = await BringAsync("title,author\nPersuasion,Jane Austen\nEmma,Jane Austen\n", "?copies=2");
        var ids = await Task.WhenAll(new[] { "Persuasion", "Emma" }.Select(async title => (await Library.ScalarAsync<int>($"SELECT id FROM books WHERE title = '{title}'"))));
        Reply order;
        await using (await HoldBookAsync(ids[0]))
        {
            order = (await Library.Librarian.PostAsync($"/imports/{import.Id}/undoing")).Expect(HttpStatusCode.Accepted);
            await SomebodyWaitsAsync();
            (await Library.Librarian.PostAsync($"/books/{survivor}/merge", new { bookIds = new[] { ids[1] } })).Expect(HttpStatusCode.OK);
        }

        Assert.That((await FinishedAsync(order))["changed"], Is.EqualTo("2"));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM copies"), Is.Zero);
        Assert.That((await Library.Librarian.GetAsync($"/books/{survivor}"))["title"], Is.EqualTo("Emma. A novel"));
    }

    [Test]
    public async Task A_title_that_is_sorted_without_its_article_is_sorted_so_again()
    {
        var record = new MarcRecord(Leader.OfBook,
        [
            new ControlField("001", "z1"),
            new DataField("020", ' ', ' ', [new('a', "9783103900019")]),
            new DataField("245", '1', '4', [new('a', "Der Zauberberg")]),
        ]);
        await EndOfAsync(await SendAsync(Iso2709Writer.Write(record), "", "application/marc"));
        var before = await Library.ScalarAsync<string>("SELECT title || '|' || sort_title || '|' || coalesce(work_key, '') FROM books");
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        var import = await BringAsync("title,author,isbn\nZauberberg,Thomas Mann,9783103900019\n", "?mode=upsert");

        await UndoAsync(import);

        Assert.That(await Library.ScalarAsync<string>("SELECT title || '|' || sort_title || '|' || coalesce(work_key, '') FROM books"), Is.EqualTo(before));
    }

    [Test]
    public async Task From_the_command_line_it_says_what_stays()
    {
        var import = await BringAsync("title,author\nEmma,Jane Austen\nPersuasion,Jane Austen\n");
        var emma = (await BookAsync("Emma")).GetProperty("id").GetInt32();
        (await Library.Librarian.PostAsync("/holds", new { bookId = emma, userId = Library.Member.Id })).Expect(HttpStatusCode.Created);
        var settings = new Dictionary<string, string?> { ["ConnectionStrings__Lms"] = Library.ConnectionString, ["Lms__Demo"] = "true" };

        var (exitCode, said) = await RunningLms.RunAsync(settings, "undo-import", $"{import.Id}");

        Assert.That(exitCode, Is.Zero, said);
        Assert.That(said, Does.Contain("1 of 2 books are as they were before; 1 stay.").And.Contain($"book {emma}: A copy that the import brought was lent"));
        Assert.That((await RunningLms.RunAsync(settings, "undo-import", "4711")).Said, Does.Contain("There is no import with id 4711."));
    }

    private async Task<Reply> EditAsync(string genre)
    {
        var edit = await FinishedAsync((await Library.Librarian.PostAsync("/books/edits", new { conditions = new { q = "emma" }, set = new { genre } })).Expect(HttpStatusCode.Accepted));
        Library.Clock.Advance(TimeSpan.FromMinutes(1));
        return edit;
    }

    private async Task<Reply> UndoAsync(Reply import) => await FinishedAsync((await Library.Librarian.PostAsync($"/imports/{import.Id}/undoing")).Expect(HttpStatusCode.Accepted));

    private async Task<Reply> FinishedAsync(Reply order)
    {
        Reply job;
        while ((job = await Library.Librarian.GetAsync($"/jobs/{order.Id}"))["finishedAt"] == "")
            await Task.Delay(10);
        return job;
    }

    private Task<string> BooksAsync() => Library.ScalarAsync<string>("SELECT string_agg(title || ' ' || coalesce(genre, '-'), ', ' ORDER BY id) FROM books");
}
