using FluentValidation;
using Lms.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Identity;

/// <summary>Gets the next tokens of a session for its last refresh token (RFC 6749, section 6).</summary>
/// <param name="RefreshToken">The last refresh token; good once.</param>
public sealed record RefreshSession(string RefreshToken) : IRequest<Session>;

/// <summary>Ends a session; its refresh tokens are no longer good.</summary>
/// <param name="RefreshToken">A refresh token of the session; null ends all sessions of the user.</param>
public sealed record SignOut(string? RefreshToken) : IRequest<Unit>;

internal sealed class RefreshSessionValidator : AbstractValidator<RefreshSession>
{
    public RefreshSessionValidator() => RuleFor(command => command.RefreshToken).NotEmpty().MaximumLength(256);
}

internal sealed class SignOutValidator : AbstractValidator<SignOut>
{
    public SignOutValidator() => RuleFor(command => command.RefreshToken).NotBlank().MaximumLength(256);
}

internal sealed class RefreshSessionHandler(ILmsDbContext db, Sessions sessions, ICaller caller, TimeProvider time)
    : IRequestHandler<RefreshSession, Session>, IRequestHandler<SignOut, Unit>
{
    public async Task<Session> Handle(RefreshSession command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var hash = Secret.Hash(command.RefreshToken);
        var token = await db.RefreshTokens.AsNoTracking().SingleOrDefaultAsync(token => token.Hash == hash, cancellationToken) ?? throw NotGood();

        // One statement decides which of two simultaneous uses is the first.
        var used = await db.RefreshTokens.Where(other => other.Hash == hash && other.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(other => other.UsedAt, now), cancellationToken);
        if (used == 0)
        {
            await db.RefreshTokens.Where(other => other.FamilyId == token.FamilyId).ExecuteDeleteAsync(cancellationToken);
            throw NotGood();
        }

        var user = await db.Users.SingleOrDefaultAsync(user => user.Id == token.UserId, cancellationToken);
        if (user is null || token.ExpiresAt <= now || user.LockoutEnd > now)
            throw NotGood();

        var session = await sessions.ContinueAsync(user, token.FamilyId, cancellationToken);
        await db.RefreshTokens.Where(other => other.UserId == user.Id && other.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return session;
    }

    public async Task<Unit> Handle(SignOut command, CancellationToken cancellationToken)
    {
        var mine = db.RefreshTokens.Where(token => token.UserId == caller.UserId);
        if (command.RefreshToken is { } refreshToken)
        {
            var hash = Secret.Hash(refreshToken);
            mine = mine.Where(token => token.FamilyId == db.RefreshTokens.Where(one => one.Hash == hash).Select(one => one.FamilyId).FirstOrDefault());
        }

        await mine.ExecuteDeleteAsync(cancellationToken);
        return Unit.Value;
    }

    private static NotSignedInException NotGood() => new("invalid-refresh-token", "The refresh token is not good any more. Sign in again.");
}
