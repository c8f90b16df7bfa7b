using System.Globalization;
using Lms.Infrastructure.Identity;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Lms.Api.Identity;

/// <summary>Accepts the access tokens that any replica issued, as long as their user is still who they were.</summary>
internal sealed class BearerTokens(SigningKeyRing keys, LiveSessions sessions, TimeProvider time) : IConfigureNamedOptions<JwtBearerOptions>
{
    public void Configure(JwtBearerOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TimeProvider = time;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = TokenClaims.Issuer,
            ValidAudience = TokenClaims.Issuer,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            NameClaimType = JwtRegisteredClaimNames.Sub,
            RoleClaimType = TokenClaims.Role,
            ClockSkew = TimeSpan.Zero,
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
            IssuerSigningKeyResolver = (_, _, id, _) => keys.Find(id) is { } key ? [key] : [],
        };
        options.Events = new JwtBearerEvents { OnMessageReceived = FindKeyAsync, OnTokenValidated = CheckSessionAsync };
    }

    /// <summary>Another replica may have signed it with a key that is new: it is looked up before the token is judged.</summary>
    private async Task FindKeyAsync(MessageReceivedContext context)
    {
        if (context.Request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && KeyIdOf(header[7..].Trim()) is { } keyId)
            await keys.FindAsync(keyId, context.HttpContext.RequestAborted);
    }

    private async Task CheckSessionAsync(TokenValidatedContext context)
    {
        var subject = context.Principal?.FindFirst(JwtRegisteredClaimNames.Sub)?.Value;
        var stamp = context.Principal?.FindFirst(TokenClaims.Stamp)?.Value;
        if (!int.TryParse(subject, CultureInfo.InvariantCulture, out var userId) || stamp is null || !await sessions.IsLiveAsync(userId, stamp, context.HttpContext.RequestAborted))
            context.Fail("The session has ended.");
    }

    private static string? KeyIdOf(string token)
    {
        try
        {
            return new JsonWebToken(token).Kid is { Length: > 0 } id ? id : null;
        }
        catch (Exception exception) when (exception is ArgumentException or SecurityTokenException)
        {
            return null;
        }
    }
}
