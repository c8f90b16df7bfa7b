using System.Text.Json;
using Npgsql;

namespace Lms.Tests.Operations;

/// <summary>Takes minutes on a small machine; the README says how to run it.</summary>
[Explicit("It takes minutes; the README says how to run it."), Category("Fight")]
public sealed class ResumingAJob
{
    private const int Books = 3000;

    private string _database = "";
    private NpgsqlDataSource _server = null!;

    [SetUp]
    public async Task HaveBooks()
    {
        _database = await TestDatabase.CloneAsync();
        _server = NpgsqlDataSource.Create(_database);
    }

    [TearDown]
    public ValueTask Close() => _server.DisposeAsync();

    /// <summary>Four processes, the first three of which are killed in the middle of an edit, of a merge and of an export.</summary>
    [Test]
    public async Task A_killed_replica_leaves_its_jobs_to_another_which_does_each_book_once()
    {
        var first = await StartAsync();
        await TestDatabase.ScalarAsync<long>(_database, $$"""
            WITH made AS (
                INSERT INTO books (title, sort_title, author, contributors, shares_isbn, isbn, isbn_key, genre, subjects, material_type, created_at, updated_at, work_key)
                SELECT 'Volume ' || n, 'volume ' || n, 'Nobody', '[{"Name": "Nobody", "Role": "author"}]', true, 'VOL-' || (n + 1) / 2, 'VOL-' || (n + 1) / 2, 'Novel', '{Law}', 'book', now(), now(), 'volume ' || n || '/nobody'
                FROM generate_series(1, {{Books}}) AS n RETURNING 1)
            SELECT count(*) FROM made
            """);
        var edit = await OrderAndKillAsync(first, "books", "UPDATE", "NEW.title = 'Volume 1300'", "/books/edits", new { conditions = new { author = "nobody" }, addSubjects = new[] { "Guilt" } });
        Assert.That(await ProcessedAsync(edit), Is.EqualTo(1000), "it was killed in the middle of its third piece");

        var second = await StartAsync();
        Assert.That(CountsOf(await EndOfAsync(second, edit)), Is.EqualTo(("completed", Books, Books, Books, 0)));
        Assert.That(await CountAsync("books WHERE author = 'Nobody' AND subjects = '{Law,Guilt}'"), Is.EqualTo(Books));

        var going = await TestDatabase.ScalarAsync<int>(_database, "SELECT id FROM books WHERE title = 'Volume 200'");
        var merge = await OrderAndKillAsync(second, "merged_books", "INSERT", $"NEW.id = {going}", "/books/merges", new { sameIdentifier = true });
        Assert.That(await ProcessedAsync(merge), Is.EqualTo(99));

        var third = await StartAsync();
        Assert.That(CountsOf(await EndOfAsync(third, merge)), Is.EqualTo(("completed", Books / 2, Books / 2, Books / 2, 0)));
        Assert.That((await CountAsync("books WHERE author = 'Nobody'"), await CountAsync("merged_books")), Is.EqualTo((Books / 2, Books / 2)));

        var export = await OrderAndKillAsync(third, "job_chunks", "INSERT", "NEW.start > 0", "/exports", new { format = "csv", conditions = new { author = "nobody" } });
        Assert.That(await ProcessedAsync(export), Is.EqualTo(500));

        using var fourth = await StartAsync();
        Assert.That(CountsOf(await EndOfAsync(fourth, export)), Is.EqualTo(("completed", Books / 2, Books / 2, Books / 2, 0)));
        var librarian = await fourth.SignInAsync();
        var titles = (await librarian.Http.GetStringAsync($"/jobs/{export}/file")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')[0]);
        Assert.That(titles, Is.EqualTo(Enumerable.Range(0, Books / 2).Select(number => $"Volume {(number * 2) + 1}")));
    }

    private Task<RunningLms> StartAsync() => RunningLms.StartAsync(new Dictionary<string, string?> { ["ConnectionStrings__Lms"] = _database, ["Lms__Demo"] = "true" });

    /// <summary>Has a job done and kills the process when it comes to a row.</summary>
    private async Task<int> OrderAndKillAsync(RunningLms lms, string table, string deed, string row, string path, object order)
    {
        using (lms)
        {
            await using var held = await HeldBackWrites.AtRowAsync(_server, table, deed, row);
            var job = (await (await lms.SignInAsync()).PostAsync(path, order)).Expect(HttpStatusCode.Accepted).Id;
            await held.WaitForAsync(1);
            await lms.KillAsync();
            return job;
        }
    }

    private static async Task<JsonElement> EndOfAsync(RunningLms lms, int job)
    {
        var librarian = await lms.SignInAsync();
        Reply end;
        while ((end = await librarian.GetAsync($"/jobs/{job}"))["finishedAt"] == "")
            await Task.Delay(50);
        return end.Json;
    }

    private Task<int> ProcessedAsync(int job) => TestDatabase.ScalarAsync<int>(_database, $"SELECT processed FROM jobs WHERE id = {job}");

    private async Task<int> CountAsync(string what) => (int)await TestDatabase.ScalarAsync<long>(_database, $"SELECT count(*) FROM {what}");

    private static (string? Status, int Total, int Processed, int Changed, int Failed) CountsOf(JsonElement job) =>
        (job.GetProperty("status").GetString(), job.GetProperty("total").GetInt32(), job.GetProperty("processed").GetInt32(), job.GetProperty("changed").GetInt32(), job.GetProperty("failed").GetInt32());
}
