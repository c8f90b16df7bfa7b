using Npgsql;

namespace Lms.Tests.Stress;

[NonParallelizable]
public sealed class ManyDesks
{
    private const int Clients = 64;

    [Test, CancelAfter(60_000)]
    public async Task Two_processes_whose_desks_fight_over_few_copies_and_users_keep_ledger_and_tables_in_agreement()
    {
        await using var first = await Library.OpenAsync(await TestDatabase.CloneAsync());
        await first.ReopenAsync();
        await using var second = await Library.OpenAsync(first.ConnectionString);
        var (fight, database) = await PrepareAsync(first, second);

        await fight.RunAsync(Clients, TimeSpan.FromSeconds(5), seed: 20260302);

        TestContext.Out.WriteLine(string.Join(Environment.NewLine, fight.Answers));
        Assert.That(fight.Faults, Is.Empty);
        Assert.That(await LedgerReplay.ContradictionsAsync(database), Is.Empty);
        Assert.That(await first.ScalarAsync<long>("SELECT count(*) FROM loans"), Is.EqualTo(fight.Loans.Count), "every acknowledged loan is there, and no other");
        Assert.That(await first.ScalarAsync<long>("SELECT count(*) FROM holds"), Is.EqualTo(fight.Holds.Count), "every acknowledged hold is there, and no other");
        Assert.That(await first.ScalarAsync<long>("SELECT coalesce(max(open), 0) FROM (SELECT count(*) AS open FROM loans WHERE status = 'open' GROUP BY user_id) AS users"), Is.LessThanOrEqualTo(3), "the loan limit holds");
    }

    private static async Task<(Fight Fight, NpgsqlDataSource Database)> PrepareAsync(Library first, Library second)
    {
        await first.RuleAsync(new { maxLoans = 3, renewals = 1000, fineRate = 0.10 });
        var east = await first.OpenBranchAsync("EAST");
        var main = await first.ScalarAsync<int>("SELECT id FROM branches WHERE code = 'MAIN'");
        var (barcodes, books, users) = (new List<string>(), new List<int>(), new List<int>());
        for (var index = 0; index < 5; index++)
        {
            var shelved = await first.ShelveAsync($"Book {index}", copies: 2);
            books.Add(shelved.BookId);
            barcodes.AddRange(shelved.Barcodes);
            users.Add((await first.EnrolAsync($"fighter{index}")).Id);
        }

        var desks = new[] { first.Librarian, new Visitor(second.Address, first.Librarian.Id, first.Librarian.Http.DefaultRequestHeaders.Authorization!.Parameter) };
        return (new Fight(desks, barcodes, books, users, [main, east]), NpgsqlDataSource.Create(first.ConnectionString));
    }
}
