using System.Globalization;
using System.Text.Json;
using Lms.Application.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Lms.Infrastructure.Identity;

/// <summary>Issues access tokens signed with the current key of the ring.</summary>
internal sealed class TokenIssuer(SigningKeyRing keys, TimeProvider time) : ITokenIssuer
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public async Task<AccessToken> IssueAsync(User user, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenClaims.Issuer,
            Audience = TokenClaims.Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + TokenClaims.Lifetime,
            Claims = new Dictionary<string, object>
            {
                [JwtRegisteredClaimNames.Sub] = user.Id.ToString(CultureInfo.InvariantCulture),
                [TokenClaims.Role] = JsonNamingPolicy.CamelCase.ConvertName(user.Role.ToString()),
                [TokenClaims.Stamp] = user.SecurityStamp!,
            },
            SigningCredentials = new SigningCredentials(await keys.CurrentAsync(cancellationToken), SecurityAlgorithms.EcdsaSha256),
        });
        return new AccessToken(token, TokenClaims.Lifetime);
    }
}

/// <summary>What stands in access tokens.</summary>
public static class TokenClaims
{
    /// <summary>Who issues the tokens, and whom they are for.</summary>
    public const string Issuer = "lms";

    /// <summary>The claim that holds the role.</summary>
    public const string Role = "role";

    /// <summary>The claim that holds the security stamp: a changed password or role changes it.</summary>
    public const string Stamp = "stamp";

    /// <summary>For how long a token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);
}
