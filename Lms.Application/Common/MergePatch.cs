using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lms.Application.Common;

/// <summary>
/// A change of some members (JSON Merge Patch, RFC 7396): a member that is not named stays, <c>null</c> empties it.
/// </summary>
/// <typeparam name="T">What the changed whole must be.</typeparam>
[JsonConverter(typeof(MergePatchConverterFactory))]
public sealed class MergePatch<T>(JsonObject changes, InvalidMemberException? fault = null)
{
    /// <summary>The members to change.</summary>
    [JsonIgnore]
    public JsonObject Changes { get; } = changes;

    /// <summary>The whole, after the change.</summary>
    /// <exception cref="InvalidMemberException">The change names a member that there is not, or twice, or gives one a value of another type or text that is no Unicode.</exception>
    public T ApplyTo(T current)
    {
        if (fault is not null)
            throw fault;
        var whole = JsonSerializer.SerializeToNode(current, LmsJson.Options)!;
        try
        {
            return Merge(whole, Changes).Deserialize<T>(LmsJson.Options)!;
        }
        catch (JsonException exception)
        {
            throw new InvalidMemberException(JsonFault.Member(exception), JsonFault.Describe(exception));
        }
    }

    private static JsonObject Merge(JsonNode target, JsonObject changes)
    {
        var merged = target as JsonObject ?? [];
        foreach (var (name, change) in changes)
        {
            merged[name] = change switch
            {
                JsonObject inner => Merge(merged[name]?.DeepClone() ?? new JsonObject(), inner),
                _ => change?.DeepClone(),
            };
        }

        return merged;
    }
}

internal sealed class MergePatchConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(MergePatch<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(MergePatchConverter<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;
}

internal sealed class MergePatchConverter<T> : JsonConverter<MergePatch<T>>
{
    public override MergePatch<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonElement.ParseValue(ref reader) is not { ValueKind: JsonValueKind.Object } element)
            throw new JsonException("It must be a JSON object with the members to change.");
        return new MergePatch<T>(JsonObject.Create(element)!, FaultIn(element, ""));
    }

    /// <summary>
    /// Looks at everything before anything is made of it: of two members with one name the first would be dropped, and text that is not
    /// valid Unicode repaired, both in silence.
    /// </summary>
    private static InvalidMemberException? FaultIn(JsonElement element, string path)
    {
        try
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String:
                    element.GetString();
                    return null;
                case JsonValueKind.Array:
                    return element.EnumerateArray().Index().Select(one => FaultIn(one.Item, $"{path}[{one.Index}]")).FirstOrDefault(fault => fault is not null);
                case JsonValueKind.Object:
                    var names = new HashSet<string>();
                    return element.EnumerateObject().Select(member => (Path: path.Length == 0 ? member.Name : $"{path}.{member.Name}", Member: member))
                        .Select(one => names.Add(one.Member.Name) ? FaultIn(one.Member.Value, one.Path) : new InvalidMemberException(one.Path, "It stands twice."))
                        .FirstOrDefault(fault => fault is not null);
                default:
                    return null;
            }
        }
        catch (InvalidOperationException)
        {
            return new InvalidMemberException(path, CleanTextConverter.NotUnicode);
        }
    }

    public override void Write(Utf8JsonWriter writer, MergePatch<T> value, JsonSerializerOptions options) => value.Changes.WriteTo(writer, options);
}
