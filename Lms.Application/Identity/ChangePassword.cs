using FluentValidation;
using Lms.Application.Common;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Identity;

/// <summary>Changes the caller's own password and ends their sessions.</summary>
/// <param name="CurrentPassword">The password until now.</param>
/// <param name="NewPassword">8 to 256 characters.</param>
public sealed record ChangePassword(string CurrentPassword, string NewPassword) : ICommand<Unit>;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator()
    {
        RuleFor(command => command.CurrentPassword).NotEmpty().MaximumLength(User.MaxPassword);
        RuleFor(command => command.NewPassword).NewPassword();
    }
}

internal sealed class ChangePasswordHandler(UserManager<User> users, ILmsDbContext db, ICaller caller) : IRequestHandler<ChangePassword, Unit>
{
    public async Task<Unit> Handle(ChangePassword command, CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleAsync(user => user.Id == caller.RequiredUserId, cancellationToken);
        if (!await users.CheckPasswordAsync(user, command.CurrentPassword))
            throw new InvalidMemberException("currentPassword", "It is not your password.");
        await users.SetPasswordAsync(user, command.NewPassword);
        await db.RefreshTokens.Where(token => token.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
        return Unit.Value;
    }
}

/// <summary>Passwords, as Identity keeps them.</summary>
internal static class Passwords
{
    /// <summary>8 to 256 characters; long is what makes a password good (NIST SP 800-63B).</summary>
    public static IRuleBuilderOptions<T, string> NewPassword<T>(this IRuleBuilder<T, string> rule) => rule.NotEmpty().OfPasswordLength()!;

    /// <summary>Null, or 8 to 256 characters.</summary>
    public static IRuleBuilderOptions<T, string?> OfPasswordLength<T>(this IRuleBuilder<T, string?> rule) => rule.MinimumLength(8).MaximumLength(User.MaxPassword);

    /// <summary>Gives the user another password, and with it another security stamp, which ends their access tokens.</summary>
    public static async Task SetPasswordAsync(this UserManager<User> users, User user, string password)
    {
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        await users.UpdateSecurityStampAsync(user);
    }
}
