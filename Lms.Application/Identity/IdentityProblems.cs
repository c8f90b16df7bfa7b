using Lms.Application.Common;

namespace Lms.Application.Identity;

/// <summary>The problems of signing in.</summary>
internal static class IdentityProblems
{
    public static readonly ProblemKind[] All =
    [
        new("not-signed-in", 401, "You are not signed in", "The request has no access token, or one that has expired or is not good any more: passwords and roles change.", "Get a new access token at /auth/refresh, or sign in at /auth/login."),
        new("invalid-credentials", 401, "The sign-in is wrong", "The user name or the password is wrong, or there were too many wrong attempts. Which of these is not said, for it would help a stranger.", "Try again, after five minutes if you tried often, or choose a new password by mail."),
        new("invalid-refresh-token", 401, "The session has ended", "The refresh token is unknown, expired, or was used before. Using one twice ends the whole session, for somebody may have copied it.", "Sign in again."),
    ];
}
