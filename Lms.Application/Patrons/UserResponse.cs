using System.Globalization;
using System.Text.Json.Serialization;
using AutoMapper;
using Lms.Application.Common;
using Lms.Application.Identity;
using Lms.Domain.Identity;
using Lms.Domain.Patrons;

namespace Lms.Application.Patrons;

/// <summary>A person with an account.</summary>
public sealed record UserResponse : ITagged
{
    /// <summary>A positive integer.</summary>
    /// <example>3</example>
    public int Id { get; init; }

    /// <summary>What they sign in with.</summary>
    /// <example>mary</example>
    public string Username { get; init; } = "";

    /// <summary>A mail address; null where it is not recorded.</summary>
    public string? Email { get; init; }

    /// <inheritdoc cref="Patron.FirstName"/>
    public string? FirstName { get; init; }

    /// <inheritdoc cref="Patron.LastName"/>
    public string? LastName { get; init; }

    /// <inheritdoc cref="User.Role"/>
    public Role Role { get; init; }

    /// <inheritdoc cref="Patron.CardNumber"/>
    /// <example>"20000000000030"</example>
    public string CardNumber { get; init; } = "";

    /// <inheritdoc cref="Patron.PatronCategoryId"/>
    public int PatronCategoryId { get; init; }

    /// <inheritdoc cref="Patron.HomeBranchId"/>
    public int HomeBranchId { get; init; }

    /// <inheritdoc cref="Patron.ExpiresOn"/>
    public DateOnly? ExpiresOn { get; init; }

    /// <inheritdoc cref="Patron.Blocked"/>
    public bool Blocked { get; init; }

    /// <inheritdoc cref="Patron.BlockedNote"/>
    public string? BlockedNote { get; init; }

    /// <inheritdoc cref="Patron.DateOfBirth"/>
    public DateOnly? DateOfBirth { get; init; }

    /// <inheritdoc cref="Patron.Phone"/>
    public string? Phone { get; init; }

    /// <inheritdoc cref="Patron.Address"/>
    public string? Address { get; init; }

    /// <inheritdoc cref="Patron.GuarantorId"/>
    public int? GuarantorId { get; init; }

    /// <inheritdoc cref="Patron.Blocks"/>
    public IReadOnlyList<PatronBlock> Blocks { get; init; } = [];

    /// <inheritdoc cref="Patron.AutoRenew"/>
    public bool AutoRenew { get; init; }

    /// <inheritdoc cref="Patron.KeepsHistory"/>
    public bool KeepsHistory { get; init; }

    /// <inheritdoc cref="Patron.ClaimsReturned"/>
    public int ClaimsReturned { get; init; }

    /// <inheritdoc cref="User.CreatedAt"/>
    public DateTimeOffset CreatedAt { get; init; }

    /// <inheritdoc cref="User.Version"/>
    [JsonIgnore]
    public uint AccountVersion { get; init; }

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint PatronVersion { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => TagOf(AccountVersion, PatronVersion);

    internal static string TagOf(uint accountVersion, uint patronVersion) => string.Create(CultureInfo.InvariantCulture, $"{accountVersion}-{patronVersion}");

    private sealed class Mapping : Profile
    {
        public Mapping()
        {
            CreateMap<User, UserResponse>()
                .IncludeMembers(user => user.Patron)
                .ForMember(user => user.Username, map => map.MapFrom(user => user.UserName))
                .ForMember(user => user.AccountVersion, map => map.MapFrom(user => user.Version))
                .ForMember(user => user.PatronVersion, map => map.MapFrom(user => user.Patron!.Version));
            CreateMap<Patron, UserResponse>(MemberList.None);
        }
    }
}
