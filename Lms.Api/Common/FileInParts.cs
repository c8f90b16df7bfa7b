using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Common;

/// <summary>A file of which parts can be asked for (RFC 9110, section 14). A part that it has not is a problem like any other.</summary>
internal sealed class FileInParts : FileStreamResult
{
    public FileInParts(Stream content, string mediaType, string fileName)
        : base(content, mediaType) => (FileDownloadName, EnableRangeProcessing) = (fileName, true);

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        await base.ExecuteResultAsync(context);
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status416RangeNotSatisfiable)
            return;
        (response.ContentType, response.ContentLength) = (null, null);
        response.Headers.ContentDisposition = default;
    }
}
