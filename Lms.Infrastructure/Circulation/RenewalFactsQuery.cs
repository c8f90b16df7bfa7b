using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Accounts;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using Lms.Domain.Holds;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Lms.Infrastructure.Accounts;
using Lms.Infrastructure.Holds;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Circulation;

/// <summary>What a renewal is decided on: one compiled query behind its locks.</summary>
internal sealed class RenewalFactsQuery(LmsDbContext db, ILibraryPolicies policies, Debts debts, ICaller caller, TimeProvider time) : IRenewalFacts
{
    private static readonly Func<LmsDbContext, int, int?, DateTimeOffset, CancellationToken, Task<Row?>> Compiled = EF.CompileAsyncQuery(
        (LmsDbContext db, int loanId, int? onlyOfUser, DateTimeOffset now, CancellationToken _) => (
            from loan in db.Loans
            join copy in db.Copies on loan.CopyId equals copy.Id
            join book in db.Books on loan.BookId equals book.Id
            join patron in db.Patrons on loan.UserId equals patron.Id
            where loan.Id == loanId && (onlyOfUser == null || loan.UserId == onlyOfUser)
            select new Row
            {
                Loan = loan,
                Copy = copy,
                Book = book,
                Patron = patron,
                SomebodyWaits = db.Holds.Any(hold => hold.BookId == loan.BookId && hold.EndedAt == null && hold.Status == HoldStatus.Waiting && hold.UserId != patron.Id),
                Balance = db.AccountEntries.Where(entry => entry.UserId == patron.Id).Sum(entry => entry.Amount),
                AnythingOverdue = db.Loans.Any(other => other.UserId == patron.Id && other.ReturnedAt == null && other.Status == LoanStatus.Open && other.DueAt < now),
                Guarantees = db.Patrons.Any(other => other.GuarantorId == patron.Id),
                PolicyVersion = db.Settings.Where(settings => settings.Id == LibrarySettings.OnlyId).Select(settings => settings.PolicyVersion).First(),
            }).SingleOrDefault());

    public async Task<(RenewalFacts Facts, FineTerms FineTerms)> FindAsync(RenewLoan command, bool seen, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        db.LockWithNextQuery(CalendarLock.ToRead);
        db.LockWithNextQuery(RowLock.BookOfLoan(command.Id));
        db.LockWithNextQuery(RowLock.PatronOfLoan(command.Id));
        var onlyOfUser = caller.Role is null || caller.IsStaff ? null : caller.UserId;
        var row = await Compiled(db, command.Id, onlyOfUser, now, cancellationToken) ?? throw await MissingAsync(command.Id, onlyOfUser, cancellationToken);
        var patron = row.Patron;

        var (current, loan, copy) = (await policies.AtAsync(row.PolicyVersion, cancellationToken), row.Loan, row.Copy);
        var policy = current.Rules.For(loan.PatronCategoryId, copy.MaterialType, copy.HomeBranchId);
        var facts = new RenewalFacts
        {
            Loan = loan,
            Patron = patron,
            Policy = policy,
            Settings = current.Settings,
            Calendar = current.CalendarOf(loan.BranchId),
            Debt = await debts.OfAsync(patron.Id, row.Balance, row.AnythingOverdue, row.Guarantees, current, now, cancellationToken),
            Queue = row.SomebodyWaits ? await db.ClaimsOnAsync(copy, loan.UserId, aheadOf: null, current, now, cancellationToken) : QueueFacts.NobodyWaits,
            Seen = seen,
            ChosenDueAt = command.DueAt,
        };
        return (facts, new FineTerms(policy, current.Settings, facts.Calendar, copy.Price));
    }

    /// <summary>A loan that has lost its borrower has ended before.</summary>
    private async Task<Exception> MissingAsync(int loanId, int? onlyOfUser, CancellationToken cancellationToken) =>
        await db.Loans.AnyAsync(loan => loan.Id == loanId && (onlyOfUser == null || loan.UserId == onlyOfUser), cancellationToken)
            ? new RefusedException(new Block("loan-closed", "The loan is not open any more."))
            : new NotFoundException("loan", loanId);

    private sealed class Row
    {
        public required Loan Loan { get; init; }

        public required Copy Copy { get; init; }

        public required Book Book { get; init; }

        public required Patron Patron { get; init; }

        public required bool SomebodyWaits { get; init; }

        public required decimal Balance { get; init; }

        public required bool AnythingOverdue { get; init; }

        public required bool Guarantees { get; init; }

        public required Guid PolicyVersion { get; init; }
    }
}
