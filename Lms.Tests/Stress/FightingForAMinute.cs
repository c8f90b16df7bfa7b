using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Lms.Tests.Stress;

/// <summary>Takes minutes; the README says how to run it. LMS_FIGHT_SECONDS says how long each fight lasts, LMS_FIGHT_SEED repeats what the clients of an earlier one tried.</summary>
[NonParallelizable, Explicit("It takes minutes; the README says how to run it."), Category("Fight"), Platform(Exclude = "Win", Reason = "Windows has no signals.")]
public sealed class FightingForAMinute
{
    private const int Clients = 64;

    /// <summary>For as long as a session of the librarian lasts.</summary>
    private const int LongestSeconds = 800;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(Math.Min(LongestSeconds, Given("LMS_FIGHT_SECONDS") ?? 60));
    private readonly List<string> _killed = [];

    [Test]
    public async Task Clients_of_two_processes_who_fight_over_few_copies_and_users_see_no_error_and_leave_ledger_and_tables_in_agreement()
    {
        await using var processes = await TwoProcesses.StartAsync();
        var spoils = await Spoils.LayOutAsync(processes.Admin);
        var fight = new Fight(processes.Desks, spoils, TimeProvider.System);

        await fight.RunAsync(Clients, Time, Seed());

        await JudgeAsync(fight, spoils, processes);
    }

    [Test]
    public async Task While_processes_and_database_are_killed_every_acknowledged_deed_is_done_once_and_ledger_and_tables_agree()
    {
        await using var processes = await TwoProcesses.StartAsync();
        var spoils = await Spoils.LayOutAsync(processes.Admin);
        var fight = new Fight(processes.Desks, spoils, TimeProvider.System, patient: true);
        using var end = new CancellationTokenSource();
        var seed = Seed();
        var killing = KillAsync(processes, new Random(seed), end.Token);

        await fight.RunAsync(Clients, Time, seed);

        await end.CancelAsync();
        await killing;
        Say($"Killed: {string.Join(", ", _killed.CountBy(what => what).OrderBy(what => what.Key).Select(what => $"{what.Key} {what.Value} times"))}.");
        await JudgeAsync(fight, spoils, processes);
        Assert.That(_killed, Is.Not.Empty);
    }

    private async Task KillAsync(TwoProcesses processes, Random chance, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(chance.Next(500, 5000), CancellationToken.None);
            var (what, kill) = chance.Next(4) switch
            {
                0 => ("the first Lms", () => processes.KillLmsAsync(0)),
                1 => ("the second Lms", () => processes.KillLmsAsync(1)),
                2 => ("PostgreSQL", processes.KillServerAsync),
                _ => ("its sessions", (Func<Task>)processes.KillSessionsAsync),
            };
            await kill();
            _killed.Add(what);
        }
    }

    private static async Task JudgeAsync(Fight fight, Spoils spoils, TwoProcesses processes)
    {
        await using var database = NpgsqlDataSource.Create(processes.ConnectionString);
        Say(fight.Story);
        Say($"Chores let {await NumberAsync(database, "SELECT count(*) FROM holds WHERE status = 'expired'")} holds run out and forgot {await NumberAsync(database, "SELECT count(*) FROM loans WHERE user_id IS NULL")} loans.");
        var contradictions = await LedgerReplay.ContradictionsAsync(database);
        var disagreements = await fight.Deeds.DisagreementsAsync(database);
        var queues = new List<string>();
        foreach (var book in spoils.Books)
        {
            var places = (await processes.Desks[0]().GetAsync($"/books/{book}/holds?limit=200")).Expect(HttpStatusCode.OK).Json.EnumerateArray().Select(hold => hold.GetProperty("position").GetInt32()).ToList();
            if (!places.SequenceEqual(Enumerable.Range(1, places.Count)))
                queues.Add($"The queue of book {book} has the places {string.Join(' ', places)}");
        }

        Assert.Multiple(() =>
        {
            Assert.That(fight.Faults, Is.Empty);
            Assert.That(contradictions, Is.Empty);
            Assert.That(disagreements, Is.Empty);
            Assert.That(queues, Is.Empty);
            Assert.That(processes.ServerErrors(), Is.Empty);
            Assert.That(processes.Complaints, Is.Empty);
        });
    }

    private static async Task<long> NumberAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Told at once, for a fight that does not come to its end.</summary>
    private static int Seed()
    {
        var seed = Given("LMS_FIGHT_SEED") ?? (int)(Stopwatch.GetTimestamp() & 0xFFFFFF);
        TestContext.Progress.WriteLine($"LMS_FIGHT_SEED={seed}");
        return seed;
    }

    private static int? Given(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var given) ? given : null;

    private static void Say(string words) => TestContext.Out.WriteLine(words);
}
