using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Branches;

namespace Lms.Application.Branches;

/// <summary>What staff write about a branch.</summary>
public record BranchFields
{
    /// <inheritdoc cref="Branch.Code"/>
    /// <example>WEST</example>
    public string Code { get; init; } = "";

    /// <inheritdoc cref="Branch.Name"/>
    /// <example>West branch</example>
    public string Name { get; init; } = "";

    /// <summary>The IANA name of its time zone.</summary>
    /// <example>Europe/London</example>
    public string TimeZone { get; init; } = "UTC";

    /// <inheritdoc cref="Branch.Address"/>
    public string? Address { get; init; }

    internal static BranchFields Of(Branch branch) =>
        new() { Code = branch.Code, Name = branch.Name, TimeZone = branch.TimeZone, Address = branch.Address };
}

internal sealed class BranchFieldsValidator : AbstractValidator<BranchFields>
{
    public BranchFieldsValidator()
    {
        RuleFor(branch => branch.Code).Code(Branch.MaxCode);
        RuleFor(branch => branch.Name).NotEmpty().MaximumLength(Branch.MaxName);
        RuleFor(branch => branch.TimeZone).Must(IsTimeZone).WithMessage("It must be the IANA name of a time zone, such as Europe/London.");
        RuleFor(branch => branch.Address).NotBlank().MaximumLength(Branch.MaxAddress);
    }

    private static bool IsTimeZone(string name) =>
        name.Length <= 64 && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;
}
