using Lms.Application.Common;
using Lms.Application.Imports;
using Lms.Infrastructure;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Lms.Api.Imports;

/// <summary>A file that comes as the body of a request, or as the first file of a form; it is read while it comes.</summary>
/// <param name="Content">The file.</param>
/// <param name="MediaType">Its media type; for a form's file of an unknown type, the one that its name suggests. Empty where nobody says.</param>
[ValidateNever]
public sealed record IncomingFile(Stream Content, string MediaType);

/// <summary>Binds an <see cref="IncomingFile"/>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class IncomingFileAttribute() : ModelBinderAttribute(typeof(IncomingFileBinder))
{
    /// <inheritdoc/>
    public override BindingSource? BindingSource => BindingSource.Special;
}

/// <summary>Lets a body be as long as <see cref="LmsOptions.MaxImportBytes"/>, and keeps ASP.NET Core from reading it as a form.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FileBodyAttribute : Attribute, IResourceFilter
{
    /// <inheritdoc/>
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = services.GetRequiredService<IOptions<LmsOptions>>().Value.MaxImportBytes;
        for (var index = context.ValueProviderFactories.Count - 1; index >= 0; index--)
        {
            if (context.ValueProviderFactories[index] is FormValueProviderFactory or FormFileValueProviderFactory or JQueryFormValueProviderFactory)
                context.ValueProviderFactories.RemoveAt(index);
        }
    }

    /// <inheritdoc/>
    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}

internal sealed class IncomingFileBinder(IEnumerable<IRecordReader> readers) : IModelBinder
{
    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var request = bindingContext.HttpContext.Request;
        if (request.Headers.ContentEncoding is { Count: > 0 } encodings && encodings != "identity")
            throw new UnsupportedMediaException("A compressed body is not taken; send the file as it is.");

        if (!request.HasFormContentType)
            bindingContext.Result = ModelBindingResult.Success(new IncomingFile(request.Body, request.ContentType ?? ""));
        else if (await FindAsync(request, bindingContext.HttpContext.RequestAborted) is { } file)
            bindingContext.Result = ModelBindingResult.Success(file);
        else
            bindingContext.ModelState.AddModelError("file", "The form must have a file.");
    }

    private async Task<IncomingFile?> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 } boundary)
            throw new UnsupportedMediaException("A form with a file is multipart/form-data with a boundary.");

        var form = new MultipartReader(boundary.ToString(), request.Body);
        while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition) && disposition.IsFileDisposition())
                return new IncomingFile(section.Body, MediaTypeOf(section.ContentType, HeaderUtilities.RemoveQuotes(disposition.FileName).ToString()));
        }

        return null;
    }

    /// <summary>Browsers name types by what is installed beside them; the file's name knows better than a type that nobody reads.</summary>
    private string MediaTypeOf(string? stated, string fileName)
    {
        var bare = MediaTypeHeaderValue.TryParse(stated, out var type) ? type.MediaType.Value : null;
        var isRead = readers.Any(reader => reader.MediaTypes.Contains(bare, StringComparer.OrdinalIgnoreCase));
        return isRead ? stated! : readers.MediaTypeOf(fileName) ?? stated ?? "";
    }
}
