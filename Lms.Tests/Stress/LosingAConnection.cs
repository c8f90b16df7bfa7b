using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Lms.Tests.Stress;

public sealed class LosingAConnection : LibraryTest
{
    private const string Charge = "INSERT INTO account_entries (user_id, type, reason, amount, at) VALUES (NULL, 'charge', 'other', 1, now())";

    [Test]
    public async Task What_follows_in_a_transaction_whose_connection_was_lost_is_not_done_by_itself()
    {
        await using var scope = Library.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync(Charge);

        await LoseAsync(db);

        var refused = Assert.CatchAsync(async () =>
        {
            await db.Database.OpenConnectionAsync();
            await db.Database.ExecuteSqlRawAsync(Charge);
        });
        Assert.That(refused, Has.InnerException.InstanceOf<NpgsqlException>(), "which is answered by 503");
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM account_entries"), Is.Zero);
    }

    [Test]
    public async Task A_transaction_whose_connection_was_lost_cannot_be_committed()
    {
        await using var scope = Library.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync(Charge);

        await LoseAsync(db);

        Assert.CatchAsync<NpgsqlException>(() => transaction.CommitAsync());
    }

    [Test]
    public async Task After_a_transaction_was_given_up_the_next_one_goes_on()
    {
        await using var scope = Library.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        await using (await db.Database.BeginTransactionAsync())
            await db.Database.ExecuteSqlRawAsync(Charge);

        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync(Charge);
        await transaction.CommitAsync();

        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM account_entries"), Is.EqualTo(1));
    }

    /// <summary>Ends the session, and lets the connection learn of it.</summary>
    private async Task LoseAsync(LmsDbContext db)
    {
        var session = (await db.Database.SqlQueryRaw<int>("SELECT pg_backend_pid() AS \"Value\"").ToListAsync())[0];
        await Library.ScalarAsync<bool>($"SELECT pg_terminate_backend({session}, 5000)");
        Assert.CatchAsync<NpgsqlException>(() => db.Database.ExecuteSqlRawAsync("SELECT 1"));
    }
}
