using System.Text.Json.Nodes;

namespace Lms.Infrastructure.Catalog.Citations;

/// <summary>Makes JSON of what there is to say.</summary>
internal static class JsonMembers
{
    /// <summary>An object of the members that have a value, in their order.</summary>
    public static JsonObject Of(params IEnumerable<(string Name, JsonNode? Value)> members) =>
        new(members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value)));

    /// <summary>A list of what there is; null where there is nothing.</summary>
    public static JsonArray? ListOf(IEnumerable<JsonNode?> values) => values.ToArray() is { Length: > 0 } listed ? new JsonArray(listed) : null;
}
