using System.Text.Json;

namespace Lms.Tests.Common;

/// <summary>Whatever goes wrong, the answer is a problem document (RFC 9457).</summary>
public sealed class AskingForWhatIsNotThere : LibraryTest
{
    [TestCase("GET", "/nothing", 404, "not-found")]
    [TestCase("POST", "/nothing/at/all", 404, "not-found")]
    [TestCase("GET", "/", 404, "not-found")]
    [TestCase("GET", "/books/1/nothing", 404, "not-found")]
    [TestCase("GET", "/books/2147483647", 404, "book-not-found")]
    [TestCase("DELETE", "/books", 405, "method-not-allowed")]
    [TestCase("PUT", "/loans/1", 405, "method-not-allowed")]
    [TestCase("POST", "/books/1", 405, "method-not-allowed")]
    [TestCase("TRACE", "/books", 405, "method-not-allowed")]
    [TestCase("NONSENSE", "/books", 405, "method-not-allowed")]
    [TestCase("OPTIONS", "/books", 405, "method-not-allowed")]
    public async Task A_path_or_a_method_that_there_is_not_is_a_problem(string method, string path, int status, string code)
    {
        var answer = await Library.Admin.SendAsync(new HttpMethod(method), path, null);

        Assert.Multiple(() =>
        {
            Assert.That(((int)answer.Status, answer.MediaType, answer.Code), Is.EqualTo((status, "application/problem+json", code)));
            Assert.That((answer["type"], answer["status"], answer["instance"]), Is.EqualTo(($"/problems/{code}", status.ToString(System.Globalization.CultureInfo.InvariantCulture), path)));
            Assert.That(answer["traceId"], Does.Match("^[0-9a-f]{32}$"));
            Assert.That(answer["detail"], Is.Not.Empty);
        });
    }

    [Test]
    public async Task What_is_not_allowed_says_what_is()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, "/books");
        using var answer = await Library.Admin.Http.SendAsync(request);

        Assert.That(answer.Content.Headers.Allow, Is.SupersetOf(["GET", "POST"]));
    }

    [TestCase("/books")]
    [TestCase("/health/ready")]
    public async Task A_head_is_answered_as_a_get_would_be_without_the_body(string path)
    {
        var (get, head) = (await Library.Stranger.GetAsync(path), await Library.Stranger.SendAsync(HttpMethod.Head, path, null));

        Assert.That((head.Status, head.MediaType, head.Text), Is.EqualTo((get.Status, get.MediaType, "")));
    }

    [Test]
    public async Task A_head_of_what_is_there_has_its_entity_tag_and_of_what_is_not_no_body()
    {
        var book = await Library.ShelveAsync();

        var there = await Library.Stranger.SendAsync(HttpMethod.Head, $"/books/{book.BookId}", null);
        var missing = await Library.Stranger.SendAsync(HttpMethod.Head, "/books/2147483647", null);

        Assert.That(there.ETag, Is.EqualTo((await Library.Stranger.GetAsync($"/books/{book.BookId}")).ETag).And.Not.Null);
        Assert.That((there.Status, there.Text, missing.Status, missing.Text), Is.EqualTo((HttpStatusCode.OK, "", HttpStatusCode.NotFound, "")));
    }

    [TestCase("text/html", "/books?limit=0", 400)]
    [TestCase("application/xml", "/books/2147483647", 404)]
    [TestCase("text/csv", "/users/0", 400)]
    [TestCase("application/json", "/books/abc", 400)]
    public async Task A_problem_is_a_problem_whatever_the_caller_would_rather_have(string accept, string path, int status)
    {
        var answer = await Library.Admin.SendAsync(HttpMethod.Get, path, null, ("Accept", accept));

        Assert.That(((int)answer.Status, answer.MediaType), Is.EqualTo((status, "application/problem+json")));
    }

    [Test]
    public async Task A_representation_that_there_is_not_is_a_problem()
    {
        var answer = await Library.Stranger.SendAsync(HttpMethod.Get, "/books", null, ("Accept", "image/png"));

        Assert.That((answer.Status, answer.MediaType, answer.Code), Is.EqualTo((HttpStatusCode.NotAcceptable, "application/problem+json", "not-acceptable")));
    }

    [TestCase("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    [TestCase("*/*")]
    [TestCase("application/*")]
    public async Task A_browser_that_takes_anything_gets_JSON(string accept) =>
        Assert.That((await Library.Stranger.SendAsync(HttpMethod.Get, "/books", null, ("Accept", accept))).MediaType, Is.EqualTo("application/json"));

    [Test]
    public async Task A_problem_carries_the_trace_that_the_caller_began()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";

        var answer = await Library.Stranger.SendAsync(HttpMethod.Get, "/books/2147483647", null, ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"));

        Assert.That(answer["traceId"], Is.EqualTo(Trace));
    }

    [Test]
    public async Task A_refusal_names_every_reason_and_who_may_override_it()
    {
        var book = await Library.ShelveAsync();
        await Library.Librarian.PatchAsync($"/users/{Library.Member.Id}", new { blocked = true, blockedNote = "Owes a book", expiresOn = "2026-01-01" });

        var refused = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id });

        Assert.That((refused.Status, refused.Code, refused.MediaType), Is.EqualTo((HttpStatusCode.Conflict, "refused", "application/problem+json")));
        Assert.That(refused.Blocks, Is.EquivalentTo(["user-blocked", "card-expired"]));
        Assert.That(refused.Json.GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("message").ValueKind), Is.All.EqualTo(JsonValueKind.String));
    }
}
