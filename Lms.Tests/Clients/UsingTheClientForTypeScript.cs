using System.Net.Sockets;
using Lms.Tests.Guides;
using Microsoft.Extensions.Configuration;
using Microsoft.Playwright;

namespace Lms.Tests.Clients;

/// <summary>The TypeScript client: it is built out of the document, its own tests use the running API, and its package installs.</summary>
public sealed class UsingTheClientForTypeScript : LibraryTest
{
    private static readonly Lazy<Task<string>> Compiled = new(CompileAsync);

    [SetUp]
    public Task NeedNode() => NodeProject.NeedAsync();

    [Test]
    public async Task The_client_builds_strictly_and_does_the_work_of_the_desk()
    {
        await Library.ScalarAsync<long>("WITH made AS (INSERT INTO books (title, sort_title, author, shares_isbn, subjects, material_type, created_at, updated_at, contributors) SELECT 'Book ' || n, 'book ' || n, 'Somebody', false, '{}', 'book', now(), now(), '[]' FROM generate_series(1, 10000) AS n RETURNING id) SELECT count(*) FROM made");
        using var clock = new HttpListener();
        var clockAddress = Listen(clock);
        _ = AdvanceWhenAskedAsync(clock);

        await NodeProject.BuildAsync();
        var said = await NodeProject.RunAsync(NodeProject.Folder, new Dictionary<string, string> { ["LMS_ADDRESS"] = Library.Address.ToString(), ["LMS_CLOCK"] = clockAddress }, "npm", "test");

        Assert.That(said, Does.Match("(?m)^. pass 11$"));
    }

    [Test]
    public async Task The_package_installs_where_nothing_else_is()
    {
        await NodeProject.BuildAsync();
        var elsewhere = Directory.CreateTempSubdirectory("lms-tests-");
        try
        {
            await NodeProject.RunAsync(NodeProject.Folder, new Dictionary<string, string>(), "npm", "pack", "--ignore-scripts", "--pack-destination", elsewhere.FullName);
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

    private static IEnumerable<string> WithTypeScript => Snippet.Documents.Where(document => Snippet.AllOf(document).Any(snippet => snippet.Language == "ts"));

    [TestCaseSource(nameof(WithTypeScript))]
    public async Task What_the_documents_show_compiles_strictly_and_runs(string document)
    {
        await using var demonstration = await Library.OpenAsync(await TestDatabase.CloneAsync());
        var program = Path.Combine(await Compiled.Value, $"{NameOf(document)}.js");
        await File.WriteAllTextAsync(program, Snippet.At(await File.ReadAllTextAsync(program), demonstration.Address));

        await NodeProject.RunAsync(NodeProject.Folder, new Dictionary<string, string>(), "node", program);
    }

    /// <summary>Compiles what all documents show, as it stands there.</summary>
    /// <returns>Where the programs are.</returns>
    private static async Task<string> CompileAsync()
    {
        await NodeProject.BuildAsync();
        var folder = Path.Combine(NodeProject.Folder, "build", "guides");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (var document in WithTypeScript)
            await File.WriteAllTextAsync(Path.Combine(folder, $"{NameOf(document)}.ts"), string.Join('\n', Snippet.AllOf(document).Where(snippet => snippet.Language == "ts").Select(snippet => snippet.Text)));
        await File.WriteAllTextAsync(Path.Combine(folder, "tsconfig.json"), """{ "extends": "../../tsconfig.json", "compilerOptions": { "rootDir": ".", "outDir": "built", "declaration": false, "skipLibCheck": true, "types": ["node"] }, "include": ["*.ts"] }""");
        await NodeProject.RunAsync(NodeProject.Folder, new Dictionary<string, string>(), "npx", "tsc", "-p", folder);
        return Path.Combine(folder, "built");
    }

    private static string NameOf(string document) => document.Replace('/', '-').Replace(".md", "", StringComparison.Ordinal);

    [Test]
    public async Task The_page_of_the_quick_start_lends_a_book()
    {
        await NodeProject.BuildAsync();
        using var site = new HttpListener();
        var origin = Listen(site).TrimEnd('/');
        await using var demonstration = await Library.OpenAsync(await TestDatabase.CloneAsync(), builder => builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Lms:CorsOrigins:0", (string?)origin)]));
        await using var browser = await Browser.OpenAsync();
        _ = ServeAsync(site, Snippet.AllOf("docs/guides/quick-start.md").Single(snippet => snippet.Language == "html").At(demonstration.Address));

        await browser.Page.GotoAsync($"{origin}/page.html");
        await browser.Page.Locator("button").ClickAsync();

        await Assertions.Expect(browser.Page.Locator("#said")).ToContainTextAsync("Due ");
        await Assertions.Expect(browser.Page.Locator("#loans li")).ToHaveTextAsync(["Frankenstein by Mary Shelley: Mary"]);
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

    /// <summary>Serves a page, and next to it what the client was built to.</summary>
    private static async Task ServeAsync(HttpListener site, string page)
    {
        while (site.IsListening)
        {
            var asked = await site.GetContextAsync();
            var path = asked.Request.Url!.AbsolutePath;
            var file = Path.Combine(NodeProject.Folder, path.TrimStart('/'));
            var isScript = path.EndsWith(".js", StringComparison.Ordinal) && File.Exists(file);
            asked.Response.ContentType = isScript ? "text/javascript" : "text/html";
            asked.Response.Close(isScript ? await File.ReadAllBytesAsync(file) : System.Text.Encoding.UTF8.GetBytes(page), willBlock: false);
        }
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
