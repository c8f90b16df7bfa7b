using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Lms.Client;

/// <summary>How the client writes and reads JSON.</summary>
internal static class LmsJson
{
    private static readonly JsonStringEnumConverter Words = new(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

    private static readonly ConditionalWeakTable<object, HashSet<string>> Emptied = new();

    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions());

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        // What is not said is not sent: in a patch null would empty it.
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Converters.Add(Words);
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Describe } };
        return options;
    }

    public static void Empty(object patch, IEnumerable<string> members) => Emptied.GetOrCreateValue(patch).UnionWith(members);

    private static void Describe(JsonTypeInfo type)
    {
        foreach (var member in type.Properties)
        {
            if ((Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType).IsEnum)
                member.CustomConverter = type.Options.GetConverter(member.PropertyType);
            var name = member.Name;
            member.ShouldSerialize = (whole, value) => value is not null || (Emptied.TryGetValue(whole, out var emptied) && emptied.Contains(name));
        }
    }
}
