using Microsoft.Extensions.DependencyInjection;

namespace Lms.Tests.Common;

/// <summary>What will go away says so long before: in every answer, and in the document.</summary>
public sealed class TakingLeave
{
    private Library _library = null!;

    [OneTimeSetUp]
    public async Task Open() => _library = await Library.OpenAsync(await TestDatabase.CloneAsync(), builder => builder.Services.AddControllers().AddApplicationPart(typeof(OldShelvesController).Assembly));

    [OneTimeTearDown]
    public ValueTask Close() => _library.DisposeAsync();

    [TestCase("/old-shelves", 200)]
    [TestCase("/old-shelves?nonsense=1", 400)]
    public async Task Every_answer_says_since_when_and_until_when(string path, int status)
    {
        using var http = new HttpClient { BaseAddress = _library.Address };
        using var answer = await http.GetAsync(path);

        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(answer.Headers.GetValues("Deprecation"), Is.EqualTo(new[] { "@1795996800" }));
        Assert.That(answer.Headers.GetValues("Sunset"), Is.EqualTo(new[] { "Mon, 31 May 2027 00:00:00 GMT" }));
    }

    [Test]
    public async Task What_stays_says_nothing()
    {
        using var http = new HttpClient { BaseAddress = _library.Address };
        using var answer = await http.GetAsync("/old-shelves/name");

        Assert.That(answer.Headers.Contains("Deprecation") || answer.Headers.Contains("Sunset"), Is.False);
    }

    [Test]
    public async Task The_document_says_it_and_what_to_use_instead()
    {
        var document = (await new Visitor(_library.Address, 0, null).GetAsync("/swagger/v1/swagger.json")).Json;
        var shelves = document.GetProperty("paths").GetProperty("/old-shelves").GetProperty("get");

        Assert.That(shelves.GetProperty("deprecated").GetBoolean(), Is.True);
        Assert.That(shelves.GetProperty("description").GetString(), Does.EndWith("Deprecated since 2026-11-30, and gone from 2027-05-31 on. Use GET /branches instead."));
        Assert.That(shelves.GetProperty("responses").GetProperty("200").GetProperty("headers").EnumerateObject().Select(header => header.Name), Is.SupersetOf(new[] { "Deprecation", "Sunset" }));
        Assert.That(document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Count(operation => operation.Value.TryGetProperty("deprecated", out _)), Is.EqualTo(1));
    }
}
