using System.Text.Json.Nodes;
using Lms.Api.Common;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Lms.Tests;

/// <summary>
/// Holds every answer that any test receives against the OpenAPI document: its status, its media type, its headers and its body must be
/// what the document says, and nothing more.
/// </summary>
public sealed class KeptContract(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const string Document = "docs/openapi.json";

    /// <summary>What any request can be answered, whether or not there is an operation for it.</summary>
    private static readonly HashSet<HttpStatusCode> OfNoOperation = [HttpStatusCode.MethodNotAllowed, HttpStatusCode.NotAcceptable];

    private static readonly Lazy<Promises> Promised = new(() => Promises.Read(SourceTree.Read(Document)));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (OfNoOperation.Contains(response.StatusCode) || Promised.Value.Find(request.Method, request.RequestUri!.AbsolutePath) is not { } operation)
            return response;

        var fault = await FaultAsync(operation, response, cancellationToken);
        if (fault is not null)
            Assert.Fail($"{operation.Name} answered what {Document} does not say. {fault}");
        return response;
    }

    private static async Task<string?> FaultAsync(Operation operation, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (!operation.Answers.TryGetValue(status, out var answer))
            return $"The status {status}: {await response.Content.ReadAsStringAsync(cancellationToken)}";
        if (Header(response, "Link") is not null && !answer.Headers.Contains("Link"))
            return "The header Link.";
        if (answer.Headers.Contains("ETag") && Header(response, "ETag") is null)
            return $"There is no ETag with status {status}.";
        if (answer.Headers.Contains("Location") && Header(response, "Location") is null)
            return $"There is no Location with status {status}.";

        var mediaType = response.Content.Headers.ContentType?.MediaType;
        if (mediaType is null)
            return answer.Bodies.Count == 0 ? null : $"There is no body with status {status}.";
        if (!answer.Bodies.TryGetValue(mediaType, out var schema))
            return $"The media type {mediaType} with status {status}.";
        if (response.Content.Headers.ContentEncoding.Count > 0 || (mediaType != "application/json" && mediaType != ProblemResponse.MediaType))
            return null;

        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var errors = schema.Validate(body, SchemaType.JsonSchema);
        if (errors.Count == 0 && mediaType == ProblemResponse.MediaType && CodesOf(body).Except(answer.Codes).ToList() is { Count: > 0 } unknown)
            return $"The codes {string.Join(", ", unknown)} with status {status}.";
        return errors.Count == 0 ? null : $"The body with status {status}: {string.Join("; ", errors.SelectMany(Innermost).Select(error => $"{error.Path} {error.Kind}"))}\n{body}";
    }

    /// <summary>What a program would switch on: the problem's code and those of its blocks.</summary>
    private static IEnumerable<string> CodesOf(string problem)
    {
        var whole = JsonNode.Parse(problem)!;
        return [(string)whole["code"]!, .. (whole["blocks"]?.AsArray() ?? []).Select(block => (string)block!["code"]!)];
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? values.First() : null;

    private static IEnumerable<ValidationError> Innermost(ValidationError error) =>
        error is ChildSchemaValidationError nested ? nested.Errors.SelectMany(child => child.Value).SelectMany(Innermost) : [error];

    private sealed record Answer(IReadOnlySet<string> Headers, IReadOnlySet<string> Codes, IReadOnlyDictionary<string, JsonSchema> Bodies);

    private sealed record Operation(string Name, string[] Path, IReadOnlyDictionary<int, Answer> Answers)
    {
        /// <summary>How many parts of a path are the very words of this one; null where it is no such path.</summary>
        public int? Fits(string[] path) =>
            path.Length == Path.Length && Path.Zip(path).All(part => part.First.StartsWith('{') || string.Equals(part.First, part.Second, StringComparison.OrdinalIgnoreCase))
                ? Path.Count(part => !part.StartsWith('{'))
                : null;
    }

    /// <summary>What the document promises.</summary>
    private sealed class Promises(ILookup<(string Method, int Length), Operation> operations)
    {
        public Operation? Find(HttpMethod method, string path)
        {
            var parts = path.Trim('/').Split('/');
            return operations[(method.Method, parts.Length)].Where(operation => operation.Fits(parts) is not null).MaxBy(operation => operation.Fits(parts));
        }

        /// <summary>Reads an OpenAPI document into JSON Schema, of which it speaks a dialect.</summary>
        public static Promises Read(string text)
        {
            var document = JsonNode.Parse(text)!.AsObject();
            var bodies = new JsonObject();
            var described = new List<(string Method, string Path, int Status, JsonObject Response)>();
            foreach (var (path, operations) in document["paths"]!.AsObject())
            {
                foreach (var (method, operation) in operations!.AsObject())
                {
                    foreach (var (status, response) in operation!["responses"]!.AsObject())
                    {
                        described.Add((method.ToUpperInvariant(), path, int.Parse(status, System.Globalization.CultureInfo.InvariantCulture), response!.AsObject()));
                        foreach (var (mediaType, body) in response["content"]?.AsObject() ?? [])
                            bodies[$"{method.ToUpperInvariant()} {path} {status} {mediaType}"] = Plain(body!["schema"]!, nullable: false);
                    }
                }
            }

            var all = new JsonObject { ["definitions"] = Named(document["components"]!["schemas"]!.AsObject()), ["properties"] = bodies };
            var schemas = JsonSchema.FromJsonAsync(all.ToJsonString().Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal)).GetAwaiter().GetResult().Properties;
            return new Promises(described.GroupBy(response => (response.Method, response.Path))
                .Select(operation => new Operation($"{operation.Key.Method} {operation.Key.Path}", operation.Key.Path.Trim('/').Split('/'), operation.ToDictionary(
                    response => response.Status,
                    response => new Answer(
                        (response.Response["headers"]?.AsObject() ?? []).Select(header => header.Key).ToHashSet(),
                        new[] { "x-problem-codes", "x-block-codes" }.SelectMany(codes => response.Response[codes]?.AsArray() ?? []).Select(code => (string)code!).ToHashSet(),
                        (response.Response["content"]?.AsObject() ?? []).ToDictionary(
                            body => body.Key, body => (JsonSchema)schemas[$"{response.Method} {response.Path} {response.Status} {body.Key}"])))))
                .ToLookup(operation => (operation.Name.Split(' ')[0], operation.Path.Length)));
        }

        private static JsonObject Named(JsonObject schemas) =>
            new(schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)Plain(schema.Value!, nullable: false))));

        /// <summary>The schema in JSON Schema's own words: null is a type, and an object has no members but those that are named.</summary>
        private static JsonObject Plain(JsonNode schema, bool nullable)
        {
            var plain = new JsonObject();
            foreach (var (name, value) in schema.AsObject())
            {
                switch (name)
                {
                    case "properties":
                        plain[name] = new JsonObject(value!.AsObject().Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Plain(member.Value!, nullable: false))));
                        break;
                    case "items" or "additionalProperties" when value is JsonObject:
                        plain[name] = Plain(value, nullable: false);
                        break;
                    case "nullable":
                        nullable = true;
                        break;
                    case "description" or "example" or "default":
                        break;
                    default:
                        plain[name] = value?.DeepClone();
                        break;
                }
            }

            if (plain.ContainsKey("properties") && !plain.ContainsKey("additionalProperties"))
                plain["additionalProperties"] = false;
            if (plain["allOf"] is JsonArray named)
                return nullable ? new JsonObject { ["oneOf"] = new JsonArray(named[0]!.DeepClone(), new JsonObject { ["type"] = "null" }) } : named[0]!.DeepClone().AsObject();
            if (nullable)
                plain["type"] = new JsonArray(plain["type"]!.DeepClone(), "null");
            return plain;
        }
    }
}
