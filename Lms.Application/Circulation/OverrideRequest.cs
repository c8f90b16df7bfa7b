using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Circulation;
using Lms.Domain.Common;

namespace Lms.Application.Circulation;

/// <summary>Does what blocks stand against. Who did it and why is written into the ledger.</summary>
public sealed record OverrideRequest
{
    /// <summary>Why. 1 to 500 characters.</summary>
    /// <example>Arrived with a new card this morning</example>
    public string Reason { get; init; } = "";

    /// <summary>The codes of the blocks to pass over, at most 50 and each once; null for all that the caller may pass over.</summary>
    public IReadOnlyList<string>? Blocks { get; init; }
}

internal sealed class OverrideRequestValidator : AbstractValidator<OverrideRequest>
{
    private const int MaxBlocks = 50;

    public OverrideRequestValidator()
    {
        RuleFor(given => given.Reason).NotEmpty().MaximumLength(500);
        RuleFor(given => given.Blocks).EachOnce(0, MaxBlocks);
        RuleForEach(given => given.Blocks).NotEmpty().MaximumLength(64).Must(code => code is not null && ProblemKinds.Find(code) is { IsBlock: true }).WithMessage("There is no block with this code; /problems/{code} explains those that there are.");
    }
}

internal static class Overrides
{
    /// <summary>The override as the domain knows it; null where none was given.</summary>
    public static Override? By(this OverrideRequest? given, ICaller caller) =>
        given is null || caller.Role is not { } role ? null : new Override(role, given.Blocks);

    /// <summary>What the ledger says of an override; null where nothing was passed over.</summary>
    public static string? Note(this OverrideRequest? given, IReadOnlyList<Block> passedOver) =>
        given is null || passedOver.Count == 0 ? null : $"Override of {string.Join(", ", passedOver.Select(block => block.Code).Distinct())}: {given.Reason}";
}
