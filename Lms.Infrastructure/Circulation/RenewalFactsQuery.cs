using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Accounts;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Lms.Infrastructure.Holds;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Lms.Infrastructure.Circulation;

/// <summary>What a renewal is decided on: one compiled query behind its locks for the loan and who waits, one for the patron's standing.</summary>
internal sealed class RenewalFactsQuery(LmsDbContext db, ILibraryPolicies policies, IPatronStanding standings, ICaller caller, TimeProvider time) : IRenewalFacts
{
    private static readonly Func<LmsDbContext, int, int?, CancellationToken, Task<Row?>> Compiled = EF.CompileAsyncQuery(
        (LmsDbContext db, int loanId, int? onlyOfUser, CancellationToken _) => (
            from loan in db.Loans
            join copy in db.Copies on loan.CopyId equals copy.Id
            join book in db.Books on loan.BookId equals book.Id
            where loan.Id == loanId && (onlyOfUser == null || loan.UserId == onlyOfUser)
            select new Row
            {
                Loan = loan,
                Copy = copy,
                Book = book,
                Patron = db.Patrons.FirstOrDefault(patron => patron.Id == loan.UserId),
                SomebodyWaits = db.Holds.Any(hold => hold.BookId == loan.BookId && hold.EndedAt == null && hold.Status == HoldStatus.Waiting && hold.UserId != loan.UserId),
                PolicyVersion = db.Settings.Where(settings => settings.Id == LibrarySettings.OnlyId).Select(settings => settings.PolicyVersion).First(),
            }).SingleOrDefault());

    public async Task<(RenewalFacts Facts, FineTerms FineTerms)> FindAsync(RenewLoan command, bool seen, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(CalendarLock.ToRead);
        db.LockWithNextQuery(RowLock.BookOfLoan(command.Id));
        db.LockWithNextQuery(RowLock.PatronOfLoan(command.Id));
        var row = await Compiled(db, command.Id, caller.Role is null || caller.IsStaff ? null : caller.UserId, cancellationToken) ?? throw new NotFoundException("loan", command.Id);
        var patron = row.Patron ?? throw new ConflictException("loan-closed", "The loan is not open any more.");

        var (current, loan, copy) = (await policies.AtAsync(row.PolicyVersion, cancellationToken), row.Loan, row.Copy);
        var policy = current.Rules.For(loan.PatronCategoryId, copy.MaterialType, copy.HomeBranchId);
        var facts = new RenewalFacts
        {
            Loan = loan,
            Patron = patron,
            Policy = policy,
            Settings = current.Settings,
            Calendar = current.CalendarOf(loan.BranchId),
            Standing = await standings.FindAsync(patron.Id, copy.MaterialType, copy.HomeBranchId, current, time.GetUtcNow(), cancellationToken),
            Queue = row.SomebodyWaits ? await db.ClaimsOnAsync(copy, loan.UserId, aheadOf: null, current, time.GetUtcNow(), cancellationToken) : QueueFacts.NobodyWaits,
            Seen = seen,
            ChosenDueAt = command.DueAt,
        };
        return (facts, new FineTerms(policy, current.Settings, facts.Calendar, copy.Price));
    }

    private sealed class Row
    {
        public required Loan Loan { get; init; }

        public required Copy Copy { get; init; }

        public required Book Book { get; init; }

        public required Patron? Patron { get; init; }

        public required bool SomebodyWaits { get; init; }

        public required Guid PolicyVersion { get; init; }
    }
}
