using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lms.Application.Common;

/// <summary>
/// A change of some members (JSON Merge Patch, RFC 7396): a member that is not named stays, <c>null</c> empties it.
/// </summary>
/// <typeparam name="T">What the changed whole must be.</typeparam>
[JsonConverter(typeof(MergePatchConverterFactory))]
public sealed class MergePatch<T>(JsonObject changes)
{
    /// <summary>The members to change.</summary>
    [JsonIgnore]
    public JsonObject Changes { get; } = changes;

    /// <summary>The whole, after the change.</summary>
    /// <exception cref="InvalidMemberException">The change names a member that there is not, or gives one a value of another type.</exception>
    public T ApplyTo(T current)
    {
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
        if (JsonSerializer.Deserialize<JsonElement>(ref reader, options) is not { ValueKind: JsonValueKind.Object } element)
            throw new JsonException("It must be a JSON object with the members to change.");
        return new MergePatch<T>(JsonObject.Create(element)!);
    }

    public override void Write(Utf8JsonWriter writer, MergePatch<T> value, JsonSerializerOptions options) => value.Changes.WriteTo(writer, options);
}
