using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Lms.Application.Common;

/// <summary>How answers are kept: as they were sent, and with what their entity tags are made of.</summary>
internal static class KeptJson
{
    public static readonly JsonSerializerOptions Options = new(LmsJson.Options)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepVersions } },
    };

    private static void KeepVersions(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(ITagged)))
            return;
        foreach (var version in type.Type.GetProperties().Where(property => property.CanWrite && property.IsDefined(typeof(JsonIgnoreAttribute), inherit: true)))
        {
            var kept = type.CreateJsonPropertyInfo(version.PropertyType, $"kept{version.Name}");
            (kept.Get, kept.Set) = (version.GetValue, version.SetValue);
            type.Properties.Add(kept);
        }
    }
}
