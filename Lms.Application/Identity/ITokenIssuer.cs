namespace Lms.Application.Identity;

/// <summary>Issues access tokens (JWT, RFC 7519) that every replica accepts.</summary>
public interface ITokenIssuer
{
    /// <summary>Issues a token for a user.</summary>
    Task<AccessToken> IssueAsync(User user, CancellationToken cancellationToken);
}

/// <summary>A token that opens the API.</summary>
/// <param name="Value">What goes into the header <c>Authorization: Bearer …</c>.</param>
/// <param name="Lifetime">For how long it is good.</param>
public sealed record AccessToken(string Value, TimeSpan Lifetime);
