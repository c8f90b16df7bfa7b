using Lms.Api.Common;
using NJsonSchema;
using NJsonSchema.Generation;

namespace Lms.Api.OpenApi;

/// <summary>
/// Shows a request with the members that have an example, and no others: a body that can be sent as it stands says more than one with
/// "string" in every place.
/// </summary>
internal sealed class RequestExamples : ISchemaProcessor
{
    public void Process(SchemaProcessorContext context)
    {
        var type = context.ContextualType.Type;
        if (!context.Schema.Type.HasFlag(JsonObjectType.Object) || type == typeof(ProblemResponse) || type.Name.EndsWith("Response", StringComparison.Ordinal))
            return;

        var members = context.Schema.Properties.Where(member => member.Value.Example is not null).ToDictionary(member => member.Key, member => member.Value.Example);
        if (members.Count > 0)
            context.Schema.Example = members;
    }
}
