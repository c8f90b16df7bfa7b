using Lms.Application.Common;
using Lms.Application.Identity;
using Lms.Domain.Identity;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>
/// Deletes a user. Their past loans and ledger rows stay, without them: the database empties every reference in the same
/// statement. Refused while they have something on loan.
/// </summary>
/// <param name="Id">Which.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record DeleteUser(int Id, IReadOnlyList<string>? IfMatch) : ICommand<Unit>;

internal sealed class DeleteUserHandler(ILmsDbContext db, ICaller caller) : IRequestHandler<DeleteUser, Unit>
{
    public async Task<Unit> Handle(DeleteUser command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Patron(command.Id));
        var user = await db.Users.Include(user => user.Patron).SingleOrDefaultAsync(user => user.Id == command.Id, cancellationToken) ?? throw new NotFoundException("user", command.Id);
        VersionTag.MustMatch(UserResponse.TagOf(user.Version, user.Patron!.Version), command.IfMatch);
        caller.MayGive(user.Role);
        if (user.Role == Role.Admin)
            await db.MustNotBeTheLastAdminAsync(user.Id, cancellationToken);

        var loans = await db.Loans.CountAsync(loan => loan.UserId == user.Id && loan.ReturnedAt == null, cancellationToken);
        if (loans > 0)
            throw new ConflictException("user-has-loans", $"The user still has {loans} loans; take them back first.");

        db.Users.Remove(user);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}

internal static class LastAdmin
{
    /// <summary>Locks all administrators, so that of the last two not both go at once.</summary>
    /// <exception cref="ConflictException"><c>last-admin</c>.</exception>
    public static async Task MustNotBeTheLastAdminAsync(this ILmsDbContext db, int userId, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(new RowLock("users", "role = {0}", RoleNames.Admin));
        if (!await db.Users.AnyAsync(user => user.Role == Role.Admin && user.Id != userId, cancellationToken))
            throw new ConflictException("last-admin", "This is the last administrator; make another one first.");
    }
}
