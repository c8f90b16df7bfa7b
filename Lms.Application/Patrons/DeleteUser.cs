using Lms.Application.Common;
using Lms.Application.Identity;
using Lms.Domain.Identity;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>
/// Deletes a user. Their past loans and ledger rows stay, without them: the database empties every reference in the same
/// statement, and what was written about them goes. Refused while there is something to settle between them and the library.
/// </summary>
/// <param name="Id">Which.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record DeleteUser(int Id, IReadOnlyList<string>? IfMatch) : ICommand<Unit>;

internal sealed class DeleteUserHandler(ILmsDbContext db, ICaller caller, IAnswersAbout answers) : IRequestHandler<DeleteUser, Unit>
{
    public async Task<Unit> Handle(DeleteUser command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Patron(command.Id));
        var user = await db.Users.Include(user => user.Patron).SingleOrDefaultAsync(user => user.Id == command.Id, cancellationToken) ?? throw new NotFoundException("user", command.Id);
        VersionTag.MustMatch(UserResponse.TagOf(user.Version, user.Patron!.Version), command.IfMatch);
        caller.MayGive(user.Role);
        if (user.Role == Role.Admin)
            await db.MustNotBeTheLastAdminAsync(user.Id, cancellationToken);

        await db.MustHaveNoLooseEndsAsync(user.Id, cancellationToken);
        await answers.ForgetUserAsync(user.Id, cancellationToken);
        await db.Transactions.Where(row => row.UserId == user.Id && row.Note != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.Note, (string?)null), cancellationToken);
        await db.AccountEntries.Where(entry => entry.UserId == user.Id && entry.Note != null).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Note, (string?)null), cancellationToken);
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
