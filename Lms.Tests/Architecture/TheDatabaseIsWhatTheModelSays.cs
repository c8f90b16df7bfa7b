using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Tests.Architecture;

public sealed class TheDatabaseIsWhatTheModelSays : LibraryTest
{
    [Test]
    public async Task The_migrations_lead_to_the_model_and_not_beside_it()
    {
        await using var scope = Library.Services.CreateAsyncScope();

        Assert.That(scope.ServiceProvider.GetRequiredService<LmsDbContext>().Database.HasPendingModelChanges(), Is.False, "Add a migration for what changed in the model.");
    }

    [Test, CancelAfter(120_000)]
    public async Task An_empty_database_is_migrated_once_however_many_replicas_start_at_once()
    {
        var empty = await TestDatabase.CreateEmptyAsync();

        var replicas = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Library.OpenAsync(empty)));

        var tables = await TablesOf(replicas[0]);
        Assert.That(tables, Is.Not.Empty.And.EqualTo(await TablesOf(Library)));
        Assert.That(await replicas[0].ScalarAsync<long>("SELECT count(*) FROM users WHERE normalized_username = 'ADMIN1'"), Is.EqualTo(1));
        foreach (var replica in replicas)
            await replica.DisposeAsync();
    }

    [Test]
    public async Task Migrating_a_migrated_database_changes_nothing()
    {
        var tables = await TablesOf(Library);
        await using var scope = Library.Services.CreateAsyncScope();

        await scope.ServiceProvider.GetRequiredService<DatabaseSetup>().MigrateAsync(CancellationToken.None);

        Assert.That(await TablesOf(Library), Is.EqualTo(tables));
    }

    private static async Task<string[]> TablesOf(Library library) => await library.ScalarAsync<string[]>(
        "SELECT array_agg(table_name || '.' || column_name || ' ' || data_type ORDER BY table_name, column_name) FROM information_schema.columns WHERE table_schema = 'public'");
}
