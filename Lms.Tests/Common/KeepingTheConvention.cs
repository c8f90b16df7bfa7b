using System.Text.Json;
using System.Text.RegularExpressions;
using Lms.Tests.Architecture;

namespace Lms.Tests.Common;

/// <summary>
/// Whoever knows one resource knows all: every operation of the OpenAPI document keeps the convention, so that a new controller cannot
/// break it without anybody noticing.
/// </summary>
public sealed partial class KeepingTheConvention : LibraryTest
{
    /// <summary>What is told by the path and one date has no version of its own.</summary>
    private static readonly string[] WithoutVersion = ["DELETE /users/{id}/blocks/{code}", "PUT /users/{id}/proxies/{proxyId}", "DELETE /users/{id}/proxies/{proxyId}"];

    /// <summary>The likeliest few of very many, with no next page.</summary>
    private static readonly string[] WithoutNextPage = ["GET /search/suggestions"];

    /// <summary>Bodies of sign-in, which are RFC 6749's and not ours.</summary>
    private static readonly string[] OfOAuth = ["Session", "LoginForm", "RefreshForm", "LogoutForm"];

    /// <summary>Reasons that stand against what the library does by itself; nobody at the desk meets them.</summary>
    private static readonly string[] OnlyForChores = ["not-lost-yet"];

    private JsonElement _document;

