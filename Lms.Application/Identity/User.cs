using Lms.Domain.Identity;
using Lms.Domain.Patrons;
using Microsoft.AspNetCore.Identity;

namespace Lms.Application.Identity;

/// <summary>A person's account: what they sign in with. As a borrower they are a <see cref="Patron"/> with the same id.</summary>
public sealed class User : IdentityUser<int>
{
    /// <summary>The longest user name, in characters.</summary>
    public const int MaxUsername = 64;

    /// <summary>The longest mail address, in characters.</summary>
    public const int MaxEmail = 254;

    /// <summary>The longest password, in characters: hashing a longer one would be a way to keep the library busy.</summary>
    public const int MaxPassword = 256;

    private User()
    {
    }

    /// <summary>What they may do.</summary>
    public Role Role { get; set; }

    /// <summary>They as a borrower.</summary>
    public Patron? Patron { get; private init; }

    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Changes whenever the account is changed.</summary>
    public uint Version { get; private init; }

    /// <summary>Opens an account for a new patron.</summary>
    public static User Register(string username, string? email, Role role, Patron patron, DateTimeOffset now) => new()
    {
        UserName = username,
        Email = email,
        Role = role,
        Patron = patron,
        CreatedAt = now,
        SecurityStamp = Guid.NewGuid().ToString("N"),
        LockoutEnabled = true,
    };
}
