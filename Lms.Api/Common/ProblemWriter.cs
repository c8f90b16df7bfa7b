using Lms.Application.Common;
using Microsoft.AspNetCore.Diagnostics;

namespace Lms.Api.Common;

/// <summary>Writes problem documents for exceptions and for bare status codes, in every environment alike.</summary>
internal sealed partial class ProblemWriter(ILogger<ProblemWriter> logger) : IExceptionHandler
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = Problems.Of(exception, httpContext);
        if (problem.Status == 503)
            DatabaseAway(exception.GetBaseException().Message);
        else if (problem.Status >= 500)
            Broken(exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName ?? "no route", problem.TraceId);
        await WriteAsync(httpContext, problem, cancellationToken);
        return true;
    }

    public static Task WriteAsync(HttpContext context, ProblemResponse problem, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = problem.Status;
        if (problem.Status == 503)
            context.Response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (problem.Status == 401 && context.Response.Headers.WWWAuthenticate.Count == 0)
            context.Response.Headers.WWWAuthenticate = "Bearer";
        return context.Response.WriteAsJsonAsync(problem, LmsJson.Options, ProblemResponse.MediaType, cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Route} failed, trace {TraceId}")]
    private partial void Broken(Exception exception, string method, string route, string? traceId);

    [LoggerMessage(LogLevel.Warning, "The database cannot be reached: {Reason}")]
    private partial void DatabaseAway(string reason);
}
