using System.Net.Http.Headers;
using System.Text;

namespace Lms.Tests.Imports;

/// <summary>Brings files in and waits for them.</summary>
public abstract class ImportTest : LibraryTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Sends a file and waits for its end.</summary>
    protected async Task<Reply> BringAsync(string csv, string query = "") => await EndOfAsync(await SendAsync(csv, query));

    protected Task<Reply> SendAsync(string csv, string query = "", string mediaType = "text/csv") => SendAsync(Encoding.UTF8.GetBytes(csv), query, mediaType);

    protected Task<Reply> SendAsync(byte[] file, string query = "", string mediaType = "text/csv", string? key = null)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return Library.Librarian.SendAsync(HttpMethod.Post, $"/imports{query}", content, ("Idempotency-Key", key));
    }

    protected async Task<Reply> EndOfAsync(Reply received)
    {
        received.Expect(HttpStatusCode.Accepted);
        for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until; await Task.Delay(20))
        {
            var import = await Library.Librarian.GetAsync($"/imports/{received.Id}");
            if (import["finishedAt"] != "")
                return import;
        }

        throw new TimeoutException($"Import {received.Id} does not end.");
    }

    /// <summary>The named records, as <c>number: reason</c>.</summary>
    protected async Task<string[]> ErrorsOfAsync(Reply import, string query = "") =>
        [.. (await Library.Librarian.GetAsync($"/imports/{import.Id}/errors{query}")).Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(error => $"{error.GetProperty("record")}: {error.GetProperty("reason").GetString()}")];

    /// <summary>The only book with this title.</summary>
    protected async Task<System.Text.Json.JsonElement> BookAsync(string title) =>
        (await Library.Librarian.GetAsync($"/books?title={Uri.EscapeDataString(title)}")).Json.EnumerateArray().Single();

    protected static (int Created, int Updated, int Skipped, int Failed) CountsOf(Reply import) =>
        (import.Json.GetProperty("created").GetInt32(), import.Json.GetProperty("updated").GetInt32(), import.Json.GetProperty("skipped").GetInt32(), import.Json.GetProperty("failed").GetInt32());

    /// <summary>The path of ten thousand real books; without them, the test is ignored.</summary>
    protected static string Goodbooks()
    {
        for (var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "data", "goodbooks-10k.csv");
            if (File.Exists(file))
                return file;
        }

        Assert.Ignore("goodbooks-10k.csv is not here.");
        return "";
    }
}
