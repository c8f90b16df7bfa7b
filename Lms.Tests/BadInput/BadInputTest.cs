using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lms.Tests.BadInput;

/// <summary>
/// A test that tries what nobody can mean on every operation of the OpenAPI document. The answer must be a problem, by name where a
/// member is at fault; nothing may have changed, and nothing may have been logged as an error.
/// </summary>
public abstract class BadInputTest
{
    private readonly SaidFaults _faults = new();
    private readonly List<string> _complaints = [];
    private string _before = "";
    private Dictionary<string, int> _ids = [];

    protected Library Library { get; private set; } = null!;

    private protected IReadOnlyList<Operation> Operations { get; private set; } = [];

    [OneTimeSetUp]
    public async Task Open() => Library = await Library.OpenAsync(await TestDatabase.CloneAsync(), builder => builder.Services.AddSingleton<ILoggerProvider>(_faults));

    [OneTimeTearDown]
    public async Task Close()
    {
        _faults.Dispose();
        await Library.DisposeAsync();
    }

    [SetUp]
    public async Task Furnish()
    {
        await Library.ReopenAsync();
        var book = await Library.ShelveAsync(copies: 2);
        var loan = await Library.Librarian.PostAsync("/loans", new { copyBarcode = book.Barcode, userId = Library.Member.Id });
        var import = await Library.Librarian.RawAsync(HttpMethod.Post, "/imports", "title,author\nEmma,Jane Austen\n", "text/csv");
        while ((await Library.Librarian.GetAsync($"/imports/{import.Id}"))["status"] is "queued" or "running")
            await Task.Delay(20);

        var job = await Library.Librarian.PostAsync("/books/edits", new { bookIds = new[] { book.BookId }, set = new { genre = "Novel" } });
        while ((await Library.Librarian.GetAsync($"/jobs/{job.Id}"))["status"] is "queued" or "running")
            await Task.Delay(20);

        (await Library.Admin.PatchAsync("/me", new { keepsHistory = true })).Expect(HttpStatusCode.OK);
        var hold = await Library.Librarian.PostAsync("/holds", new { bookId = book.BookId, userId = Library.OtherMember.Id });
        _ids = new Dictionary<string, int>
        {
            ["holds"] = hold.Expect(HttpStatusCode.Created).Id,
            ["notices"] = 1,
            ["books"] = book.BookId,
            ["copies"] = await Library.ScalarAsync<int>("SELECT max(id) FROM copies"),
            ["loans"] = loan.Expect(HttpStatusCode.Created).Id,
            ["users"] = Library.OtherMember.Id,
            ["imports"] = import.Id,
            ["jobs"] = job.Id,
            ["branches"] = await Library.ScalarAsync<int>("SELECT min(id) FROM branches"),
            ["patron-categories"] = await Library.ScalarAsync<int>("SELECT min(id) FROM patron_categories"),
            ["circulation-rules"] = await Library.ScalarAsync<int>("SELECT min(id) FROM circulation_rules"),
            ["transactions"] = (int)await Library.ScalarAsync<long>("SELECT min(id) FROM transactions"),
        };
        Operations = Operation.AllOf((await Library.Stranger.GetAsync("/swagger/v1/swagger.json")).Json);
        _before = await Library.FingerprintAsync();
    }

    /// <summary>The path of an operation, with the id of something that is there.</summary>
    private protected string PathOf(Operation operation) => operation.HasId
        ? operation.At(_ids.TryGetValue(operation.Path.Split('/')[1], out var id) ? id : throw new InvalidOperationException($"Furnish something for {operation.Path}."))
        : operation.At(0);

    /// <summary>Expects a problem that names a member; <c>""</c> is the request as a whole.</summary>
    private protected async Task RefusedAsync(Operation operation, string path, HttpContent? body, string? member, HttpStatusCode status, string attempt, params (string Name, string? Value)[] headers)
    {
        var answer = await Library.Admin.SendAsync(operation.Method, path, body, headers);
        var names = answer.MediaType == "application/problem+json" && answer.Json.TryGetProperty("errors", out _) ? answer.Errors.ToList() : [];
        if (answer.Status != status || answer.MediaType != "application/problem+json")
            Complain(operation, attempt, $"{(int)answer.Status} {answer.MediaType} {Short(answer.Text)}");
        else if (member is not null && !names.Any(name => name == member || name.StartsWith(member + "[", StringComparison.Ordinal)))
            Complain(operation, attempt, $"names {string.Join(", ", names)} where {member} is wrong");
    }

    private protected void Complain(Operation operation, string attempt, string complaint) => _complaints.Add($"{operation.Name}  {Short(attempt)}  →  {complaint}");

    /// <summary>Fails the test with every complaint at once, and where anything has changed.</summary>
    protected async Task ExpectNoComplaintAsync()
    {
        ExpectNoFault();
        Assert.That(await Library.FingerprintAsync(), Is.EqualTo(_before), "Something has changed.");
    }

    /// <summary>Fails the test with every complaint at once.</summary>
    protected void ExpectNoFault()
    {
        var complaints = _complaints.ToList();
        _complaints.Clear();
        var faults = _faults.All.ToList();
        _faults.All.Clear();
        Assert.Multiple(() =>
        {
            Assert.That(complaints, Is.Empty, $"{complaints.Count} complaints:\n{string.Join('\n', complaints)}");
            Assert.That(faults, Is.Empty, "Something was logged as an error.");
        });
    }

    private protected static ByteArrayContent BytesOf(ReadOnlySpan<byte> bytes, string? mediaType = "application/json")
    {
        var content = new ByteArrayContent(bytes.ToArray());
        if (mediaType is not null)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        return content;
    }

    private protected static ByteArrayContent TextOf(string text, string? mediaType = "application/json") => BytesOf(Encoding.UTF8.GetBytes(text), mediaType);

    private static string Short(string text) => text.Length <= 300 ? text : string.Concat(text.AsSpan(0, 300), "…");
}
