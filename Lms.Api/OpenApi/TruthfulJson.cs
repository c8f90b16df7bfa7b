using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lms.Api.OpenApi;

/// <summary>
/// Says in OpenAPI 3.0 what the generator leaves open or says loosely: which members an answer always has, what is open to everybody,
/// and that something which refers to a schema may be null.
/// </summary>
internal static class TruthfulJson
{
    private const string SchemaPath = "#/components/schemas/";

    private const string TimeOfDay = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

    public static JsonObject Of(string generated)
    {
        var document = JsonNode.Parse(generated)!.AsObject();
        var schemas = document["components"]!["schemas"]!.AsObject();
        foreach (var node in Objects(document).ToList())
            Say(node, schemas);
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => operation.Value!.AsObject())).ToList();
        foreach (var operation in operations)
            operation.TryAdd("security", operation["responses"]!["403"] is null ? new JsonArray() : OpenOrSignedIn());
        foreach (var operation in operations)
            NameForm(operation, schemas);
        foreach (var flow in Objects(document["components"]!["securitySchemes"]!).Where(node => node.ContainsKey("tokenUrl")))
            flow.TryAdd("scopes", new JsonObject());

        var asked = Reachable(operations.SelectMany(operation => new[] { operation["requestBody"], operation["parameters"] }), schemas);
        var answered = Reachable(operations.Select(operation => operation["responses"]), schemas);
        foreach (var (name, schema) in schemas.ToList())
        {
            if (!asked.Contains(name) && !answered.Contains(name))
                schemas.Remove(name);
            else if (!asked.Contains(name) && schema!["additionalProperties"] is JsonValue closed && !closed.GetValue<bool>())
                SayOfAnswer(schema.AsObject());
            else if (!asked.Contains(name) && schema!["properties"] is not null && schema["required"] is null)
                SayOfAnswer(schema.AsObject());
        }

        foreach (var (name, member) in asked.SelectMany(name => schemas[name]?["properties"]?.AsObject() ?? []).Concat(Parameters(operations)))
            SayOfId(name, member!.AsObject());
        LmsOpenApi.PutInOrder(schemas);
        return document;
    }

    /// <summary>A form without a name would be one of many "Body" in a client.</summary>
    private static void NameForm(JsonObject operation, JsonObject schemas)
    {
        if (operation["requestBody"]?["content"]?["application/x-www-form-urlencoded"] is not JsonObject { Count: > 0 } form)
            return;
        var name = ((string)operation["operationId"]!).Split('_')[1] + "Form";
        schemas[name] = form["schema"]!.DeepClone();
        form["schema"] = new JsonObject { ["$ref"] = SchemaPath + name };
    }

    /// <summary>Open to everybody, where some may do more than others.</summary>
    private static JsonArray OpenOrSignedIn() => [new JsonObject(), new JsonObject { [LmsOpenApi.SecurityName] = new JsonArray() }];

    /// <summary>Every member is there, null or not. Later versions may have more.</summary>
    private static void SayOfAnswer(JsonObject schema)
    {
        schema.Remove("additionalProperties");
        if (schema["properties"] is JsonObject members)
            schema["required"] = new JsonArray([.. members.Select(member => JsonValue.Create(member.Key))]);
    }

    private static void Say(JsonObject node, JsonObject schemas)
    {
        if (node["oneOf"] is JsonArray { Count: 1 } only)
        {
            node.Remove("oneOf");
            var target = Named(only[0]!["$ref"]) is { } name ? schemas[name] : null;
            if (node["default"] is JsonValue value && target is not null)
                node["default"] = JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
            if (node.ContainsKey("nullable") || node.ContainsKey("default"))
                node["type"] = (string?)target?["type"];
            node["allOf"] = only.DeepClone();
        }

        if (node["format"] is JsonValue format && format.ToString() == "time")
        {
            node.Remove("format");
            node["pattern"] = TimeOfDay;
        }

        if (node["description"] is JsonValue description && description.ToString().Length == 0)
            node.Remove("description");
        SayPlainly(node, "minimum");
        SayPlainly(node, "maximum");
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Parameters(IEnumerable<JsonObject> operations) =>
        operations.SelectMany(operation => operation["parameters"]?.AsArray() ?? []).Select(parameter => KeyValuePair.Create((string)parameter!["name"]!, parameter["schema"]));

    /// <summary>Ids begin with 1.</summary>
    private static void SayOfId(string name, JsonObject schema)
    {
        if (name.EndsWith("Ids", StringComparison.Ordinal) && schema["items"] is JsonObject one)
            one["minimum"] = 1;
        else if (name.EndsWith("Id", StringComparison.Ordinal) && (string?)schema["type"] == "integer")
            schema["minimum"] = 1;
    }

    /// <summary>1 and not 1.0.</summary>
    private static void SayPlainly(JsonObject node, string bound)
    {
        if (node[bound] is not JsonValue value)
            return;
        var number = decimal.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
        node[bound] = number == decimal.Truncate(number) ? (long)number : number;
    }

    private static HashSet<string> Reachable(IEnumerable<JsonNode?> from, JsonObject schemas)
    {
        var found = new HashSet<string>();
        var open = new Queue<JsonNode>(from.OfType<JsonNode>());
        while (open.TryDequeue(out var node))
        {
            foreach (var name in Objects(node).Select(part => Named(part["$ref"])).OfType<string>().Where(found.Add).ToList())
                open.Enqueue(schemas[name]!);
        }

        return found;
    }

    private static string? Named(JsonNode? reference) =>
        reference is JsonValue value && value.TryGetValue<string>(out var path) && path.StartsWith(SchemaPath, StringComparison.Ordinal) ? path[SchemaPath.Length..] : null;

    /// <summary>The node and all below it that are objects.</summary>
    private static IEnumerable<JsonObject> Objects(JsonNode node)
    {
        if (node is JsonObject self)
            yield return self;
        var parts = node switch
        {
            JsonObject whole => whole.Select(member => member.Value),
            JsonArray list => list,
            _ => [],
        };
        foreach (var part in parts.OfType<JsonNode>().SelectMany(Objects))
            yield return part;
    }
}
