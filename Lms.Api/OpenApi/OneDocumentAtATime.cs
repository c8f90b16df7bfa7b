namespace Lms.Api.OpenApi;

/// <summary>Lets one request at a time have the document made: what reads the XML documentation is shared by the whole process, and two that need it at once can wait for each other for ever.</summary>
internal sealed class OneDocumentAtATime(RequestDelegate next)
{
    private static readonly SemaphoreSlim Turn = new(1);

    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/swagger/v1", StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        await Turn.WaitAsync(context.RequestAborted);
        try
        {
            await next(context);
        }
        finally
        {
            Turn.Release();
        }
    }
}
