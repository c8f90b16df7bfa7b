using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using FluentValidation;
using FluentValidation.Internal;
using FluentValidation.Validators;
using Lms.Application.Common;
using NJsonSchema;

namespace Lms.Api.OpenApi;

/// <summary>Says in a schema what the validator of a request says: what is required, and within which bounds.</summary>
internal static class Bounds
{
    /// <summary>Describes members as the validators of a request and of what it is built on do.</summary>
    /// <param name="services">Has the validators.</param>
    /// <param name="request">The type of the request.</param>
    /// <param name="find">The schema of a member, by its name in the API; null where there is none.</param>
    /// <param name="require">Told of each member that must be there.</param>
    public static void Describe(IServiceProvider services, Type request, Func<string, JsonSchema?> find, Action<string> require)
    {
        using var scope = services.CreateScope();
        for (var part = request; part is not null && part != typeof(object); part = part.BaseType)
        {
            if (scope.ServiceProvider.GetService(typeof(IValidator<>).MakeGenericType(part)) is not IEnumerable<IValidationRule> rules)
                continue;
            foreach (var rule in rules.Where(rule => rule.Member is PropertyInfo member && member.DeclaringType!.IsAssignableFrom(request)))
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(rule.Member.Name);
                if (find(name) is not { } schema)
                    continue;
                if (!IsOfItems(rule) && MustBeThere(rule, AtFirst(request, (PropertyInfo)rule.Member)))
                    require(name);
                Describe(IsOfItems(rule) ? schema.Item : schema, rule);
            }
        }
    }

    /// <summary>Says what counts where a number or a truth of a request is left out; nothing where leaving it out is out of bounds.</summary>
    /// <param name="request">The type of the request.</param>
    /// <param name="find">The schema of a member, by its name in the API; null where there is none.</param>
    public static void DescribeDefaults(Type request, Func<string, JsonSchema?> find)
    {
        if (request.GetConstructor([]) is null)
            return;
        var empty = Activator.CreateInstance(request);
        foreach (var member in request.GetProperties().Where(member => member.PropertyType == typeof(int) || member.PropertyType == typeof(bool)))
        {
            if (find(JsonNamingPolicy.CamelCase.ConvertName(member.Name)) is { } schema && !(member.GetValue(empty) is int number && number < schema.Minimum))
                schema.Default = member.GetValue(empty);
        }
    }

    private static bool IsOfItems(IValidationRule rule) =>
        rule.GetType().GetInterfaces().Any(kind => kind.IsGenericType && kind.GetGenericTypeDefinition() == typeof(ICollectionRule<,>));

    /// <summary>What a member is in a request that does not name it.</summary>
    private static object? AtFirst(Type request, PropertyInfo member) => (request.GetConstructor([]) is null
        ? request.GetConstructors().SelectMany(made => made.GetParameters()).FirstOrDefault(parameter => parameter.Name == member.Name) is { HasDefaultValue: true } parameter ? parameter.DefaultValue : null
        : member.GetValue(Activator.CreateInstance(request))) ?? (member.PropertyType.IsValueType ? Activator.CreateInstance(member.PropertyType) : null);

    private static IEnumerable<IRuleComponent> Unconditional(IValidationRule rule) => rule.Components.Where(component => !component.HasCondition && !component.HasAsyncCondition);

    private static bool MustBeThere(IValidationRule rule, object? atFirst) => Unconditional(rule).Any(component => component.Validator switch
    {
        INotNullValidator => atFirst is null,
        INotEmptyValidator => atFirst is null or "" or 0 or ICollection { Count: 0 },
        IComparisonValidator { Comparison: Comparison.GreaterThan, ValueToCompare: int bound } => atFirst is int number && number <= bound,
        IBoundedRule { MinItems: > 0 } => atFirst is ICollection { Count: 0 },
        _ => false,
    });

    private static void Describe(JsonSchema? schema, IValidationRule rule)
    {
        if (schema is null || schema.HasReference)
            return;
        foreach (var component in Unconditional(rule))
        {
            switch (component.Validator)
            {
                case INotNullValidator:
                    schema.IsNullableRaw = null;
                    break;
                case INotEmptyValidator:
                    schema.IsNullableRaw = null;
                    Fill(schema);
                    break;
                case ILengthValidator length:
                    schema.MaxLength = length.Max > 0 ? length.Max : null;
                    schema.MinLength = length.Min > 0 ? length.Min : schema.MinLength;
                    break;
                case IBetweenValidator { Name: "InclusiveBetweenValidator" } between:
                    (schema.Minimum, schema.Maximum) = (Number(between.From), Number(between.To));
                    break;
                case IComparisonValidator { ValueToCompare: { } bound } comparison:
                    Bound(schema, comparison.Comparison, Number(bound));
                    break;
                case IRegularExpressionValidator { Expression: { } pattern }:
                    schema.Pattern = pattern;
                    break;
                case IEmailValidator:
                    schema.Format = JsonFormatStrings.Email;
                    break;
                case IBoundedRule bounded:
                    schema.Pattern ??= bounded.Pattern;
                    schema.MinItems = bounded.MinItems is > 0 and var least ? least : schema.MinItems;
                    schema.UniqueItems |= bounded.UniqueItems;
                    schema.MaxItems = bounded.MaxItems ?? schema.MaxItems;
                    schema.Minimum ??= bounded.Minimum;
                    schema.Maximum ??= bounded.Maximum;
                    break;
            }
        }
    }

    /// <summary>Not empty: a text has a character that is no space, a list an entry.</summary>
    private static void Fill(JsonSchema schema)
    {
        if (schema.Type.HasFlag(JsonObjectType.Array))
            schema.MinItems = 1;
        if (!schema.Type.HasFlag(JsonObjectType.String) || schema.Format is not null)
            return;
        schema.MinLength = 1;
        schema.Pattern ??= @"\S";
    }

    private static void Bound(JsonSchema schema, Comparison comparison, decimal? bound)
    {
        switch (comparison)
        {
            case Comparison.GreaterThanOrEqual:
                schema.Minimum = bound;
                break;
            case Comparison.GreaterThan when schema.Type.HasFlag(JsonObjectType.Integer):
                schema.Minimum = bound + 1;
                break;
            case Comparison.GreaterThan:
                (schema.Minimum, schema.IsExclusiveMinimum) = (bound, true);
                break;
            case Comparison.LessThanOrEqual:
                schema.Maximum = bound;
                break;
        }
    }

    private static decimal? Number(object bound) =>
        bound is int or long or decimal or double ? Convert.ToDecimal(bound, CultureInfo.InvariantCulture) : null;
}
