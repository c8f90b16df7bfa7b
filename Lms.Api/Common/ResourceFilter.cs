using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Lms.Api.Common;

/// <summary>
/// Gives single resources their ETag (RFC 9110) and lists their Link (RFC 8288), and answers 304 to who has the resource already.
/// </summary>
internal sealed class ResourceFilter : IResultFilter
{
    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is not ObjectResult { Value: { } value })
            return;
        if (value is ITagged tagged)
            Tag(context, $"\"{tagged.EntityTag}\"");
        if (value is IPage page)
            Link(context.HttpContext, page);
    }

    public void OnResultExecuted(ResultExecutedContext context)
    {
    }

    private static void Tag(ResultExecutingContext context, string tag)
    {
        var request = context.HttpContext.Request;
        context.HttpContext.Response.Headers.ETag = tag;
        if (HttpMethods.IsGet(request.Method) && request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == "*" || known.Tag == tag))
            context.Result = new StatusCodeResult(StatusCodes.Status304NotModified);
    }

    private static void Link(HttpContext context, IPage page)
    {
        if (page.Total is { } total)
            context.Response.Headers["X-Total-Count"] = total.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (page.NextCursor is not { } cursor)
            return;
        var others = context.Request.Query.Where(parameter => !string.Equals(parameter.Key, "cursor", StringComparison.OrdinalIgnoreCase))
            .SelectMany(parameter => parameter.Value.Select(value => KeyValuePair.Create(parameter.Key, value)));
        var next = QueryString.Create(others.Append(KeyValuePair.Create("cursor", (string?)cursor)));
        context.Response.Headers.Link = $"<{context.Request.PathBase}{context.Request.Path}{next}>; rel=\"next\"";
    }
}
