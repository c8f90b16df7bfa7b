namespace Lms.Application.Identity;

/// <summary>A permission to choose a new password, sent by mail; good once and for an hour.</summary>
public sealed class PasswordReset
{
    /// <summary>For how long one is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private PasswordReset()
    {
    }

    /// <summary>The SHA-256 of the token; the token itself stands only in the mail.</summary>
    public byte[] Hash { get; private init; } = [];

    /// <summary>Whose password it is.</summary>
    public int UserId { get; private init; }

    /// <summary>The first moment at which it is no longer good.</summary>
    public DateTimeOffset ExpiresAt { get; private init; }

    /// <summary>Grants a reset.</summary>
    public static PasswordReset Grant(byte[] hash, int userId, DateTimeOffset now) =>
        new() { Hash = hash, UserId = userId, ExpiresAt = now + Lifetime };
}
