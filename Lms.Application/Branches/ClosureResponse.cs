using System.Globalization;
using System.Text.Json.Serialization;
using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Branches;

namespace Lms.Application.Branches;

/// <summary>Days on which a branch is closed though its opening hours say otherwise.</summary>
public sealed record ClosureResponse : ITagged
{
    /// <summary>A positive integer.</summary>
    public int Id { get; init; }

    /// <inheritdoc cref="Closure.BranchId"/>
    public int BranchId { get; init; }

    /// <inheritdoc cref="Closure.From"/>
    public DateOnly From { get; init; }

    /// <inheritdoc cref="Closure.To"/>
    public DateOnly To { get; init; }

    /// <inheritdoc cref="Closure.Yearly"/>
    public bool Yearly { get; init; }

    /// <inheritdoc cref="Closure.Reason"/>
    /// <example>Christmas</example>
    public string? Reason { get; init; }

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint Version { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => Version.ToString(CultureInfo.InvariantCulture);

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<Closure, ClosureResponse>();
    }
}

/// <summary>What staff write about days on which a branch is closed.</summary>
public record ClosureFields
{
    /// <inheritdoc cref="Closure.From"/>
    /// <example>"2026-12-24"</example>
    public DateOnly? From { get; init; }

    /// <summary>The last closed day, inclusive; not before <c>from</c>, at most ten years after it, and where it is yearly less than a year. Left out, it is the same day.</summary>
    /// <example>"2027-01-01"</example>
    public DateOnly? To { get; init; }

    /// <inheritdoc cref="Closure.Yearly"/>
    public bool Yearly { get; init; }

    /// <inheritdoc cref="Closure.Reason"/>
    /// <example>Christmas</example>
    public string? Reason { get; init; }

    internal Closure At(int branchId) => Closure.Announce(branchId, From!.Value, To ?? From.Value, Yearly, Reason);
}

internal sealed class ClosureFieldsValidator : AbstractValidator<ClosureFields>
{
    public ClosureFieldsValidator()
    {
        RuleFor(closure => closure.From).NotNull().Day();
        RuleFor(closure => closure.To).Day();
        RuleFor(closure => closure.To).Must((closure, to) => !(to < closure.From)).WithMessage("It must not lie before from.");
        RuleFor(closure => closure.To).Must((closure, to) => closure.From is not { Year: < 3000 } from || !(to >= from.AddYears(closure.Yearly ? 1 : 10)))
            .WithMessage("It must lie less than ten years after from, and less than one where the closure is yearly.");
        RuleFor(closure => closure.Reason).NotBlank().MaximumLength(Closure.MaxReason);
    }
}
