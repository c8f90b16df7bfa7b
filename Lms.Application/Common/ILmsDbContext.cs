using Lms.Application.Identity;
using Lms.Domain.Accounts;
using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Imports;
using Lms.Domain.Jobs;
using Lms.Domain.Notices;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Lms.Application.Common;

/// <summary>The database, as use cases see it.</summary>
public interface ILmsDbContext
{
    /// <summary>The catalogue.</summary>
    DbSet<Book> Books { get; }

    /// <summary>The copies of books.</summary>
    DbSet<Copy> Copies { get; }

    /// <summary>Books that were merged into others.</summary>
    DbSet<MergedBook> MergedBooks { get; }

    /// <summary>The kinds of things lent.</summary>
    DbSet<MaterialType> MaterialTypes { get; }

    /// <summary>The library's buildings and service points.</summary>
    DbSet<Branch> Branches { get; }

    /// <summary>The accounts that people sign in with.</summary>
    DbSet<User> Users { get; }

    /// <summary>The users as borrowers.</summary>
    DbSet<Patron> Patrons { get; }

    /// <summary>The kinds of patrons.</summary>
    DbSet<PatronCategory> PatronCategories { get; }

    /// <summary>How long, how often and how many.</summary>
    DbSet<CirculationRule> CirculationRules { get; }

    /// <summary>Who has, or had, which copy.</summary>
    DbSet<Loan> Loans { get; }

    /// <summary>The circulation ledger.</summary>
    DbSet<Transaction> Transactions { get; }

    /// <summary>Who may act for whom.</summary>
    DbSet<Proxy> Proxies { get; }

    /// <summary>The one row of the library's settings.</summary>
    DbSet<LibrarySettings> Settings { get; }

    /// <summary>Days on which branches are closed.</summary>
    DbSet<Closure> Closures { get; }

    /// <summary>Who waits for what.</summary>
    DbSet<Hold> Holds { get; }

    /// <summary>Copies on their way between branches.</summary>
    DbSet<Transfer> Transfers { get; }

    /// <summary>What stands in users' accounts.</summary>
    DbSet<AccountEntry> AccountEntries { get; }

    /// <summary>What settled what.</summary>
    DbSet<Allocation> Allocations { get; }

    /// <summary>Messages to users.</summary>
    DbSet<Notice> Notices { get; }

    /// <summary>Sessions of signed-in users.</summary>
    DbSet<RefreshToken> RefreshTokens { get; }

    /// <summary>Permissions to choose a new password.</summary>
    DbSet<PasswordReset> PasswordResets { get; }

    /// <summary>Catalogues brought in.</summary>
    DbSet<Import> Imports { get; }

    /// <summary>Records of imports that were not taken in.</summary>
    DbSet<ImportError> ImportErrors { get; }

    /// <summary>Work that is done in the background.</summary>
    DbSet<Job> Jobs { get; }

    /// <summary>What unfinished jobs work on.</summary>
    DbSet<JobPiece> JobPieces { get; }

    /// <summary>Things of jobs that could not be done.</summary>
    DbSet<JobError> JobErrors { get; }

    /// <summary>What jobs changed about books.</summary>
    DbSet<JobChange> JobChanges { get; }

    /// <summary>What jobs changed about copies.</summary>
    DbSet<CopyChange> CopyChanges { get; }

    /// <summary>Answers kept for repeated requests.</summary>
    DbSet<KeptAnswer> KeptAnswers { get; }

    /// <summary>Transactions and connection.</summary>
    DatabaseFacade Database { get; }

    /// <summary>What has been read and changed so far.</summary>
    ChangeTracker ChangeTracker { get; }

    /// <summary>
    /// Locks rows until the transaction ends, in the order of the calls. The locks travel with the next query, in the same
    /// round trip, and are held before that query reads.
    /// </summary>
    /// <param name="rows">Which rows; see <see cref="RowLock"/>.</param>
    void LockWithNextQuery(RowLock rows);

    /// <summary>Locks the calendars of all branches until the transaction ends. The lock travels with the next query, like those of rows.</summary>
    void LockWithNextQuery(CalendarLock calendars);

    /// <summary>Lets all queries see the library as it is at one moment, until the result is disposed.</summary>
    Task<IAsyncDisposable> HoldStillAsync(CancellationToken cancellationToken);

    /// <summary>Writes all changes in one batch.</summary>
    Task<int> SaveChangesAsync(CancellationToken cancellationToken = default);
}
