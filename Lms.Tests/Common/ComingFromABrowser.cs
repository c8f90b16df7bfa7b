using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Tests.Common;

public sealed class ComingFromABrowser : LibraryTest
{
    private const string Page = "https://catalogue.example";

    [TestCase("/books")]
    [TestCase("/nothing")]
    [TestCase("/users")]
    [TestCase("/swagger/v1/swagger.json")]
    [TestCase("/problems/refused")]
    [TestCase("/health/live")]
    public async Task Nothing_is_taken_for_what_it_does_not_say_it_is(string path)
    {
        var answer = await Library.Stranger.GetAsync(path);

        Assert.Multiple(() =>
        {
            Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(["nosniff"]));
            Assert.That(answer.Headers.GetValues("X-Frame-Options"), Is.EqualTo(["DENY"]));
            Assert.That(answer.Headers.GetValues("Referrer-Policy"), Is.EqualTo(["no-referrer"]));
            Assert.That(answer.Headers.Contains("Server"), Is.False);
            Assert.That(answer.Headers.Contains("X-Powered-By"), Is.False);
        });
    }

    [Test]
    public async Task Who_came_over_a_safe_line_is_told_to_stay_on_it_and_nobody_else_is()
    {
        await using var safe = await Library.OpenAsync(await TestDatabase.CloneAsync(), builder => builder.Services.AddSingleton<IStartupFilter>(new SafeLine()));

        var (over, open) = (await CallAsync(safe, Page), await CallAsync(Library, Page));

        Assert.That(over.Headers.GetValues("Strict-Transport-Security").Single(), Does.Match("^max-age=[0-9]{8,}"));
        Assert.That(open.Headers.Contains("Strict-Transport-Security"), Is.False);
    }

    [TestCase("gzip")]
    [TestCase("br")]
    public async Task A_long_answer_is_compressed_where_that_is_understood(string encoding)
    {
        for (var index = 0; index < 20; index++)
            await Library.ShelveAsync($"Book {index}", copies: 0);
        var plain = await Library.Stranger.GetAsync("/books");

        using var request = new HttpRequestMessage(HttpMethod.Get, "/books");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        using var answer = await Library.Stranger.Http.SendAsync(request);

        await using var body = await answer.Content.ReadAsStreamAsync();
        await using Stream unpacked = encoding == "gzip" ? new GZipStream(body, CompressionMode.Decompress) : new BrotliStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        Assert.Multiple(async () =>
        {
            Assert.That(answer.Content.Headers.ContentEncoding, Is.EqualTo([encoding]));
            Assert.That(answer.Headers.Vary, Does.Contain("Accept-Encoding"));
            Assert.That(await reader.ReadToEndAsync(), Is.EqualTo(plain.Text));
        });
    }

    [Test]
    public async Task A_page_of_another_origin_may_call_only_where_the_library_says_so()
    {
        await using var open = await Library.OpenAsync(await TestDatabase.CloneAsync(), builder => builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Lms:CorsOrigins:0", (string?)Page)]));

        var (friend, foe) = (await CallAsync(open, Page), await CallAsync(open, "https://elsewhere.example"));
        var closed = await CallAsync(Library, Page);

        Assert.Multiple(() =>
        {
            Assert.That(friend.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo([Page]));
            Assert.That(friend.Headers.GetValues("Access-Control-Expose-Headers").Single().Split(','), Is.SupersetOf(["ETag", "Link", "Location", "Retry-After", "X-Total-Count", "Idempotency-Replayed", "RateLimit", "RateLimit-Policy", "Deprecation", "Sunset"]));
            Assert.That(foe.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
            Assert.That(closed.Headers.Contains("Access-Control-Allow-Origin"), Is.False);
        });
    }

    [TestCase("PATCH", "/books/1")]
    [TestCase("POST", "/loans")]
    [TestCase("DELETE", "/users/1")]
    public async Task A_browser_that_asks_beforehand_is_told_what_it_may_send(string method, string path)
    {
        await using var open = await Library.OpenAsync(await TestDatabase.CloneAsync(), builder => builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Lms:CorsOrigins:0", (string?)Page)]));

        var answer = await new Visitor(open.Address, 0, null).SendAsync(HttpMethod.Options, path, null, ("Origin", Page), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization,content-type,if-match,idempotency-key"));

        Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(answer.Headers.GetValues("Access-Control-Allow-Methods").Single(), Does.Contain(method));
        Assert.That(answer.Headers.GetValues("Access-Control-Allow-Headers").Single().Split(','), Is.SupersetOf(["authorization", "content-type", "if-match", "idempotency-key"]));
    }

    [Test]
    public async Task A_browser_may_ask_beforehand_about_everything_and_need_not_ask_again_for_a_while()
    {
        await using var open = await Library.OpenAsync(await TestDatabase.CloneAsync(), builder => builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Lms:CorsOrigins:0", (string?)Page)]));
        var browser = new Visitor(open.Address, 0, null);

        foreach (var route in Access.Routes.Of(open))
        {
            var path = System.Text.RegularExpressions.Regex.Replace(route.Path, @"\{\w+\}", "1");
            var answer = await browser.SendAsync(HttpMethod.Options, path, null, ("Origin", Page), ("Access-Control-Request-Method", route.Method), ("Access-Control-Request-Headers", "authorization,content-type"));

            Assert.That(answer.Status, Is.EqualTo(HttpStatusCode.NoContent), route.Name);
            Assert.That(answer.Headers.GetValues("Access-Control-Allow-Methods").Single(), Does.Contain(route.Method), route.Name);
            Assert.That(answer.Headers.GetValues("Access-Control-Max-Age").Single(), Is.EqualTo("7200"), route.Name);
        }
    }

    private static Task<Reply> CallAsync(Library library, string origin) =>
        new Visitor(library.Address, 0, null).SendAsync(HttpMethod.Get, "/books", null, ("Origin", origin));

    /// <summary>Lets every request come as if over TLS.</summary>
    private sealed class SafeLine : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Request.Scheme = "https";
                return following(context);
            });
            next(app);
        };
    }
}
