using System.Globalization;
using System.Text.Json.Serialization;
using AutoMapper;
using Lms.Application.Common;
using Lms.Domain.Branches;

namespace Lms.Application.Branches;

/// <summary>A library building or service point.</summary>
public sealed record BranchResponse : ITagged
{
    /// <summary>A positive integer.</summary>
    /// <example>1</example>
    public int Id { get; init; }

    /// <inheritdoc cref="Branch.Code"/>
    /// <example>MAIN</example>
    public string Code { get; init; } = "";

    /// <inheritdoc cref="Branch.Name"/>
    /// <example>Main library</example>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="Branch.TimeZone"/>
    /// <example>Europe/London</example>
    public string TimeZone { get; init; } = "";

    /// <inheritdoc cref="Branch.Address"/>
    public string? Address { get; init; }

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint Version { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => Version.ToString(CultureInfo.InvariantCulture);

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<Branch, BranchResponse>();
    }
}
