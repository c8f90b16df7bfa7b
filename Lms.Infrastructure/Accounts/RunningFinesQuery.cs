using Lms.Application.Accounts;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using Lms.Domain.Policies;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Accounts;

internal sealed class RunningFinesQuery(LmsDbContext db) : IRunningFines
{
    public async Task<IReadOnlyList<RunningFine>> OfAsync(IReadOnlyCollection<int> userIds, LibraryPolicies policies, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var overdue = await db.Loans.AsNoTracking()
            .Where(loan => userIds.Contains(loan.UserId!.Value) && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.DueAt < now)
            .OrderBy(loan => loan.Id)
            .Select(loan => new
            {
                loan.Id,
                loan.UserId,
                loan.DueAt,
                loan.BranchId,
                loan.PatronCategoryId,
                loan.Copy!.MaterialType,
                loan.Copy.HomeBranchId,
                loan.Copy.Price,
                Charged = db.AccountEntries.Where(entry => entry.LoanId == loan.Id && entry.Reason == ChargeReason.OverdueFine).Sum(entry => entry.Amount),
            })
            .ToListAsync(cancellationToken);
        return [.. overdue
            .Select(loan => new RunningFine(loan.UserId!.Value, loan.Id, Fine.For(loan.DueAt, now, new FineTerms(
                policies.Rules.For(loan.PatronCategoryId, loan.MaterialType, loan.HomeBranchId), policies.Settings, policies.CalendarOf(loan.BranchId), loan.Price)
            {
                Charged = loan.Charged,
            })))
            .Where(fine => fine.Amount > 0)];
    }
}
