using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Lms.Tests.Stress;

[NonParallelizable]
public sealed class ManyDesks
{
    private const int Clients = 64;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(5);

    [Test, CancelAfter(60_000)]
    public async Task Two_processes_whose_desks_fight_over_few_copies_and_users_keep_ledger_and_tables_in_agreement()
    {
        await using var first = await Library.OpenAsync(await TestDatabase.CloneAsync());
        await first.ReopenAsync();
        await using var second = await Library.OpenAsync(first.ConnectionString, builder => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(first.Clock)));
        var there = new Visitor(second.Address, first.Librarian.Id, first.Librarian.Token);
        var fight = new Fight([() => first.Librarian, () => there], await Spoils.LayOutAsync(first.Admin), first.Clock);
        using var end = new CancellationTokenSource();
        var chores = Task.WhenAll(LookAfterChoresAsync(first, first.Clock, end.Token), LookAfterChoresAsync(second, first.Clock, end.Token));

        await fight.RunAsync(Clients, Time, seed: 20260302);

        await end.CancelAsync();
        await chores;
        await using var database = NpgsqlDataSource.Create(first.ConnectionString);
        TestContext.Out.WriteLine(fight.Story);
        Assert.That(fight.Faults, Is.Empty);
        Assert.That(await LedgerReplay.ContradictionsAsync(database), Is.Empty);
        Assert.That(await fight.Deeds.DisagreementsAsync(database), Is.Empty);
        Assert.That(await first.ScalarAsync<long>("SELECT coalesce(max(open), 0) FROM (SELECT count(*) AS open FROM loans WHERE status = 'open' GROUP BY user_id) AS users"), Is.LessThanOrEqualTo(3), "the loan limit holds");
        Assert.That(await first.ScalarAsync<long>("SELECT count(*) FROM holds WHERE user_id IS NULL"), Is.Positive, "chores took part");
    }

    private static async Task LookAfterChoresAsync(Library library, FakeTimeProvider clock, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await library.DoChoresAsync();
            await Task.Delay(100, CancellationToken.None);
        }
    }
}
