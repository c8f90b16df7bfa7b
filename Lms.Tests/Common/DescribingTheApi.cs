using System.Text.Encodings.Web;
using System.Text.Json;
using Lms.Application.Common;

namespace Lms.Tests.Common;

/// <summary>The OpenAPI document: what clients are generated from.</summary>
public sealed class DescribingTheApi : LibraryTest
{
    private const string Snapshot = "docs/openapi.json";
    private const string Accept = "LMS_ACCEPT=1 dotnet test --filter " + nameof(The_document_changes_only_where_somebody_says_so);
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private JsonElement _document;

    private IEnumerable<(string Name, JsonElement Operation)> Operations => _document.GetProperty("paths").EnumerateObject()
        .SelectMany(path => path.Value.EnumerateObject().Select(method => ($"{method.Name.ToUpperInvariant()} {path.Name}", method.Value)));

    [SetUp]
    public async Task ReadTheDocument() => _document = (await Library.Stranger.GetAsync("/swagger/v1/swagger.json")).Expect(HttpStatusCode.OK).Json;

    [Test]
    public void The_document_changes_only_where_somebody_says_so()
    {
        var file = Path.Combine(SourceTree.Root, Snapshot);
        var now = JsonSerializer.Serialize(_document, Pretty) + "\n";
        if (Environment.GetEnvironmentVariable("LMS_ACCEPT") is { Length: > 0 })
            File.WriteAllText(file, now);

        var kept = File.Exists(file) ? File.ReadAllText(file) : "";
        Assert.That(now == kept, $"""
            The API is not what {Snapshot} says. {FirstDifference(kept, now)}
            If that is meant, accept it and commit the file with your change:
                {Accept}
            """);
    }

    [Test]
    public void The_document_names_no_machine() =>
        Assert.That(_document.GetProperty("servers").EnumerateArray().Select(server => server.GetProperty("url").GetString()), Is.EqualTo(["/"]));

    [Test]
    public void Every_route_of_the_API_is_in_the_document()
    {
        var routes = Access.Routes.Of(Library).Where(route => !route.Path.StartsWith("/health", StringComparison.Ordinal)).Select(route => route.Name);

        Assert.That(Operations.Select(operation => operation.Name), Is.EquivalentTo(routes));
    }

    [Test]
    public void Every_code_that_a_problem_may_have_stands_in_the_document() =>
        Assert.That(
            _document.GetProperty("components").GetProperty("schemas").GetProperty("Problem").GetProperty("properties").GetProperty("code").GetProperty("x-extensible-enum").EnumerateArray().Select(code => code.GetString()),
            Is.EquivalentTo(ProblemKinds.All.Select(kind => kind.Code)));

    [Test]
    public void Every_operation_has_a_name_of_its_own_and_a_summary()
    {
        var names = Operations.Select(operation => operation.Operation.GetProperty("operationId").GetString()).ToList();

        Assert.That(names, Is.Unique.And.All.Match("^[A-Z][A-Za-z]+_[A-Z][A-Za-z]+$"));
        Assert.That(Operations.Where(operation => !Has(operation.Operation, "summary")).Select(operation => operation.Name), Is.Empty);
    }

    [Test]
    public void Every_operation_says_what_it_answers_when_all_is_well()
    {
        var silent = Operations.Where(operation => !ResponsesOf(operation.Operation).Any(response => response.Status is "204" or "202" || (response.Status[0] == '2' && Has(response.Response, "content"))));

        Assert.That(silent.Select(operation => operation.Name), Is.Empty);
    }

    [Test]
    public void Every_answer_is_described()
    {
        var silent = Operations.SelectMany(operation => ResponsesOf(operation.Operation).Where(response => !Has(response.Response, "description")).Select(response => $"{operation.Name} {response.Status}"));

        Assert.That(silent, Is.Empty);
    }

    [Test]
    public void Every_refusal_is_a_problem_document()
    {
        var other = Operations.SelectMany(operation => ResponsesOf(operation.Operation).Where(response => response.Status[0] is '4' or '5' && !IsProblem(response.Response)).Select(response => $"{operation.Name} {response.Status}"));

        Assert.That(other, Is.Empty);
        Assert.That(Operations.Where(operation => !Has(operation.Operation.GetProperty("responses"), "400")).Select(operation => operation.Name), Is.Empty);
    }

    [Test]
    public void Every_parameter_and_every_member_of_a_schema_says_what_it_is()
    {
        var parameters = Operations.SelectMany(operation => ParametersOf(operation.Operation).Where(parameter => parameter.GetProperty("in").GetString() == "query" && !Has(parameter, "description"))
            .Select(parameter => $"{operation.Name} {parameter.GetProperty("name")}"));
        var members = _document.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(schema => schema.Value.TryGetProperty("properties", out _))
            .SelectMany(schema => schema.Value.GetProperty("properties").EnumerateObject().Where(member => !Has(member.Value, "description") && !member.Value.TryGetProperty("$ref", out _)).Select(member => $"{schema.Name}.{member.Name}"));

        Assert.That(parameters.Concat(members), Is.Empty);
    }

    [Test]
    public void Every_operation_that_needs_a_sign_in_says_so()
    {
        var open = Access.Routes.Of(Library).Where(route => route.Metadata.Find<Microsoft.AspNetCore.Authorization.IAllowAnonymous>() is not null).Select(route => route.Name).ToHashSet();
        var wrong = Operations.Where(operation => IsOpen(operation.Operation) != open.Contains(operation.Name) || Has(operation.Operation.GetProperty("responses"), "403") != KnowsUsers(operation.Operation));

        Assert.That(wrong.Select(operation => operation.Name), Is.Empty);
    }

    private static bool IsOpen(JsonElement operation) =>
        !KnowsUsers(operation) || operation.GetProperty("security").EnumerateArray().Any(way => !way.EnumerateObject().Any());

    private static bool KnowsUsers(JsonElement operation) => operation.GetProperty("security").GetArrayLength() > 0;

    private static bool Has(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && (value.ValueKind != JsonValueKind.String || !string.IsNullOrWhiteSpace(value.GetString()));

    private static JsonElement[] ParametersOf(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters) ? [.. parameters.EnumerateArray()] : [];

    private static IEnumerable<(string Status, JsonElement Response)> ResponsesOf(JsonElement operation) =>
        operation.GetProperty("responses").EnumerateObject().Select(response => (response.Name, response.Value));

    private static bool IsProblem(JsonElement response) =>
        response.TryGetProperty("content", out var content) && content.EnumerateObject().Select(type => type.Name).SequenceEqual(["application/problem+json"]);

    private static string FirstDifference(string kept, string now)
    {
        var (before, after) = (kept.Split('\n'), now.Split('\n'));
        var line = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"First at line {line + 1}:\n    - {before.ElementAtOrDefault(line)?.Trim()}\n    + {after.ElementAtOrDefault(line)?.Trim()}";
    }
}
