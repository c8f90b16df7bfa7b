using System.Text.Json;
using System.Text.RegularExpressions;

namespace Lms.Tests.BadInput;

/// <summary>An operation of the OpenAPI document, and the paths on which a small library has something to operate on.</summary>
internal sealed partial class Operation(string method, string path, JsonElement described, JsonElement schemas)
{
    private const string Json = "application/json";

    public HttpMethod Method { get; } = new(method.ToUpperInvariant());

    public string Path { get; } = path;

    public string Name => $"{Method} {Path}";

    public bool HasId => Path.Contains("{id}", StringComparison.Ordinal);

    public bool TakesJson => Takes(Json);

    /// <summary>Whether the body is an object, and not a list of things.</summary>
    public bool TakesAnObject => TakesJson && (!Resolve(Schema).TryGetProperty("type", out var type) || type.GetString() == "object");

    public bool TakesAForm => Takes("application/x-www-form-urlencoded");

    public bool NeedsABody => described.TryGetProperty("requestBody", out var body) && body.TryGetProperty("required", out var required) && required.GetBoolean();

    public bool AnswersAList => described.GetProperty("responses").TryGetProperty("200", out var answer) && answer.TryGetProperty("content", out var content)
        && content.TryGetProperty(Json, out var json) && json.GetProperty("schema").TryGetProperty("type", out var type) && type.GetString() == "array";

    public string MediaType => Method == HttpMethod.Patch ? "application/merge-patch+json" : Json;

    public IEnumerable<string> Headers => Parameters("header").Select(parameter => parameter.Name);

    /// <summary>The parameters of the query.</summary>
    public IEnumerable<Member> Query => Parameters("query");

    /// <summary>The members of the body, those of its parts included.</summary>
    public IEnumerable<Member> Body => TakesAnObject ? MembersOf(Schema, "") : [];

    public static IReadOnlyList<Operation> AllOf(JsonElement document) =>
        [.. document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Select(method => new Operation(method.Name, path.Name, method.Value, document.GetProperty("components").GetProperty("schemas"))))];

    /// <summary>The path with an id in it.</summary>
    public string At(object id) => OtherId().Replace(Path.Replace("{id}", id.ToString(), StringComparison.Ordinal).Replace("{code}", "book", StringComparison.Ordinal), "1");

    private JsonElement Schema => described.GetProperty("requestBody").GetProperty("content").GetProperty(Json).GetProperty("schema");

    private bool Takes(string mediaType) => described.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty(mediaType, out _);

    private IEnumerable<Member> Parameters(string place) => described.TryGetProperty("parameters", out var parameters)
        ? parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == place).Select(parameter => Member.Of(parameter.GetProperty("name").GetString()!, Resolve(parameter.GetProperty("schema"))))
        : [];

    private IEnumerable<Member> MembersOf(JsonElement schema, string prefix)
    {
        var whole = Resolve(schema);
        if (!whole.TryGetProperty("properties", out var members))
            yield break;
        foreach (var member in members.EnumerateObject())
        {
            var resolved = Resolve(member.Value);
            yield return Member.Of(prefix + member.Name, resolved);
            var isList = resolved.TryGetProperty("items", out var item);
            foreach (var part in MembersOf(isList ? item : resolved, $"{prefix}{member.Name}{(isList ? "[0]" : "")}."))
                yield return part;
        }
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex OtherId();

    private JsonElement Resolve(JsonElement schema)
    {
        if (schema.TryGetProperty("allOf", out var choices))
            return Resolve(choices[0]);
        return schema.TryGetProperty("$ref", out var reference) ? schemas.GetProperty(reference.GetString()!.Split('/')[^1]) : schema;
    }
}

/// <summary>A member of a body, or a parameter.</summary>
/// <param name="Name">As a validation problem names it: <c>contributors[0].name</c>.</param>
/// <param name="Kind">Its type and format, as <c>string/date</c>; <c>enum</c> for words of a list.</param>
internal sealed record Member(string Name, string Kind)
{
    public static Member Of(string name, JsonElement schema)
    {
        var type = schema.TryGetProperty("type", out var stated) ? stated.GetString()! : "";
        var format = schema.TryGetProperty("format", out var detail) ? "/" + detail.GetString() : "";
        var item = schema.TryGetProperty("items", out var items) && items.TryGetProperty("type", out var ofItems) && ofItems.GetString() == "integer" ? $"/integer/{items.GetProperty("format").GetString()}" : "";
        return new Member(name, schema.TryGetProperty("enum", out _) ? "enum" : type + format + item);
    }

    /// <summary>A body in which this member has a value and no other has any.</summary>
    public string BodyWith(string value)
    {
        foreach (var part in Name.Split('.').Reverse())
            value = part.EndsWith("[0]", StringComparison.Ordinal) ? $$"""{"{{part[..^3]}}":[{{value}}]}""" : $$"""{"{{part}}":{{value}}}""";
        return value;
    }
}
