using Microsoft.Extensions.Configuration;

namespace Lms.Tests.Identity;

/// <summary>One address may try to sign in so often in a minute, and is told how often it still may.</summary>
public sealed class SigningInTooOften
{
    private const int Permits = 3;

    private Library _library = null!;

    [SetUp]
    public async Task Open() => _library = await Library.OpenAsync(await TestDatabase.CloneAsync(), builder => builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Lms:SignInsPerMinute", (string?)$"{Permits}")]));

    [TearDown]
    public ValueTask Close() => _library.DisposeAsync();

    [Test]
    public async Task Every_answer_says_how_many_attempts_are_left_until_there_are_none()
    {
        var attempts = new List<Reply>();
        for (var attempt = 0; attempt <= Permits; attempt++)
            attempts.Add(await TryAsync("wrong"));

        Assert.That(attempts.Select(attempt => (int)attempt.Status), Is.EqualTo(new[] { 401, 401, 401, 429 }));
        Assert.That(attempts.Select(attempt => Header(attempt, "RateLimit")), Is.EqualTo(new[] { "\"sign-in\";r=2;t=60", "\"sign-in\";r=1;t=60", "\"sign-in\";r=0;t=60", "\"sign-in\";r=0;t=60" }));
        Assert.That(attempts.Select(attempt => Header(attempt, "RateLimit-Policy")), Is.All.EqualTo("\"sign-in\";q=3;w=60"));
        Assert.That((attempts[^1].Code, Header(attempts[^1], "Retry-After")), Is.EqualTo(("too-many-requests", "10")));
    }

    [Test]
    public async Task Who_gets_in_is_told_too_and_everything_else_is_not_limited()
    {
        var session = (await TryAsync("librarian123")).Expect(HttpStatusCode.OK);
        var librarian = new Visitor(_library.Address, 0, session["access_token"]);
        for (var request = 0; request <= Permits; request++)
        {
            var answer = (await librarian.GetAsync("/me")).Expect(HttpStatusCode.OK);
            Assert.That(answer.Headers.Contains("RateLimit"), Is.False);
        }

        Assert.That(Header(session, "RateLimit"), Is.EqualTo("\"sign-in\";r=2;t=60"));
    }

    private static string Header(Reply answer, string name) => answer.Headers.GetValues(name).Single();

    private Task<Reply> TryAsync(string password) => new Visitor(_library.Address, 0, null).FormAsync("/auth/login", ("username", "librarian1"), ("password", password));
}
