using Lms.Application.Common;
using Lms.Application.Identity;
using Lms.Domain.Accounts;
using Lms.Domain.Branches;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using Lms.Domain.Holds;
using Lms.Domain.Imports;
using Lms.Domain.Jobs;
using Lms.Domain.Notices;
using Lms.Domain.Patrons;
using Lms.Domain.Policies;
using Lms.Infrastructure.Catalog;
using Lms.Infrastructure.Circulation;
using Lms.Infrastructure.Holds;
using Lms.Infrastructure.Identity;
using Lms.Infrastructure.Imports;
using Lms.Infrastructure.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace Lms.Infrastructure.Persistence;

/// <summary>The library in PostgreSQL.</summary>
public sealed class LmsDbContext(DbContextOptions<LmsDbContext> options) : DbContext(options), ILmsDbContext
{
    private readonly List<PendingLock> _pendingLocks = [];

    /// <inheritdoc/>
    public DbSet<Book> Books => Set<Book>();

    /// <inheritdoc/>
    public DbSet<Copy> Copies => Set<Copy>();

    /// <inheritdoc/>
    public DbSet<MergedBook> MergedBooks => Set<MergedBook>();

    /// <inheritdoc/>
    public DbSet<MaterialType> MaterialTypes => Set<MaterialType>();

    /// <inheritdoc/>
    public DbSet<Branch> Branches => Set<Branch>();

    /// <inheritdoc/>
    public DbSet<User> Users => Set<User>();

    /// <inheritdoc/>
    public DbSet<Patron> Patrons => Set<Patron>();

    /// <inheritdoc/>
    public DbSet<PatronCategory> PatronCategories => Set<PatronCategory>();

    /// <inheritdoc/>
    public DbSet<CirculationRule> CirculationRules => Set<CirculationRule>();

    /// <inheritdoc/>
    public DbSet<Loan> Loans => Set<Loan>();

    /// <inheritdoc/>
    public DbSet<Transaction> Transactions => Set<Transaction>();

    /// <inheritdoc/>
    public DbSet<Proxy> Proxies => Set<Proxy>();

    /// <inheritdoc/>
    public DbSet<LibrarySettings> Settings => Set<LibrarySettings>();

    /// <inheritdoc/>
    public DbSet<Closure> Closures => Set<Closure>();

    /// <inheritdoc/>
    public DbSet<Hold> Holds => Set<Hold>();

    /// <inheritdoc/>
    public DbSet<Transfer> Transfers => Set<Transfer>();

    /// <inheritdoc/>
    public DbSet<AccountEntry> AccountEntries => Set<AccountEntry>();

    /// <inheritdoc/>
    public DbSet<Allocation> Allocations => Set<Allocation>();

    /// <inheritdoc/>
    public DbSet<Notice> Notices => Set<Notice>();

    /// <inheritdoc/>
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();

    /// <inheritdoc/>
    public DbSet<PasswordReset> PasswordResets => Set<PasswordReset>();

    /// <inheritdoc/>
    public DbSet<Import> Imports => Set<Import>();

    /// <inheritdoc/>
    public DbSet<ImportError> ImportErrors => Set<ImportError>();

    /// <inheritdoc/>
    public DbSet<Job> Jobs => Set<Job>();

    /// <inheritdoc/>
    public DbSet<JobPiece> JobPieces => Set<JobPiece>();

    /// <inheritdoc/>
    public DbSet<JobError> JobErrors => Set<JobError>();

    /// <inheritdoc/>
    public DbSet<JobChange> JobChanges => Set<JobChange>();

    /// <inheritdoc/>
    public DbSet<CopyChange> CopyChanges => Set<CopyChange>();

    /// <inheritdoc/>
    public DbSet<KeptAnswer> KeptAnswers => Set<KeptAnswer>();

    /// <summary>The files of imports.</summary>
    internal DbSet<ImportFile> ImportFiles => Set<ImportFile>();

    /// <summary>The records that books were made of.</summary>
    internal DbSet<KeptRecord> KeptRecords => Set<KeptRecord>();

    /// <summary>What imports changed.</summary>
    internal DbSet<ImportChange> ImportChanges => Set<ImportChange>();

    /// <summary>What dry runs would have made.</summary>
    internal DbSet<ImportPreview> ImportPreviews => Set<ImportPreview>();

    /// <summary>The pieces of those files.</summary>
    internal DbSet<ImportChunk> ImportChunks => Set<ImportChunk>();

    /// <summary>The pieces of the files that jobs write.</summary>
    internal DbSet<JobChunk> JobChunks => Set<JobChunk>();

    /// <summary>What access tokens are signed with.</summary>
    internal DbSet<SigningKey> SigningKeys => Set<SigningKey>();

    /// <inheritdoc/>
    public void LockWithNextQuery(RowLock rows) => _pendingLocks.AddRange(Enumerable.Repeat(PendingLock.On(rows), rows.MayMove ? 2 : 1));

    /// <inheritdoc/>
    public void LockWithNextQuery(CalendarLock calendars) => _pendingLocks.Add(PendingLock.On(calendars));

    /// <inheritdoc/>
    public async Task<IAsyncDisposable> HoldStillAsync(CancellationToken cancellationToken) =>
        await Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        // Contexts are pooled: what one request wanted locked, or lost, is not the next one's business.
        _pendingLocks.Clear();
        InTransaction = false;
        return base.DisposeAsync();
    }

    /// <summary>Whether a transaction was begun and has not ended by itself; see <see cref="LostConnectionInterceptor"/>.</summary>
    internal bool InTransaction { get; set; }

    /// <summary>The locks that the next query is to take along.</summary>
    internal IReadOnlyList<PendingLock> TakePendingLocks()
    {
        if (_pendingLocks.Count == 0)
            return [];
        PendingLock[] taken = [.. _pendingLocks];
        _pendingLocks.Clear();
        return taken;
    }

    /// <inheritdoc/>
    /// <exception cref="ConflictException">What would be written breaks a promise of the database, as when another was faster.</exception>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        try
        {
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        }
        catch (DbUpdateException exception) when (BrokenPromise.Find(exception) is { } problem)
        {
            throw problem;
        }
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasPostgresExtension("pg_trgm").HasPostgresExtension("unaccent");
        modelBuilder.HasSequence<int>(LoanConfiguration.IdSequence);
        modelBuilder.HasSequence<int>(HoldConfiguration.IdSequence);
        modelBuilder.HasSequence<long>(RunningNumbers.CopySequence);
        modelBuilder.HasSequence<long>(RunningNumbers.CardSequence);
        LmsFunctions.AddTo(modelBuilder);
        JsonColumn.KeepFromBecomingEntities(modelBuilder);
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LmsDbContext).Assembly);

        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(entity => typeof(Entity).IsAssignableFrom(entity.ClrType)))
            modelBuilder.Entity(entity.ClrType).Property(nameof(Entity.Version)).IsRowVersion();
        foreach (var entity in modelBuilder.Model.GetEntityTypes().Where(entity => !entity.IsOwned()))
            EnumWords.CheckIn(modelBuilder, entity);
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        // Every index is paid for at every checkout: they are named one by one, beside what they are for.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
        configurationBuilder.Properties<Enum>().HaveMaxLength(EnumWords.MaxLength);
        configurationBuilder.Properties<decimal>().HavePrecision(12, 2);
        configurationBuilder.ComplexProperties<RuleValues>();
        EnumWords.Convert(configurationBuilder);
    }
}
