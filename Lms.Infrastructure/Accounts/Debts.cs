using Lms.Application.Accounts;
using Lms.Domain.Circulation;
using Lms.Domain.Policies;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Accounts;

/// <summary>What counts against a patron's debt limit. Beyond their own account nothing is asked where no limit is set.</summary>
internal sealed class Debts(LmsDbContext db, IRunningFines runningFines)
{
    /// <summary>What counts against the patron's limit.</summary>
    /// <param name="userId">Whose.</param>
    /// <param name="balance">What stands in their account.</param>
    /// <param name="anythingOverdue">Whether a loan of theirs is overdue, so that a fine may run.</param>
    /// <param name="guarantees">Whether they answer for somebody.</param>
    /// <param name="policies">What circulation goes by.</param>
    /// <param name="now">The moment.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<PatronDebt> OfAsync(int userId, decimal balance, bool anythingOverdue, bool guarantees, LibraryPolicies policies, DateTimeOffset now, CancellationToken cancellationToken) => new(
        balance + await RunningAsync(userId, anythingOverdue, policies, now, cancellationToken),
        await GuaranteedAsync(userId, guarantees, policies, now, cancellationToken));

    private async Task<decimal> RunningAsync(int userId, bool anythingOverdue, LibraryPolicies policies, DateTimeOffset now, CancellationToken cancellationToken) =>
        !anythingOverdue || policies.Settings.DebtLimit is null ? 0 : (await runningFines.OfAsync([userId], policies, now, cancellationToken)).Sum(fine => fine.Amount);

    /// <summary>What those owe for whom the patron answers, with the fines that run; what one has to their credit is not another's.</summary>
    private async Task<decimal> GuaranteedAsync(int userId, bool guarantees, LibraryPolicies policies, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!guarantees || policies.Settings is not { DebtLimit: not null, GuaranteedDebtsCount: true })
            return 0;
        var guaranteed = await db.Patrons.Where(patron => patron.GuarantorId == userId)
            .Select(patron => new { patron.Id, Balance = db.AccountEntries.Where(entry => entry.UserId == patron.Id).Sum(entry => entry.Amount) })
            .ToListAsync(cancellationToken);
        var running = (await runningFines.OfAsync([.. guaranteed.Select(one => one.Id)], policies, now, cancellationToken)).ToLookup(fine => fine.UserId);
        return guaranteed.Sum(one => Math.Max(one.Balance + running[one.Id].Sum(fine => fine.Amount), 0));
    }
}
