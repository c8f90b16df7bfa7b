namespace Lms.Api.Common;

/// <summary>Answers HEAD as it would answer GET (RFC 9110, section 9.3.2); the web server, which knows what was asked, keeps the body to itself.</summary>
internal sealed class HeadAsGet(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }
}
