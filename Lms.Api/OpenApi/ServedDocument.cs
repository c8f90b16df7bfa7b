using System.Text.Json.Nodes;
using NSwag.Generation;

namespace Lms.Api.OpenApi;

/// <summary>
/// Serves the OpenAPI document. It is made once: it is the same for everybody, but for the path below which a proxy shows Lms.
/// </summary>
internal sealed class ServedDocument(RequestDelegate next, IOpenApiDocumentGenerator generator)
{
    private const string Path = $"/swagger/{LmsOpenApi.DocumentName}/swagger.json";

    /// <summary>Two applications of one process that make their documents at the same time wait for each other for ever within the generator.</summary>
    private static readonly SemaphoreSlim Turn = new(1, 1);

    private readonly Lazy<Task<JsonObject>> _document = new(() => MakeAsync(generator));

    public async Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || !context.Request.Path.Equals(Path, StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }

        var document = new JsonObject((await _document.Value).Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone())))
        {
            // A path and no host: clients know the address, and behind a proxy any that is known here would be a wrong one.
            ["servers"] = new JsonArray(new JsonObject { ["url"] = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/" }),
        };
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(document.ToJsonString(), context.RequestAborted);
    }

    private static async Task<JsonObject> MakeAsync(IOpenApiDocumentGenerator generator)
    {
        await Turn.WaitAsync();
        try
        {
            return TruthfulJson.Of((await generator.GenerateAsync(LmsOpenApi.DocumentName)).ToJson());
        }
        finally
        {
            Turn.Release();
        }
    }
}
