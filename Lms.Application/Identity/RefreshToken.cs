namespace Lms.Application.Identity;

/// <summary>
/// One link in the chain that keeps a user signed in (RFC 6749, section 6). Each is good once; using one again shows that it was
/// stolen, and ends the whole family.
/// </summary>
public sealed class RefreshToken
{
    /// <summary>For how long one is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    private RefreshToken()
    {
    }

    /// <summary>The SHA-256 of the token; the token itself is kept nowhere.</summary>
    public byte[] Hash { get; private init; } = [];

    /// <summary>Whose session it is.</summary>
    public int UserId { get; private init; }

    /// <summary>What all tokens since one sign-in share.</summary>
    public Guid FamilyId { get; private init; }

    /// <summary>The first moment at which it is no longer good.</summary>
    public DateTimeOffset ExpiresAt { get; private init; }

    /// <summary>When it was used; null until then.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>Issues a token.</summary>
    public static RefreshToken Issue(byte[] hash, int userId, Guid familyId, DateTimeOffset now) =>
        new() { Hash = hash, UserId = userId, FamilyId = familyId, ExpiresAt = now + Lifetime };

    /// <summary>Uses it up.</summary>
    public void Use(DateTimeOffset now) => UsedAt = now;
}
