using Lms.Api.Common;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Identity;
using Lms.Domain.Common;
using NJsonSchema;
using NJsonSchema.Generation;

namespace Lms.Api.OpenApi;

/// <summary>
/// Says which members are always there, and within which bounds: in an answer all of them, in a request what its validator says. Answers
/// may get more members in later versions; a request with a member that nobody knows is refused.
/// </summary>
internal sealed class SchemaConventions(IServiceProvider services) : ISchemaProcessor
{
    private static readonly Type[] AnswersByAnotherName = [typeof(Session), typeof(CheckoutEvaluation), typeof(ReturnReceipt), typeof(Block), typeof(ProblemKind)];

    public void Process(SchemaProcessorContext context)
    {
        var type = context.ContextualType.Type;
        if (!context.Schema.Type.HasFlag(JsonObjectType.Object) || type.Namespace?.StartsWith(nameof(Lms), StringComparison.Ordinal) != true || type.IsGenericType)
            return;

        if (type == typeof(ProblemResponse))
            context.Schema.AllowAdditionalProperties = true;
        else if (type.Name.EndsWith("Response", StringComparison.Ordinal) || AnswersByAnotherName.Contains(type))
            DescribeAnswer(context.Schema);
        else
            Bounds.Describe(services, type, name => context.Schema.Properties.TryGetValue(name, out var member) ? member : null);
    }

    private static void DescribeAnswer(JsonSchema schema)
    {
        schema.AllowAdditionalProperties = true;
        foreach (var property in schema.Properties.Values)
            property.IsRequired = true;
    }
}
