using FluentValidation;
using FluentValidation.Validators;

namespace Lms.Application.Common;

/// <summary>What a rule lets through, in the words of JSON Schema, so that the API's document can say it.</summary>
public interface IBoundedRule
{
    /// <summary>What a text must match (ECMA-262); null for any.</summary>
    string? Pattern { get; }

    /// <summary>How many entries a list must have, inclusive; null for any number.</summary>
    int? MinItems { get; }

    /// <summary>How many entries a list may have, inclusive; null for any number.</summary>
    int? MaxItems { get; }

    /// <summary>Whether nothing may stand twice in a list.</summary>
    bool UniqueItems { get; }

    /// <summary>The least number, inclusive; null for none.</summary>
    decimal? Minimum { get; }

    /// <summary>The greatest number, inclusive; null for none.</summary>
    decimal? Maximum { get; }
}

/// <summary>A rule that knows its bounds.</summary>
/// <param name="holds">Whether a value is let through.</param>
/// <param name="message">What is wrong with one that is not.</param>
internal sealed class BoundedRule<T, TValue>(Func<TValue, bool> holds, string message) : PropertyValidator<T, TValue>, IBoundedRule
{
    public override string Name => nameof(BoundedRule<,>);

    public string? Pattern { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }

    public bool UniqueItems { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    public override bool IsValid(ValidationContext<T> context, TValue value) => holds(value);

    protected override string GetDefaultMessageTemplate(string errorCode) => message;
}