    private IEnumerable<Described> Operations => _document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(method => new Described(method.Name.ToUpperInvariant(), path.Name, method.Value)));

    [SetUp]
    public async Task ReadTheDocument() => _document = (await Library.Stranger.GetAsync("/swagger/v1/swagger.json")).Expect(HttpStatusCode.OK).Json;

    [Test]
    public void Paths_are_words_with_hyphens_and_ids() =>
        Assert.That(Operations.Select(operation => operation.Path), Is.All.Match(@"^(/([a-z]+(-[a-z]+)*|\{[a-z]+([A-Z][a-z]+)*\}))+$"));

    [Test]
    public void Ids_in_paths_are_positive_integers() =>
        Expect(operation => operation.Parameters("path").All(parameter => Text(parameter, "name") == "code"
            || (Text(parameter.GetProperty("schema"), "type") == "integer" && parameter.GetProperty("schema").GetProperty("minimum").GetInt32() == 1)));

    [Test]
    public void Parameters_and_members_are_in_camel_case()
    {
        Expect(operation => operation.Parameters("query").All(parameter => CamelCase().IsMatch(Text(parameter, "name"))));
        var other = Schemas().Where(schema => !OfOAuth.Contains(schema.Name) && schema.Value.TryGetProperty("properties", out _))
            .SelectMany(schema => schema.Value.GetProperty("properties").EnumerateObject().Where(member => !CamelCase().IsMatch(member.Name)).Select(member => $"{schema.Name}.{member.Name}"));

        Assert.That(other, Is.Empty);
    }

    [Test]
    public void Enumerations_are_words_in_camel_case()
    {
        var words = Schemas().Where(schema => schema.Value.TryGetProperty("enum", out _))
            .SelectMany(schema => schema.Value.GetProperty("enum").EnumerateArray().Select(word => $"{Text(schema.Value, "type")} {word}")).ToList();

        Assert.That(words, Is.Not.Empty.And.All.Match("^string [a-z]+([A-Z][a-z]+)*$"));
    }

    [Test]
    public void A_list_that_is_paged_takes_what_every_such_list_takes()
    {
        Expect(operation => !operation.Takes("query", "cursor")
            || (new[] { "limit", "sort", "count" }.All(name => operation.Takes("query", name)) && operation.Answers("200", "Link") && operation.Answers("200", "X-Total-Count")));
        Expect(operation => operation.Takes("query", "cursor") || !operation.Answers("200", "Link"));
        Expect(operation => operation.Takes("query", "cursor") || operation.Takes("query", "limit") == WithoutNextPage.Contains(operation.Name));
        Expect(operation => !operation.Takes("query", "cursor") || operation.Limit is (50, 1, 200));
    }

    [Test]
    public void What_has_a_version_answers_to_it()
    {
        Expect(operation => operation.Method != "GET" || operation.Takes("header", "If-None-Match") == operation.Answers("200", "ETag"));
        Expect(operation => operation.Has("304") == operation.Takes("header", "If-None-Match"));
        Expect(operation => operation.Method is not ("PUT" or "PATCH" or "DELETE") || (operation.Takes("header", "If-Match") && operation.Has("412")) != WithoutVersion.Contains(operation.Name));
    }

    [Test]
    public void A_POST_by_somebody_can_be_repeated() =>
        Expect(operation => (operation.Method == "POST" && operation.Has("403")) == operation.Takes("header", "Idempotency-Key") && operation.Has("422") == operation.Takes("header", "Idempotency-Key"));

    [Test]
    public void What_was_made_says_where_it_is() =>
        Expect(operation => !operation.Has("201") || operation.Answers("201", "Location"));

    [Test]
    public void A_PATCH_is_a_merge_patch() =>
        Expect(operation => operation.Method != "PATCH" || operation.BodyTypes.Contains("application/merge-patch+json"));

    [Test]
    public void A_body_can_be_too_large_or_of_another_kind() =>
        Expect(operation => operation.BodyTypes.Count == 0 || (operation.Has("413") && operation.Has("415")));

    [Test]
    public void Every_operation_can_be_misunderstood_and_can_fail_and_says_when_to_ask_again() =>
        Expect(operation => operation.Has("400") && operation.Has("500") && operation.Answers("503", "Retry-After"));

    [Test]
    public void What_needs_a_sign_in_can_be_refused_to_strangers_and_to_others() =>
        Expect(operation => operation.Has("401") || !operation.Has("403"));

    [Test]
    public void Every_refusal_names_the_codes_it_may_have() =>
        Expect(operation => operation.Statuses.Where(status => status[0] is '4' or '5').All(status => operation.Codes(status, "x-problem-codes").Any()));

    [Test]
    public void Every_reason_to_refuse_is_named_where_it_can_be_met()
    {
        var reasons = Layer.All.SelectMany(layer => SourceTree.FilesOf(layer.Name)).SelectMany(file => Reason().Matches(SourceTree.Read(file))).Select(match => match.Groups[1].Value).Distinct();

        Assert.That(reasons.Except(OnlyForChores), Is.Not.Empty.And.SubsetOf(Operations.SelectMany(operation => operation.Codes("409", "x-block-codes"))));
    }

    [Test]
    public void What_is_limited_says_how_much_is_left() =>
        Expect(operation => !operation.Has("429") || (operation.Answers("429", "Retry-After") && operation.Statuses.All(status => operation.Answers(status, "RateLimit") && operation.Answers(status, "RateLimit-Policy"))));

    private void Expect(Func<Described, bool> rule) =>
        Assert.That(Operations.Where(operation => !rule(operation)).Select(operation => operation.Name), Is.Empty);

    private JsonElement.ObjectEnumerator Schemas() => _document.GetProperty("components").GetProperty("schemas").EnumerateObject();

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;

    [GeneratedRegex("^[a-z]+([A-Z][a-z0-9]*)*$")]
    private static partial Regex CamelCase();

    [GeneratedRegex("new Block\\(\"([a-z-]+)\"")]
    private static partial Regex Reason();

    private sealed record Described(string Method, string Path, JsonElement Operation)
    {
        public string Name => $"{Method} {Path}";

        public IReadOnlyList<string> Statuses => [.. Operation.GetProperty("responses").EnumerateObject().Select(response => response.Name)];

        public IReadOnlyList<string> BodyTypes => Operation.TryGetProperty("requestBody", out var body) ? [.. body.GetProperty("content").EnumerateObject().Select(content => content.Name)] : [];

        /// <summary>The items on a page where nobody says how many, the least and the most.</summary>
        public (int Usual, int Least, int Most) Limit => Parameters("query").Single(parameter => Text(parameter, "name") == "limit").GetProperty("schema") is var schema
            ? (schema.GetProperty("default").GetInt32(), schema.GetProperty("minimum").GetInt32(), schema.GetProperty("maximum").GetInt32())
            : default;

        public IEnumerable<JsonElement> Parameters(string place) =>
            Operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray().Where(parameter => Text(parameter, "in") == place) : [];

        public bool Takes(string place, string name) => Parameters(place).Any(parameter => Text(parameter, "name") == name);

        public IEnumerable<string> Codes(string status, string member) =>
            Has(status) && Operation.GetProperty("responses").GetProperty(status).TryGetProperty(member, out var codes) ? codes.EnumerateArray().Select(code => code.GetString()!) : [];

        public bool Has(string status) => Operation.GetProperty("responses").TryGetProperty(status, out _);

        public bool Answers(string status, string header) =>
            Has(status) && Operation.GetProperty("responses").GetProperty(status).TryGetProperty("headers", out var headers) && headers.TryGetProperty(header, out _);
    }
}
