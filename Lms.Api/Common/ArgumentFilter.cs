using Lms.Application.Common;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Lms.Api.Common;

/// <summary>
/// Looks at what stands in the path and the query before anything else does: ids are positive, text is text, and a parameter that
/// nobody knows is an error, not a silence.
/// </summary>
internal sealed class ArgumentFilter : IActionFilter
{
    public void OnActionExecuting(ActionExecutingContext context)
    {
        foreach (var (name, value) in context.RouteData.Values)
        {
            if (context.ActionArguments.TryGetValue(name, out var argument) && argument is < 1 or < 1L)
                context.ModelState.AddModelError(name, "It must be a positive integer.");
            if (value is string text && !CleanText.IsClean(text))
                context.ModelState.AddModelError(name, "It has control characters.");
        }

        var known = context.ActionDescriptor.Parameters.Where(parameter => parameter.BindingInfo?.BindingSource?.Id == "Query")
            .SelectMany(parameter => parameter.ParameterType is { IsClass: true, Namespace: { } room } && room.StartsWith(nameof(Lms), StringComparison.Ordinal)
                ? parameter.ParameterType.GetProperties().Select(property => property.Name)
                : [parameter.BindingInfo?.BinderModelName ?? parameter.Name])
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in context.HttpContext.Request.Query)
        {
            if (!known.Contains(name))
                context.ModelState.AddModelError(name, "There is no such parameter.");
            else if (values.Count > 1)
                context.ModelState.AddModelError(name, "It stands twice.");
            else if (!CleanText.IsClean(values.ToString()))
                context.ModelState.AddModelError(name, "It has control characters.");
        }

        if (context.HttpContext.Request.Headers[HttpCaller.IdempotencyKeyHeader] is { Count: > 0 } keys && (keys.Count > 1 || keys[0] is not { Length: > 0 and <= KeptAnswer.MaxKey }))
            context.ModelState.AddModelError(HttpCaller.IdempotencyKeyHeader, $"It must have 1 to {KeptAnswer.MaxKey} characters.");

        if (!context.ModelState.IsValid)
            context.Result = Problems.OfModelState(context);
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }
}
