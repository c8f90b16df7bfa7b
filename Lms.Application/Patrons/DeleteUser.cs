using System.Globalization;
using Lms.Application.Common;
using Lms.Application.Identity;
using Lms.Domain.Identity;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>
/// Deletes a user. Their past loans and ledger rows stay, without them: the database empties every reference in the same
/// statement, and what was written about them goes. Refused while they have something on loan, wait for something, owe something or answer for somebody.
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

        await MustOweNothingAsync(user.Id, cancellationToken);

        await answers.ForgetAsync(user.Id, cancellationToken);
        await db.Transactions.Where(row => row.UserId == user.Id && row.Note != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.Note, (string?)null), cancellationToken);
        await db.AccountEntries.Where(entry => entry.UserId == user.Id && entry.Note != null).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Note, (string?)null), cancellationToken);
        db.Users.Remove(user);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    private async Task MustOweNothingAsync(int userId, CancellationToken cancellationToken)
    {
        var loans = await db.Loans.CountAsync(loan => loan.UserId == userId && loan.ReturnedAt == null, cancellationToken);
        if (loans > 0)
            throw new ConflictException("user-has-loans", $"The user still has {loans} loans; take them back first.");
        var holds = await db.Holds.CountAsync(hold => hold.UserId == userId && hold.EndedAt == null, cancellationToken);
        if (holds > 0)
            throw new ConflictException("user-has-holds", $"The user still has {holds} holds; cancel them first.");
        var debt = await db.AccountEntries.Where(entry => entry.UserId == userId).SumAsync(entry => entry.Amount, cancellationToken);
        if (debt > 0)
            throw new ConflictException("user-has-debts", string.Create(CultureInfo.InvariantCulture, $"The user still owes {debt:0.00}; take or waive it first."));
        if (await db.Patrons.AnyAsync(patron => patron.GuarantorId == userId, cancellationToken))
            throw new ConflictException("user-guarantees", "The user answers for somebody else; name another guarantor first.");
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
