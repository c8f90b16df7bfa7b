using System.Net.Http.Headers;
using System.Text;
using Npgsql;

namespace Lms.Tests.Operations;

public sealed class ResumingAnImport
{
    private const int Records = 2500;

    [Test]
    public async Task A_killed_replica_leaves_its_import_to_another_which_doubles_nothing()
    {
        var database = await TestDatabase.CloneAsync();
        var settings = new Dictionary<string, string?> { ["ConnectionStrings__Lms"] = database, ["Lms__Demo"] = "true" };
        var file = Encoding.UTF8.GetBytes("title,author,isbn\n" + string.Concat(Enumerable.Range(1, Records).Select(number => $"Volume {number},Nobody,VOL-{number}\n")));
        int import;
        await using var server = NpgsqlDataSource.Create(database);
        using (var first = await RunningLms.StartAsync(settings))
        {
            await using var held = await HeldBackWrites.AtBookAsync(server, "Volume 1500");
            import = await SendAsync(await first.SignInAsync(), file);
            await held.WaitForAsync(1);
            await first.KillAsync();
        }

        Assert.That(await TestDatabase.ScalarAsync<int>(database, "SELECT processed FROM imports"), Is.EqualTo(1000), "it was killed in the middle of its second batch");
        using var second = await RunningLms.StartAsync(settings);
        var librarian = await second.SignInAsync();
        Reply end;
        while ((end = await librarian.GetAsync($"/imports/{import}"))["finishedAt"] == "")
            await Task.Delay(100);

        Assert.That((end["status"], end["total"], end["created"], end["skipped"], end["failed"]), Is.EqualTo(("completed", "2500", "2500", "0", "0")));
        Assert.That(await TestDatabase.ScalarAsync<long>(database, "SELECT count(*) FROM books WHERE isbn LIKE 'VOL-%'"), Is.EqualTo(Records));
        Assert.That(await TestDatabase.ScalarAsync<long>(database, "SELECT count(*) FROM copies JOIN books ON books.id = book_id WHERE isbn LIKE 'VOL-%'"), Is.EqualTo(Records));
        Assert.That(await TestDatabase.ScalarAsync<long>(database, "SELECT count(*) FROM import_files"), Is.Zero);
    }

    private static async Task<int> SendAsync(Visitor librarian, byte[] file)
    {
        var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        return (await librarian.SendAsync(HttpMethod.Post, "/imports", content)).Expect(HttpStatusCode.Accepted).Id;
    }
}
