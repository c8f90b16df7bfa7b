using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Lms.Api.Common;
using Lms.Application.Common;
using NJsonSchema;
using NJsonSchema.Generation;

namespace Lms.Api.OpenApi;

/// <summary>
/// Says which members of a request must be there, and within which bounds: what its validator says. A problem may have more members than
/// are known today, and some only where there is something to say.
/// </summary>
internal sealed class SchemaConventions(IServiceProvider services) : ISchemaProcessor
{
    public void Process(SchemaProcessorContext context)
    {
        var type = context.ContextualType.Type;
        if (!context.Schema.Type.HasFlag(JsonObjectType.Object) || type.Namespace?.StartsWith(nameof(Lms), StringComparison.Ordinal) != true || type.IsGenericType)
            return;

        if (type == typeof(ProblemResponse))
            DescribeProblem(context.Schema);
        else
            Bounds.Describe(services, type.GetCustomAttribute<CheckedAsAttribute>()?.Command ?? type, name => context.Schema.Properties.TryGetValue(name, out var member) ? member : null, name => context.Schema.Properties[name].IsRequired = true);
    }

    private static void DescribeProblem(JsonSchema schema)
    {
        schema.AllowAdditionalProperties = true;
        foreach (var property in typeof(ProblemResponse).GetProperties())
        {
            var member = schema.Properties[JsonNamingPolicy.CamelCase.ConvertName(property.Name)];
            member.IsRequired = !property.IsDefined(typeof(JsonIgnoreAttribute), inherit: true);
            if (!member.IsRequired)
                member.IsNullableRaw = null;
        }

        // Not an enum: a client that was made yesterday must live with a code that is new today.
        var code = schema.Properties["code"];
        code.ExtensionData = new Dictionary<string, object?> { ["x-extensible-enum"] = ProblemKinds.All.Select(kind => kind.Code).Order(StringComparer.Ordinal).ToArray() };
    }
}
