using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Lms.Api.Common;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Tests.Architecture;
using Microsoft.AspNetCore.Http;

namespace Lms.Tests.Common;

public sealed partial class ExplainingProblems : LibraryTest
{
    /// <summary>Words of the program that look like the code of a problem and are none.</summary>
    private static readonly string[] OtherWords =
    [
        "iso-8859-1", "us-ascii", "utf-8", "utf-16", "windows-1250", "windows-1251", "windows-1252", "marc-8", "x-extensible-enum", "x-problem-codes", "x-block-codes", "x-event-data", "x-last-event", "lms-mail", "lock-holder", "scram-sha-256", "no-referrer", "sign-in", "undo-import",
        "by-hand", "card-expiry", "closed-day", "fixed-due-date", "loan-period", "not-earlier",
        "title-short", "date-parts", "collection-title", "collection-number", "number-of-pages", "call-number",
    ];

    private static IEnumerable<string> Codes => ProblemKinds.All.Select(kind => kind.Code);

    [TestCaseSource(nameof(Codes))]
    public async Task Every_problem_has_a_page_that_anybody_can_read(string code)
    {
        var page = (await Library.Stranger.SendAsync(HttpMethod.Get, $"/problems/{code}", null, ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"))).Expect(HttpStatusCode.OK);

        var kind = ProblemKinds.Find(code)!;
        Assert.That(page.MediaType, Is.EqualTo("text/html"));
        Assert.That(WebUtility.HtmlDecode(page.Text), Does.Contain($"<h1>{kind.Title}</h1>").And.Contain(kind.Meaning).And.Contain(kind.Advice).And.Contain(code));
    }

    [TestCase("application/json")]
    [TestCase("*/*")]
    [TestCase("application/json, text/html;q=0.5")]
    [TestCase(null)]
    public async Task A_program_gets_the_same_as_JSON(string? accept)
    {
        var answer = (await Library.Stranger.SendAsync(HttpMethod.Get, "/problems/loan-limit", null, ("Accept", accept))).Expect(HttpStatusCode.OK);

        Assert.Multiple(() =>
        {
            Assert.That(answer.MediaType, Is.EqualTo("application/json"));
            Assert.That((answer["code"], answer["status"], answer["overridableBy"]), Is.EqualTo(("loan-limit", "409", "librarian")));
            Assert.That(answer["meaning"], Is.Not.Empty);
            Assert.That(answer["advice"], Is.Not.Empty);
        });
    }

    [TestCase("unknown")]
    [TestCase("Refused")]
    [TestCase("<script>")]
    public async Task A_code_that_no_problem_has_is_not_found(string code)
    {
        var answer = await Library.Stranger.GetAsync($"/problems/{Uri.EscapeDataString(code)}");

        Assert.That((answer.Status, answer.Code, answer.MediaType), Is.EqualTo((HttpStatusCode.NotFound, "problem-not-found", "application/problem+json")));
    }

    [Test]
    public async Task The_type_of_a_problem_leads_to_its_page()
    {
        var problem = await Library.Stranger.GetAsync("/books/2147483647");

        var page = (await Library.Stranger.GetAsync(problem["type"]!)).Expect(HttpStatusCode.OK);

        Assert.That((page["code"], page["title"]), Is.EqualTo((problem.Code, problem["title"])));
    }

    [TestCaseSource(typeof(Layer), nameof(Layer.All))]
    public void Every_code_that_the_program_can_say_is_explained(object layer)
    {
        var unexplained = LiteralsOf((Layer)layer).Where(literal => KebabCase().IsMatch(literal)).Except(OtherWords).Except(Codes);

        Assert.That(unexplained, Is.Empty, "Explain each in the Problems of its room, or add it to the words that are no codes.");
    }

    [Test]
    public void Every_status_of_a_copy_that_stands_in_the_way_is_explained()
    {
        var codes = Enum.GetValues<CopyStatus>().Where(status => status is not CopyStatus.Available).Select(status => $"copy-{status.Phrase().Replace(' ', '-')}");

        Assert.That(codes, Is.SubsetOf(Codes));
    }

    [Test]
    public void Every_bare_status_is_explained([Values(400, 401, 403, 404, 405, 406, 408, 413, 415, 416, 429, 500, 503)] int status) =>
        Assert.That(Codes, Does.Contain(Problems.OfStatus(new DefaultHttpContext(), status).Code));

    [Test]
    public void Everything_that_can_be_missing_is_explained()
    {
        var things = Layer.All.SelectMany(layer => SourceTree.FilesOf(layer.Name)).SelectMany(file => Missing().Matches(SourceTree.Read(file))).Select(match => match.Groups[1].Value.Replace(' ', '-') + "-not-found").ToHashSet();

        Assert.That(things, Does.Contain("patron-category-not-found"));
        Assert.That(things, Is.SubsetOf(Codes));
    }

    /// <summary>The texts that stand in the compiled code of a layer.</summary>
    private static HashSet<string> LiteralsOf(Layer layer)
    {
        using var file = new PEReader(File.OpenRead(layer.Assembly.Location));
        var metadata = file.GetMetadataReader();
        var literals = new HashSet<string>();
        for (var handle = metadata.GetNextHandle(MetadataTokens.UserStringHandle(0)); !handle.IsNil; handle = metadata.GetNextHandle(handle))
            literals.Add(metadata.GetUserString(handle));
        Assert.That(literals, Is.Not.Empty);
        return literals;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)+$")]
    private static partial Regex KebabCase();

    [GeneratedRegex("NotFoundException\\(\"([a-z ]+)\"")]
    private static partial Regex Missing();
}
