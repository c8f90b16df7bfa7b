namespace Lms.Api.Common;

/// <summary>Answers 503 until the database is prepared; health and documentation answer at once.</summary>
internal sealed class ReadinessGate(RequestDelegate next, DatabaseStartup startup)
{
    public Task InvokeAsync(HttpContext context) =>
        startup.Ready || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) || context.Request.Path.StartsWithSegments("/problems", StringComparison.Ordinal)
            ? next(context)
            : ProblemWriter.WriteAsync(context, Problems.OfStatus(context, StatusCodes.Status503ServiceUnavailable), context.RequestAborted);
}
