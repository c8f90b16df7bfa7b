using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Net.Http.Headers;

namespace Lms.Api.Common;

/// <summary>Binds the entity tags of the header <c>If-Match</c> (RFC 9110, section 13.1.1), without their quotes; null where there is no such header.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class IfMatchAttribute() : ModelBinderAttribute(typeof(IfMatchBinder))
{
    /// <inheritdoc/>
    public override BindingSource? BindingSource => BindingSource.Header;
}

internal sealed class IfMatchBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var header = bindingContext.HttpContext.Request.Headers.IfMatch;
        if (header.Count == 0)
            bindingContext.Result = ModelBindingResult.Success(null);
        else if (EntityTagHeaderValue.TryParseStrictList(header, out var tags))
            bindingContext.Result = ModelBindingResult.Success(tags.Select(tag => tag.IsWeak ? "" : tag.Tag.ToString().Trim('"')).ToArray());
        else
            bindingContext.ModelState.AddModelError("If-Match", "It must be an ETag in quotation marks, as the resource had it.");
        return Task.CompletedTask;
    }
}
