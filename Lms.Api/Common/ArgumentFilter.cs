using System.Net;
using System.Text;
using System.Text.Unicode;
using Lms.Application.Common;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;

namespace Lms.Api.Common;

/// <summary>
/// Looks at what stands in the path and the query before anything else does: ids are positive, text is text, and a parameter that
/// nobody knows is an error, not a silence.
/// </summary>
internal sealed class ArgumentFilter : IActionFilter, IOrderedFilter
{
    /// <summary>Before the filter that answers for what could not be read, so that one answer names everything.</summary>
    public int Order => -3000;

    public void OnActionExecuting(ActionExecutingContext context)
    {
        CheckPath(context);
        CheckQuery(context);
        CheckIdempotencyKey(context);
        if (!context.ModelState.IsValid)
            context.Result = Problems.OfModelState(context);
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }

    private static void CheckPath(ActionExecutingContext context)
    {
        foreach (var (name, value) in context.RouteData.Values)
        {
            if (context.ActionArguments.TryGetValue(name, out var argument) && argument is < 1 or < 1L)
                context.ModelState.AddModelError(name, "It must be a positive integer.");
            if (value is string text && !CleanText.IsClean(text))
                context.ModelState.AddModelError(name, "It has control characters.");
        }
    }

    private static void CheckQuery(ActionExecutingContext context)
    {
        var request = context.HttpContext.Request;
        if (request.Query.Count == 0)
            return;

        var known = KnownParameters(context);
        foreach (var (name, values) in request.Query)
        {
            if (!known.TryGetValue(name, out var type))
                context.ModelState.AddModelError(name, "There is no such parameter.");
            else if (values.Count > 1)
                context.ModelState.AddModelError(name, "It stands twice.");
            else if (!CleanText.IsClean(values.ToString()))
                context.ModelState.AddModelError(name, "It has control characters.");
            else if (IsNumberForWord(type, values.ToString()))
                context.ModelState.AddModelError(name, "It is none of the words that can stand here.");
        }

        // ASP.NET Core leaves bytes that are no UTF-8 as they were escaped, and they would be searched for as such.
        foreach (var parameter in new QueryStringEnumerable(request.QueryString.Value))
        {
            var escaped = Encoding.UTF8.GetBytes(parameter.EncodedValue.ToString());
            if (!Utf8.IsValid(WebUtility.UrlDecodeToBytes(escaped, 0, escaped.Length)))
                context.ModelState.AddModelError(parameter.DecodeName().ToString(), "It is not valid Unicode.");
        }
    }

    private static void CheckIdempotencyKey(ActionExecutingContext context)
    {
        if (context.HttpContext.Request.Headers[HttpCaller.IdempotencyKeyHeader] is { Count: > 0 } keys && (keys.Count > 1 || keys[0] is not { Length: > 0 and <= KeptAnswer.MaxKey }))
            context.ModelState.AddModelError(HttpCaller.IdempotencyKeyHeader, $"It must have 1 to {KeptAnswer.MaxKey} characters.");
    }

    /// <summary>The names of all parameters that an action takes from the query, and their types.</summary>
    private static Dictionary<string, Type> KnownParameters(ActionExecutingContext context) =>
        context.ActionDescriptor.Parameters.Where(parameter => parameter.BindingInfo?.BindingSource == BindingSource.Query)
            .SelectMany(parameter => parameter.ParameterType is { IsClass: true, Namespace: { } room } && room.StartsWith(nameof(Lms), StringComparison.Ordinal)
                ? parameter.ParameterType.GetProperties().Select(property => (property.Name, Type: property.PropertyType))
                : [(Name: parameter.BindingInfo?.BinderModelName ?? parameter.Name, Type: parameter.ParameterType)])
            .ToDictionary(parameter => parameter.Name, parameter => Nullable.GetUnderlyingType(parameter.Type) ?? parameter.Type, StringComparer.OrdinalIgnoreCase);

    /// <summary>MVC takes the number behind a word of an enumeration for the word.</summary>
    private static bool IsNumberForWord(Type type, string value) =>
        type.IsEnum && value.Length > 0 && !Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase);
}
