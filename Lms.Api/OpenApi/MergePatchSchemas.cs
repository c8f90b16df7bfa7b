using Lms.Application.Common;
using NJsonSchema;
using NJsonSchema.Generation;

namespace Lms.Api.OpenApi;

/// <summary>Describes a merge patch as what it changes, with no member required (RFC 7396).</summary>
internal sealed class MergePatchSchemas : ISchemaProcessor
{
    public void Process(SchemaProcessorContext context)
    {
        var type = context.ContextualType.Type;
        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(MergePatch<>))
            return;

        var whole = context.Generator.Generate<JsonSchema>(Namotion.Reflection.ContextualTypeExtensions.ToContextualType(type.GenericTypeArguments[0]), context.Resolver);
        context.Schema.Properties.Clear();
        context.Schema.RequiredProperties.Clear();
        context.Schema.Description = "The members to change; one that is not named stays as it is, null empties it (RFC 7396).";
        context.Schema.Type = JsonObjectType.Object;
        foreach (var (name, property) in whole.ActualSchema.ActualProperties)
            context.Schema.Properties[name] = Optional(property);
    }

    /// <summary>A copy: the same property cannot stand in two schemas.</summary>
    private static JsonSchemaProperty Optional(JsonSchemaProperty property)
    {
        var copy = new JsonSchemaProperty
        {
            Type = property.Type,
            Format = property.Format,
            Description = property.Description,
            Example = property.Example,
            IsNullableRaw = property.IsNullableRaw,
            Reference = property.Reference,
            Item = property.Item,
            MinLength = property.MinLength,
            MaxLength = property.MaxLength,
            Pattern = property.Pattern,
            MinItems = property.MinItems,
            MaxItems = property.MaxItems,
            UniqueItems = property.UniqueItems,
            Minimum = property.Minimum,
            IsExclusiveMinimum = property.IsExclusiveMinimum,
            Maximum = property.Maximum,
        };
        foreach (var one in property.OneOf)
            copy.OneOf.Add(one);
        foreach (var each in property.AllOf)
            copy.AllOf.Add(each);
        return copy;
    }
}
