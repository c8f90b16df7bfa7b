using System.Globalization;
using System.Reflection;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Validators;
using Lms.Api.Common;
using Lms.Application.Circulation;
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
    private static readonly Type[] AnswersByAnotherName = [typeof(Session), typeof(CheckoutEvaluation), typeof(ReturnReceipt), typeof(Block)];

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
            DescribeRequest(context.Schema, type);
    }

    private static void DescribeAnswer(JsonSchema schema)
    {
        schema.AllowAdditionalProperties = true;
        foreach (var property in schema.Properties.Values)
            property.IsRequired = true;
    }

    private void DescribeRequest(JsonSchema schema, Type type)
    {
        using var scope = services.CreateScope();
        for (var part = type; part is not null && part != typeof(object); part = part.BaseType)
        {
            if (scope.ServiceProvider.GetService(typeof(IValidator<>).MakeGenericType(part)) is not IEnumerable<IValidationRule> rules)
                continue;
            foreach (var rule in rules.Where(rule => rule.Member is PropertyInfo member && member.DeclaringType!.IsAssignableFrom(type)))
            {
                if (schema.Properties.TryGetValue(JsonNamingPolicy.CamelCase.ConvertName(rule.Member.Name), out var property))
                    Describe(property, rule);
            }
        }
    }

    private static void Describe(JsonSchemaProperty property, IValidationRule rule)
    {
        foreach (var component in rule.Components.Where(component => !component.HasCondition && !component.HasAsyncCondition))
        {
            switch (component.Validator)
            {
                case INotNullValidator:
                    property.IsRequired = true;
                    break;
                case INotEmptyValidator:
                    property.IsRequired = true;
                    property.MinLength = property.Type.HasFlag(JsonObjectType.String) ? 1 : null;
                    break;
                case ILengthValidator length:
                    property.MaxLength = length.Max > 0 ? length.Max : null;
                    property.MinLength = length.Min > 0 ? length.Min : property.MinLength;
                    break;
                case IBetweenValidator { Name: "InclusiveBetweenValidator" } between:
                    (property.Minimum, property.Maximum) = (Number(between.From), Number(between.To));
                    break;
                case IComparisonValidator { ValueToCompare: { } bound } comparison:
                    Bound(property, comparison.Comparison, Number(bound));
                    break;
            }
        }
    }

    private static void Bound(JsonSchemaProperty property, Comparison comparison, decimal? bound)
    {
        switch (comparison)
        {
            case Comparison.GreaterThanOrEqual:
                property.Minimum = bound;
                break;
            case Comparison.GreaterThan when property.Type.HasFlag(JsonObjectType.Integer):
                property.Minimum = bound + 1;
                break;
            case Comparison.LessThanOrEqual:
                property.Maximum = bound;
                break;
        }
    }

    private static decimal? Number(object bound) =>
        bound is int or long or decimal or double ? Convert.ToDecimal(bound, CultureInfo.InvariantCulture) : null;
}
