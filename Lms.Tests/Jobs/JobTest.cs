using System.Text.Json;

namespace Lms.Tests.Jobs;

/// <summary>Has long work done and waits for it.</summary>
public abstract class JobTest : LibraryTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Puts books into the catalogue as a large import would: <c>Title 1</c> by <c>Author 1</c> and so on, with the numbers as ids.</summary>
    protected Task HaveBooksAsync(int count) => Library.ScalarAsync<long>($$"""
        WITH made AS (
            INSERT INTO books (title, sort_title, author, contributors, shares_isbn, genre, subjects, material_type, created_at, updated_at, work_key)
            SELECT 'Title ' || n, 'title ' || n, 'Author ' || n, jsonb_build_array(jsonb_build_object('Name', 'Author ' || n, 'Role', 'author')), false, 'Novel', '{Law}', 'book', now(), now(), 'title ' || n || '/author'
            FROM generate_series(1, {{count}}) AS n RETURNING 1)
        SELECT count(*) FROM made
        """);

    /// <summary>Asks for a job.</summary>
    protected async Task<Reply> OrderAsync(string path, object? body = null, string? key = null)
    {
        var order = (await Library.Librarian.PostAsync(path, body, key)).Expect(HttpStatusCode.Accepted);
        Assert.That(order.Headers.Location?.AbsolutePath, Is.EqualTo($"/jobs/{order.Id}"));
        return order;
    }

    /// <summary>Asks for a job and waits for its end.</summary>
    protected async Task<Reply> DoAsync(string path, object? body = null) => await EndOfAsync(await OrderAsync(path, body));

    protected async Task<Reply> EndOfAsync(Reply order)
    {
        for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until; await Task.Delay(10))
        {
            var job = (await Library.Librarian.GetAsync($"/jobs/{order.Id}")).Expect(HttpStatusCode.OK);
            if (job["finishedAt"] != "")
                return job;
        }

        throw new TimeoutException($"Job {order.Id} does not end.");
    }

    protected static (string? Status, string? Processed, string? Changed, string? Failed) CountsOf(Reply job) => (job["status"], job["processed"], job["changed"], job["failed"]);

    /// <summary>The named things, as <c>number, book: reason</c>.</summary>
    protected async Task<string[]> ErrorsOfAsync(Reply job) =>
        [.. (await Library.Librarian.GetAsync($"/jobs/{job.Id}/errors")).Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(error => $"{error.GetProperty("number")}, {error.GetProperty("bookId")}: {error.GetProperty("reason").GetString()}")];

    /// <summary>The named things, as <c>book: code</c>.</summary>
    protected async Task<string[]> CodesOfAsync(Reply job) =>
        [.. (await Library.Librarian.GetAsync($"/jobs/{job.Id}/errors")).Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(error => $"{error.GetProperty("bookId")}: {error.GetProperty("code").GetString()}")];

    protected async Task<JsonElement> BookAsync(int id) => (await Library.Librarian.GetAsync($"/books/{id}")).Expect(HttpStatusCode.OK).Json;

    protected async Task<int> CatalogueAsync(object book) => (await Library.Librarian.PostAsync("/books", book)).Expect(HttpStatusCode.Created).Id;
}
