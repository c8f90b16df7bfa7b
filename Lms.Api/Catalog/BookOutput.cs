using Lms.Application.Catalog;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Lms.Api.Catalog;

/// <summary>Shows a book in one of the forms of an export to who asks for one.</summary>
internal sealed class BookOutput : OutputFormatter
{
    public const string Marc = "application/marc";
    public const string MarcXml = "application/marcxml+xml";
    public const string Csv = "text/csv";
    public const string Ndjson = "application/x-ndjson";
    public const string Bibtex = "application/x-bibtex";
    public const string Ris = "application/x-research-info-systems";
    public const string Csl = "application/vnd.citationstyles.csl+json";
    public const string JsonLd = "application/ld+json";

    public BookOutput()
    {
        foreach (var mediaType in CatalogueFormats.MediaTypes)
            SupportedMediaTypes.Add(mediaType);
    }

    /// <summary>Who does not say what they accept gets JSON, and a kind of JSON is not JSON itself.</summary>
    public override bool CanWriteResult(OutputFormatterCanWriteContext context) =>
        context.HttpContext.Request.Headers.Accept.Count > 0 && FormOf(context.ContentType) is not null && base.CanWriteResult(context);

    public override async Task WriteResponseBodyAsync(OutputFormatterWriteContext context)
    {
        var files = context.HttpContext.RequestServices.GetRequiredService<ICatalogueFiles>();
        await files.WriteAsync(((BookResponse)context.Object!).Id, FormOf(context.ContentType)!.Value, context.HttpContext.Response.Body, context.HttpContext.RequestAborted);
    }

    protected override bool CanWriteType(Type? type) => type == typeof(BookResponse);

    private static CatalogueFormat? FormOf(StringSegment contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var mediaType) ? CatalogueFormats.WithMediaType(mediaType.MediaType.Value!) : null;
}

/// <summary>The query's <c>format</c> counts more than the header <c>Accept</c>: a link cannot send headers.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InFormatAttribute : ActionFilterAttribute
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        var http = context.HttpContext;
        http.Response.Headers.Append("Vary", "Accept");
        if (context.ActionArguments.TryGetValue("format", out var stated) && stated is CatalogueFormat format)
            http.Request.Headers.Accept = CatalogueFormats.MediaTypeOf(format);
    }
}
