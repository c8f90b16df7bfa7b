using Lms.Api.Common;
using Lms.Application.Identity;
using MediatR;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Lms.Api.Identity;

/// <summary>Signing in and out.</summary>
[Route("auth")]
public sealed class AuthController(IMediator mediator) : LmsController
{
    /// <summary>Signs in with name and password (RFC 6749, section 4.3).</summary>
    /// <param name="username">The user name; upper and lower case are the same.</param>
    /// <param name="password">The password.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <response code="200">What opens the API, and what keeps it open.</response>
    /// <response code="401"><c>invalid-credentials</c>: wrong, or too many wrong attempts.</response>
    [HttpPost("login"), AllowAnonymous, SignInLimit]
    [Consumes("application/x-www-form-urlencoded")]
    [ProducesResponseType<Session>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status401Unauthorized)]
    public Task<Session> Login([FromForm] string? username, [FromForm] string? password, CancellationToken cancellationToken) =>
        mediator.Send(new SignIn(username ?? "", password ?? ""), cancellationToken);

    /// <summary>Gets the next tokens of a session; the refresh token given is used up (RFC 6749, section 6).</summary>
    /// <param name="refreshToken">The session's last refresh token. Using one a second time ends the session.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <response code="200">The next tokens.</response>
    /// <response code="401"><c>invalid-refresh-token</c>: unknown, expired, or used before.</response>
    [HttpPost("refresh"), AllowAnonymous, SignInLimit]
    [Consumes("application/x-www-form-urlencoded")]
    [ProducesResponseType<Session>(StatusCodes.Status200OK)]
    [ProducesResponseType<ProblemResponse>(StatusCodes.Status401Unauthorized)]
    public Task<Session> Refresh([FromForm(Name = "refresh_token")] string? refreshToken, CancellationToken cancellationToken) =>
        mediator.Send(new RefreshSession(refreshToken ?? ""), cancellationToken);

    /// <summary>Signs out: the refresh tokens of the session are no longer good. Without a token, of all the user's sessions.</summary>
    /// <param name="refreshToken">A refresh token of the session to end.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <response code="204">Signed out.</response>
    [HttpPost("logout"), Authorize(Access.SignedIn)]
    [Consumes("application/x-www-form-urlencoded")]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> Logout([FromForm(Name = "refresh_token")] string? refreshToken, CancellationToken cancellationToken) =>
        Done(await mediator.Send(new SignOut(refreshToken), cancellationToken));

    /// <summary>Changes the signed-in user's password and ends their sessions.</summary>
    /// <response code="204">Changed; sign in again.</response>
    [HttpPost("password"), Authorize(Access.SignedIn), SignInLimit]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> ChangePassword(ChangePassword command, CancellationToken cancellationToken) =>
        Done(await mediator.Send(command, cancellationToken));

    /// <summary>Sends a mail with a token to choose a new password. The answer is the same for a name that nobody has.</summary>
    /// <response code="202">If there is such a user with a mail address, the mail is on its way.</response>
    [HttpPost("password/forgot"), AllowAnonymous, SignInLimit]
    [ProducesResponseType(StatusCodes.Status202Accepted)]
    public async Task<IActionResult> ForgetPassword(ForgetPassword command, CancellationToken cancellationToken)
    {
        await mediator.Send(command, cancellationToken);
        return Accepted();
    }

    /// <summary>Chooses a new password with the token from the mail.</summary>
    /// <response code="204">Changed; sign in.</response>
    [HttpPost("password/reset"), AllowAnonymous, SignInLimit]
    [ProducesResponseType(StatusCodes.Status204NoContent)]
    public async Task<IActionResult> ResetPassword(ResetPassword command, CancellationToken cancellationToken) =>
        Done(await mediator.Send(command, cancellationToken));
}
