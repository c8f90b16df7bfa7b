using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Lms.Api.Common;

/// <summary>What is said of values in paths and queries that cannot be read.</summary>
internal static class ModelMessages
{
    public static void Set(DefaultModelBindingMessageProvider messages)
    {
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => "It has a value of the wrong type or out of range.");
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => "It has a value of the wrong type or out of range.");
        messages.SetUnknownValueIsInvalidAccessor(_ => "It has a value of the wrong type or out of range.");
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => "It has a value of the wrong type or out of range.");
        messages.SetValueIsInvalidAccessor(_ => "It has a value of the wrong type or out of range.");
        messages.SetValueMustNotBeNullAccessor(_ => "It must have a value.");
        messages.SetMissingRequestBodyRequiredValueAccessor(() => "There must be a body.");
    }
}
