using Lms.Application.Catalog;
using Microsoft.AspNetCore.Mvc.Formatters;

namespace Lms.Api.Catalog;

/// <summary>Shows a book as a MARC 21 record to who asks for one.</summary>
internal sealed class MarcOutput : OutputFormatter
{
    public const string Marc = "application/marc";
    public const string MarcXml = "application/marcxml+xml";

    public MarcOutput()
    {
        SupportedMediaTypes.Add(Marc);
        SupportedMediaTypes.Add(MarcXml);
    }

    public override async Task WriteResponseBodyAsync(OutputFormatterWriteContext context)
    {
        var files = context.HttpContext.RequestServices.GetRequiredService<ICatalogueFiles>();
        var format = context.ContentType.StartsWith(MarcXml, StringComparison.OrdinalIgnoreCase) ? CatalogueFormat.Marcxml : CatalogueFormat.Marc;
        context.HttpContext.Response.Headers.Append("Vary", "Accept");
        await files.WriteAsync(((BookResponse)context.Object!).Id, format, context.HttpContext.Response.Body, context.HttpContext.RequestAborted);
    }

    protected override bool CanWriteType(Type? type) => type == typeof(BookResponse);
}
