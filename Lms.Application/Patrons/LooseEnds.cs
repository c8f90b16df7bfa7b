using System.Globalization;
using Lms.Application.Common;
using Lms.Domain.Circulation;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>What stands between a user and the library.</summary>
internal static class LooseEnds
{
    /// <summary>Refuses to let a user go while there is something to settle. A lost copy that was paid for is settled.</summary>
    /// <exception cref="ConflictException"><c>user-has-loans</c>, <c>user-has-holds</c>, <c>user-has-debts</c>, <c>user-has-credit</c> or <c>user-guarantees</c>.</exception>
    public static async Task MustHaveNoLooseEndsAsync(this ILmsDbContext db, int userId, CancellationToken cancellationToken)
    {
        var loans = await db.Loans.CountAsync(loan => loan.UserId == userId && loan.ReturnedAt == null && loan.Status != LoanStatus.Lost, cancellationToken);
        if (loans > 0)
            throw new ConflictException("user-has-loans", $"The user still has {loans} loans; take them back first.");
        var holds = await db.Holds.CountAsync(hold => hold.UserId == userId && hold.EndedAt == null, cancellationToken);
        if (holds > 0)
            throw new ConflictException("user-has-holds", $"The user still has {holds} holds; cancel them first.");
        var balance = await db.AccountEntries.Where(entry => entry.UserId == userId).SumAsync(entry => entry.Amount, cancellationToken);
        if (balance > 0)
            throw new ConflictException("user-has-debts", string.Create(CultureInfo.InvariantCulture, $"The user still owes {balance:0.00}; take or waive it first."));
        if (balance < 0)
            throw new ConflictException("user-has-credit", string.Create(CultureInfo.InvariantCulture, $"The user still has {-balance:0.00} to their credit; refund it first."));
        if (await db.Patrons.AnyAsync(patron => patron.GuarantorId == userId, cancellationToken))
            throw new ConflictException("user-guarantees", "The user answers for somebody else; name another guarantor there first.");
    }
}
