using Lms.Application.Accounts;
using Lms.Domain.Policies;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Accounts;

/// <summary>What counts against a patron's debt limit besides what stands in their own account. Nothing is asked where no limit is set.</summary>
internal sealed class Debts(LmsDbContext db, IRunningFines runningFines)
{
    /// <summary>The patron's fines that run.</summary>
    public async Task<decimal> RunningAsync(int userId, int overdue, LibraryPolicies policies, DateTimeOffset now, CancellationToken cancellationToken) =>
        overdue == 0 || policies.Settings.DebtLimit is null ? 0 : (await runningFines.OfAsync([userId], policies, now, cancellationToken)).Sum(fine => fine.Amount);

    /// <summary>What those owe for whom the patron answers, with the fines that run; what one has to their credit is not another's.</summary>
    public async Task<decimal> GuaranteedAsync(int userId, bool guarantees, LibraryPolicies policies, DateTimeOffset now, CancellationToken cancellationToken)
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
