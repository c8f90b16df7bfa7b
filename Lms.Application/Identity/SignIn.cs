using FluentValidation;
using Lms.Application.Common;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Lms.Application.Identity;

/// <summary>Signs a user in with name and password (RFC 6749, section 4.3).</summary>
/// <param name="Username">The user name; upper and lower case are the same.</param>
/// <param name="Password">The password.</param>
public sealed record SignIn(string Username, string Password) : IRequest<Session>;

internal sealed class SignInValidator : AbstractValidator<SignIn>
{
    public SignInValidator()
    {
        RuleFor(command => command.Username).NotEmpty().MaximumLength(User.MaxUsername);
        RuleFor(command => command.Password).NotEmpty().MaximumLength(User.MaxPassword);
    }
}

internal sealed class SignInHandler(UserManager<User> users, Sessions sessions, ILmsDbContext db, DecoyPassword decoy, TimeProvider time) : IRequestHandler<SignIn, Session>
{
    public async Task<Session> Handle(SignIn command, CancellationToken cancellationToken)
    {
        var user = await users.FindByNameAsync(command.Username);
        if (user is null)
        {
            decoy.Verify(command.Password);
            throw Refused();
        }

        // The password is looked at even when the account is locked: an answer that came faster would tell that it exists.
        var rightPassword = await users.CheckPasswordAsync(user, command.Password);
        if (user.LockoutEnd > time.GetUtcNow())
            throw Refused();
        if (!rightPassword)
        {
            await CountWrongPasswordAsync(user.Id, cancellationToken);
            throw Refused();
        }

        user.AccessFailedCount = 0;
        var session = await sessions.ContinueAsync(user, Guid.NewGuid(), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return session;
    }

    /// <summary>One statement, so that guesses made at the same moment are all counted.</summary>
    private Task<int> CountWrongPasswordAsync(int userId, CancellationToken cancellationToken)
    {
        var lockout = users.Options.Lockout;
        var lockedUntil = time.GetUtcNow() + lockout.DefaultLockoutTimeSpan;
        return db.Users.Where(user => user.Id == userId).ExecuteUpdateAsync(set => set
            .SetProperty(user => user.LockoutEnd, user => user.AccessFailedCount + 1 < lockout.MaxFailedAccessAttempts ? user.LockoutEnd : lockedUntil)
            .SetProperty(user => user.AccessFailedCount, user => user.AccessFailedCount + 1 < lockout.MaxFailedAccessAttempts ? user.AccessFailedCount + 1 : 0), cancellationToken);
    }

    private static NotSignedInException Refused() =>
        new("invalid-credentials", "The user name or the password is wrong, or there were too many wrong attempts; then wait a few minutes.");
}

/// <summary>A password that nobody has, to be compared where there is no user: a stranger shall not learn by the clock who exists.</summary>
internal sealed class DecoyPassword(IOptions<PasswordHasherOptions> options)
{
    private readonly PasswordHasher<User> _hasher = new(options);
    private string? _hash;

    public void Verify(string password) => _hasher.VerifyHashedPassword(null!, _hash ??= _hasher.HashPassword(null!, Secret.New()), password);
}
