using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Notices;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Identity;

/// <summary>Sends a user who forgot their password a mail with a token to choose a new one. The answer is the same for a name that nobody has.</summary>
/// <param name="Username">The user name.</param>
public sealed record ForgetPassword(string Username) : IRequest<Unit>;

/// <summary>Chooses a new password with the token from the mail and ends all sessions.</summary>
/// <param name="Token">The token; good once and for an hour.</param>
/// <param name="NewPassword">8 to 256 characters.</param>
public sealed record ResetPassword(string Token, string NewPassword) : ICommand<Unit>;

internal sealed class ForgetPasswordValidator : AbstractValidator<ForgetPassword>
{
    public ForgetPasswordValidator() => RuleFor(command => command.Username).NotEmpty().MaximumLength(User.MaxUsername);
}

internal sealed class ResetPasswordValidator : AbstractValidator<ResetPassword>
{
    public ResetPasswordValidator()
    {
        RuleFor(command => command.Token).NotEmpty().MaximumLength(256);
        RuleFor(command => command.NewPassword).NewPassword();
    }
}

internal sealed class ResetPasswordHandler(UserManager<User> users, ILmsDbContext db, IMailTransport mail, TimeProvider time)
    : IRequestHandler<ForgetPassword, Unit>, IRequestHandler<ResetPassword, Unit>
{
    public async Task<Unit> Handle(ForgetPassword command, CancellationToken cancellationToken)
    {
        if (await users.FindByNameAsync(command.Username) is not { Email: { } address } user)
            return Unit.Value;

        var token = Secret.New();
        db.PasswordResets.Add(PasswordReset.Grant(Secret.Hash(token), user.Id, time.GetUtcNow()));
        await db.SaveChangesAsync(cancellationToken);
        await mail.SendAsync(new Mail(address, "Choose a new password", $"To choose a new password for {user.UserName}, use this token within an hour: {token}"), cancellationToken);
        return Unit.Value;
    }

    public async Task<Unit> Handle(ResetPassword command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hash = Secret.Hash(command.Token);
        var userId = await db.PasswordResets.Where(reset => reset.Hash == hash && reset.ExpiresAt > now).Select(reset => (int?)reset.UserId).SingleOrDefaultAsync(cancellationToken);

        // Deleting is what uses the token up: of two at once, one deletes it.
        if (userId is null || await db.PasswordResets.Where(reset => reset.Hash == hash).ExecuteDeleteAsync(cancellationToken) == 0)
            throw new InvalidMemberException("token", "The token is not good, or not any more. Ask for another mail.");

        var user = await db.Users.SingleAsync(user => user.Id == userId, cancellationToken);
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        await users.SetPasswordAsync(user, command.NewPassword);
        await db.RefreshTokens.Where(token => token.UserId == userId).ExecuteDeleteAsync(cancellationToken);
        return Unit.Value;
    }
}
