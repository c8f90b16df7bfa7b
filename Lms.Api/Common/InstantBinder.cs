using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Lms.Api.Common;

/// <summary>Reads instants in paths and queries, in whatever offset they are said, as UTC: the database takes no other. One without an offset is UTC.</summary>
internal sealed class InstantBinder : IModelBinder, IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) => context.Metadata.UnderlyingOrModelType == typeof(DateTimeOffset) ? this : null;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var said = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (said == ValueProviderResult.None)
            return Task.CompletedTask;

        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, said);
        if (string.IsNullOrWhiteSpace(said.FirstValue) && bindingContext.ModelMetadata.IsReferenceOrNullableType)
            bindingContext.Result = ModelBindingResult.Success(null);
        else if (DateTimeOffset.TryParse(said.FirstValue, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
            bindingContext.Result = ModelBindingResult.Success(instant);
        else
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, bindingContext.ModelMetadata.ModelBindingMessageProvider.ValueIsInvalidAccessor(said.ToString()));
        return Task.CompletedTask;
    }
}
