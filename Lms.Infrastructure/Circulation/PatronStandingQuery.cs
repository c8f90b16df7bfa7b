using Lms.Application.Circulation;
using Lms.Domain.Circulation;
using Lms.Domain.Policies;
using Lms.Infrastructure.Accounts;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Circulation;

internal sealed class PatronStandingQuery(LmsDbContext db, Debts debts) : IPatronStanding
{
    private static readonly Func<LmsDbContext, int, string, int, DateTimeOffset, CancellationToken, Task<Row>> Compiled = EF.CompileAsyncQuery(
        (LmsDbContext db, int userId, string materialType, int homeBranchId, DateTimeOffset now, CancellationToken _) => db.Patrons.Where(patron => patron.Id == userId).Select(patron => new Row
        {
            All = db.Loans.Count(loan => loan.UserId == userId && loan.ReturnedAt == null && loan.Status == LoanStatus.Open),
            OfType = db.Loans.Count(loan => loan.UserId == userId && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.Copy!.MaterialType == materialType),
            OfBranch = db.Loans.Count(loan => loan.UserId == userId && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.Copy!.HomeBranchId == homeBranchId),
            OfTypeAndBranch = db.Loans.Count(loan => loan.UserId == userId && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.Copy!.MaterialType == materialType && loan.Copy.HomeBranchId == homeBranchId),
            Overdue = db.Loans.Count(loan => loan.UserId == userId && loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.DueAt < now),
            Debt = db.AccountEntries.Where(entry => entry.UserId == userId).Sum(entry => entry.Amount),
            Guarantees = db.Patrons.Any(other => other.GuarantorId == userId),
        }).Single());

    public async Task<PatronStanding> FindAsync(int userId, string materialType, int homeBranchId, LibraryPolicies policies, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await Compiled(db, userId, materialType, homeBranchId, now, cancellationToken);
        return new PatronStanding(
            new LoanCounts(row.All, row.OfType, row.OfBranch, row.OfTypeAndBranch),
            row.Overdue,
            row.Debt + await debts.RunningAsync(userId, row.Overdue, policies, now, cancellationToken),
            await debts.GuaranteedAsync(userId, row.Guarantees, policies, now, cancellationToken));
    }

    private sealed class Row
    {
        public required int All { get; init; }

        public required int OfType { get; init; }

        public required int OfBranch { get; init; }

        public required int OfTypeAndBranch { get; init; }

        public required int Overdue { get; init; }

        public required decimal Debt { get; init; }

        public required bool Guarantees { get; init; }
    }
}
