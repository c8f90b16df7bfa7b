using Lms.Infrastructure.Demo;
using Lms.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Lms.Infrastructure.Persistence;

/// <summary>Brings a database to where this version of Lms can work with it. Any number of replicas may start at once: one works, the others wait.</summary>
public sealed class DatabaseSetup(LmsDbContext db, Essentials essentials, FirstAdministrator administrator, DemonstrationLibrary demonstration, NpgsqlDataSource database, IOptions<LmsOptions> options)
{
    private const long SetupLock = 0x4c6d73_7365747570;

    /// <summary>Migrates, and puts in what no library can do without; in a demonstration, the demonstration library.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => AloneAsync(async () =>
    {
        await MigrateDatabaseAsync(cancellationToken);
        await essentials.PutInAsync(cancellationToken);
        if (options.Value.Demo)
            await demonstration.PutInAsync(cancellationToken);
        await administrator.CheckAsync(cancellationToken);
    }, cancellationToken);

    /// <summary>Migrates, and nothing else.</summary>
    public Task MigrateAsync(CancellationToken cancellationToken) =>
        AloneAsync(() => MigrateDatabaseAsync(cancellationToken), cancellationToken);

    /// <summary>Puts the demonstration library into a migrated database.</summary>
    /// <returns>False where it is there already.</returns>
    public async Task<bool> SeedAsync(CancellationToken cancellationToken)
    {
        var seeded = false;
        await AloneAsync(async () =>
        {
            await MigrateDatabaseAsync(cancellationToken);
            await essentials.PutInAsync(cancellationToken);
            seeded = await demonstration.PutInAsync(cancellationToken);
        }, cancellationToken);
        return seeded;
    }

    /// <summary>What a migration does to a large library takes as long as it takes.</summary>
    private async Task MigrateDatabaseAsync(CancellationToken cancellationToken)
    {
        var patience = db.Database.GetCommandTimeout();
        db.Database.SetCommandTimeout(0);
        await db.Database.MigrateAsync(cancellationToken);
        db.Database.SetCommandTimeout(patience);
    }

    /// <summary>
    /// Holds a lock of the session, on a connection of its own: migrations begin and end transactions as they like. Whoever waits asks again and
    /// again: an index that is built while the library is open waits for every statement that runs, and a statement that waited for the lock would run
    /// as long as the index is built.
    /// </summary>
    private async Task AloneAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var take = new NpgsqlCommand($"SELECT pg_try_advisory_lock({SetupLock})", connection);
        while (await take.ExecuteScalarAsync(cancellationToken) is not true)
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        await work();
        await using var release = new NpgsqlCommand($"SELECT pg_advisory_unlock({SetupLock})", connection);
        await release.ExecuteNonQueryAsync(cancellationToken);
    }
}
