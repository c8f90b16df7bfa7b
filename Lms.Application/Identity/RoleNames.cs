namespace Lms.Application.Identity;

/// <summary>The roles as tokens, routes and the database name them.</summary>
public static class RoleNames
{
    /// <summary>See <see cref="Domain.Identity.Role.Member"/>.</summary>
    public const string Member = "member";

    /// <summary>See <see cref="Domain.Identity.Role.Librarian"/>.</summary>
    public const string Librarian = "librarian";

    /// <summary>See <see cref="Domain.Identity.Role.Admin"/>.</summary>
    public const string Admin = "admin";
}
