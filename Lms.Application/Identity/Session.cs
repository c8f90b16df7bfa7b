using System.Text.Json.Serialization;
using Lms.Application.Common;

namespace Lms.Application.Identity;

/// <summary>A sign-in: what opens the API, and what keeps it open (RFC 6749, section 5.1).</summary>
public sealed record Session
{
    /// <summary>The access token, for the header <c>Authorization: Bearer …</c>.</summary>
    [JsonPropertyName("access_token")]
    public required string AccessToken { get; init; }

    /// <summary>Always <c>bearer</c>.</summary>
    [JsonPropertyName("token_type")]
    public string TokenType { get; init; } = "bearer";

    /// <summary>For how many seconds the access token is good.</summary>
    [JsonPropertyName("expires_in")]
    public required int ExpiresIn { get; init; }

    /// <summary>What gets the next access token from <c>/auth/refresh</c>; good once.</summary>
    [JsonPropertyName("refresh_token")]
    public required string RefreshToken { get; init; }
}

/// <summary>Begins and continues sessions.</summary>
internal sealed class Sessions(ILmsDbContext db, ITokenIssuer tokens, TimeProvider time)
{
    /// <summary>Issues the tokens for a user. The caller saves.</summary>
    /// <param name="user">Who signed in.</param>
    /// <param name="familyId">What all refresh tokens since the sign-in share.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<Session> ContinueAsync(User user, Guid familyId, CancellationToken cancellationToken)
    {
        var refreshToken = Secret.New();
        db.RefreshTokens.Add(RefreshToken.Issue(Secret.Hash(refreshToken), user.Id, familyId, time.GetUtcNow()));
        var accessToken = await tokens.IssueAsync(user, cancellationToken);
        return new Session { AccessToken = accessToken.Value, ExpiresIn = (int)accessToken.Lifetime.TotalSeconds, RefreshToken = refreshToken };
    }
}
