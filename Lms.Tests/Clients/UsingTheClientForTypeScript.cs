using System.Net.Sockets;

namespace Lms.Tests.Clients;

/// <summary>The TypeScript client: it is built out of the document, its own tests use the running API, and its package installs.</summary>
public sealed class UsingTheClientForTypeScript : LibraryTest
{
    [SetUp]
    public Task NeedNode() => NodeProject.NeedAsync();

    [Test]
    public async Task The_client_builds_strictly_and_does_the_work_of_the_desk()
    {
        await Library.ScalarAsync<long>("WITH made AS (INSERT INTO books (title, sort_title, author, shares_isbn, subjects, material_type, created_at, updated_at, contributors) SELECT 'Book ' || n, 'book ' || n, 'Somebody', false, '{}', 'book', now(), now(), '[]' FROM generate_series(1, 10000) AS n RETURNING id) SELECT count(*) FROM made");
        using var clock = new HttpListener();
        var clockAddress = Listen(clock);
        _ = AdvanceWhenAskedAsync(clock);

        await NodeProject.RunAsync(NodeProject.Folder, new Dictionary<string, string>(), "npm", "run", "build");
        var said = await NodeProject.RunAsync(NodeProject.Folder, new Dictionary<string, string> { ["LMS_ADDRESS"] = Library.Address.ToString(), ["LMS_CLOCK"] = clockAddress }, "npm", "test");

        Assert.That(said, Does.Match("(?m)^. pass 9$"));
    }

    [Test]
    public async Task The_package_installs_where_nothing_else_is()
    {
        var elsewhere = Directory.CreateTempSubdirectory("lms-tests-");
        try
        {
            await NodeProject.RunAsync(NodeProject.Folder, new Dictionary<string, string>(), "npm", "pack", "--pack-destination", elsewhere.FullName);
            var package = elsewhere.GetFiles("*.tgz").Single().FullName;
            await NodeProject.RunAsync(elsewhere.FullName, new Dictionary<string, string>(), "npm", "install", "--offline", "--no-audit", "--no-fund", package);
            const string program = """
                import { createLms } from "lms-client";
                const lms = createLms({ address: process.env.LMS_ADDRESS, username: "member1", password: "member1123" });
                console.log((await lms.me.get()).username);
                """;
            var said = await NodeProject.RunAsync(elsewhere.FullName, new Dictionary<string, string> { ["LMS_ADDRESS"] = Library.Address.ToString() }, "node", "--input-type=module", "--eval", program);

            Assert.That(said.Trim(), Is.EqualTo("member1"));
        }
        finally
        {
            elsewhere.Delete(recursive: true);
        }
    }

    [Test]
    public async Task The_document_keeps_the_public_rules() =>
        await NodeProject.RunAsync(NodeProject.Folder, new Dictionary<string, string>(), "npm", "run", "lint");

    private static string Listen(HttpListener listener)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        listener.Prefixes.Add(address);
        listener.Start();
        return address;
    }

    /// <summary>Lets an hour pass whenever the other process asks for it.</summary>
    private async Task AdvanceWhenAskedAsync(HttpListener clock)
    {
        while (clock.IsListening)
        {
            var asked = await clock.GetContextAsync();
            Library.Clock.Advance(TimeSpan.FromHours(1));
            asked.Response.StatusCode = (int)HttpStatusCode.NoContent;
            asked.Response.Close();
        }
    }
}
