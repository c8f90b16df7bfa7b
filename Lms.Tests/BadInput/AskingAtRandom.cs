using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lms.Tests.BadInput;

/// <summary>
/// Requests that are made up out of nothing but the OpenAPI document. What it allows is understood, what it forbids is refused, and every answer is one that it promises
/// (see <see cref="KeptContract"/>). LMS_REQUESTS says how many of each sort every operation gets; LMS_LAWS=random makes up others than last time.
/// </summary>
public sealed class AskingAtRandom : BadInputTest
{
    /// <summary>What is left to the words of an operation: what must be there in the library, and what goes together with what.</summary>
    private static readonly Regex MoreThanTheDocumentCanSay = new(string.Join('|',
        "^There is no ", "^The user has no ", "^This cursor does not belong to this list", "stands twice", "IANA name of a time zone", "ISO 639 has no such code", "^The catch-all rule must say it",
        "by one of", "^Say how much, or name charges", "must not be less than", "must be later than", "must not lie before", "must not lie after", "must not lie in the", "is about 366 days at most", "^It is not your password", "^A user keeps a patron category", "^The token is not good", "cannot be in circulation yet", "must lie after today", "^Only damage is charged", "must lie in the future", "must lie less than ten years after",
        "^Choose books, by bookIds or by conditions", "^Choose copies in one way", "^Choose books one by one or by conditions, not both", "^Name a condition", "^It must say which books are meant", "^Words like these stand in nearly every book", "^Say what to change", "^A field is either set or cleared",
        "^Name groups, or choose sameIdentifier", "^A book is not merged into itself", @"is in groups\[\d+\] as well"), RegexOptions.CultureInvariant);

    private static readonly int Requests = int.Parse(Environment.GetEnvironmentVariable("LMS_REQUESTS") ?? "3", CultureInfo.InvariantCulture);

    private readonly int _seed = Environment.GetEnvironmentVariable("LMS_LAWS") is "random" ? Random.Shared.Next() : 20261125;

    private JsonElement _document;
    private MadeUp _madeUp = null!;
    private Random _chance = null!;

    [SetUp]
    public async Task ReadTheDocument()
    {
        TestContext.Out.WriteLine($"Seed {_seed}.");
        _chance = new Random(_seed);
        _document = (await Library.Stranger.GetAsync("/swagger/v1/swagger.json")).Json;
        _madeUp = new MadeUp(_document.GetProperty("components").GetProperty("schemas"), _chance);
    }

    [Test]
    public async Task Whatever_the_document_allows_is_understood()
    {
        foreach (var (operation, described) in Described())
        {
            for (var i = 0; i < Requests; i++)
            {
                var (path, body) = (PathOf(operation) + QueryOf(described), BodyOf(described));
                var answer = await AskAsync(operation, path, body);
                if (answer?.Status is HttpStatusCode.BadRequest)
                    ComplainOf(operation, answer);
            }
        }

        ExpectNoFault();
    }

    [Test]
    public async Task Whatever_the_document_forbids_is_refused()
    {
        foreach (var (operation, described) in Described())
        {
            for (var i = 0; i < Requests; i++)
            {
                if (BodyOf(described) is { } body && _madeUp.Forbidden(SchemaOf(described)!.Value, body) is { } forbidden)
                    await RefusedAsync(operation, PathOf(operation), TextOf(forbidden.ToJsonString(), operation.MediaType), null, HttpStatusCode.BadRequest, forbidden.ToJsonString());
                if (ParametersOf(described).OrderBy(_ => _chance.Next()).FirstOrDefault() is { ValueKind: JsonValueKind.Object } parameter && _madeUp.OutOfBounds(parameter.GetProperty("schema")) is { } value and not (JsonArray or JsonObject))
                    await RefusedAsync(operation, $"{PathOf(operation)}?{Pair(parameter, value)}", null, parameter.GetProperty("name").GetString(), HttpStatusCode.BadRequest, value.ToJsonString());
            }
        }

        await ExpectNoComplaintAsync();
    }

    private void ComplainOf(Operation operation, Reply answer)
    {
        foreach (var member in answer.Json.GetProperty("errors").EnumerateObject())
        {
            foreach (var message in member.Value.EnumerateArray().Select(message => message.GetString()!).Where(message => !MoreThanTheDocumentCanSay.IsMatch(message)))
                Complain(operation, member.Name, message);
        }
    }

    private IEnumerable<(Operation Operation, JsonElement Described)> Described() => Operations
        .Select(operation => (operation, _document.GetProperty("paths").GetProperty(operation.Path).GetProperty(operation.Method.Method.ToLowerInvariant())))
        .Where(operation => !operation.Item2.TryGetProperty("x-event-data", out _) && !operation.operation.TakesAForm)
        // What takes things away comes last, so that there is something to ask about.
        .OrderBy(operation => operation.operation.Method == HttpMethod.Delete || operation.operation.Path.StartsWith("/auth/", StringComparison.Ordinal)).ThenBy(_ => _chance.Next());

    /// <summary>Asks; null where the answer is not one that the document promises.</summary>
    private async Task<Reply?> AskAsync(Operation operation, string path, JsonNode? body)
    {
        try
        {
            return await Library.Admin.SendAsync(operation.Method, path, body is null ? null : TextOf(body.ToJsonString(), operation.MediaType));
        }
        catch (AssertionException broken)
        {
            Complain(operation, path, broken.Message);
            return null;
        }
    }

    private static JsonElement? SchemaOf(JsonElement described) =>
        described.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out var json) ? json.GetProperty("schema") : null;

    private JsonNode? BodyOf(JsonElement described) => SchemaOf(described) is { } schema ? _madeUp.Allowed(schema) : null;

    private static IEnumerable<JsonElement> ParametersOf(JsonElement described) =>
        described.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == "query") : [];

    private string QueryOf(JsonElement described)
    {
        var said = ParametersOf(described).Where(parameter => parameter.TryGetProperty("required", out var required) && required.GetBoolean() || _chance.Next(3) == 0).Select(parameter => Pair(parameter, _madeUp.Allowed(parameter.GetProperty("schema")))).ToList();
        return said.Count == 0 ? "" : "?" + string.Join('&', said);
    }

    private static string Pair(JsonElement parameter, JsonNode? value) => $"{parameter.GetProperty("name").GetString()}={Uri.EscapeDataString(value?.ToString() ?? "")}";
}
