using System.Globalization;
using System.Net.Sockets;
using Lms.Infrastructure.LocalPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Lms.Tests.LocalPostgres;

[NonParallelizable]
public sealed class KeepingACluster
{
    private TrialHome _trial = null!;

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [OneTimeSetUp]
    public async Task Lend_one_book()
    {
        _trial = new TrialHome();
        await using var cluster = await _trial.StartAsync(CancellationToken.None);
        await TrialHome.AskAsync(cluster.ConnectionString, "CREATE TABLE loan (title text); INSERT INTO loan VALUES ('Emma')", CancellationToken.None);
    }

    [OneTimeTearDown]
    public void Clear_away() => _trial.Dispose();

    [Test]
    public async Task A_restart_finds_the_data_at_the_same_port()
    {
        var port = await File.ReadAllTextAsync(_trial.Home.Port, Token);

        await using var cluster = await _trial.StartAsync(Token);

        Assert.That(await TitleAsync(cluster), Is.EqualTo("Emma"));
        Assert.That(PortOf(cluster).ToString(CultureInfo.InvariantCulture), Is.EqualTo(port));
    }

    [Test]
    public async Task A_second_start_in_the_same_folder_says_who_is_running()
    {
        await using var cluster = await _trial.StartAsync(Token);

        var refused = Assert.ThrowsAsync<LocalClusterException>(() => _trial.StartAsync(Token))!;

        Assert.That(refused.Message, Does.Contain($"already runs on {_trial.Folder}: process {Environment.ProcessId}"));
        Assert.That(await TitleAsync(cluster), Is.EqualTo("Emma"));
    }

    [Test]
    public async Task A_server_that_a_killed_process_left_running_is_replaced_and_loses_nothing()
    {
        var left = await TrialHome.LeaveServerBehindAsync(_trial.Home, _trial.Options, Token);

        await using var cluster = await _trial.StartAsync(Token);

        Assert.That(left.IsAlive(), Is.False);
        Assert.That(await TitleAsync(cluster), Is.EqualTo("Emma"));
    }

    [Test]
    public async Task A_server_that_was_killed_itself_recovers_what_it_had_committed()
    {
        var durable = _trial.Options with { Durable = true };
        await using (var cluster = await LocalCluster.StartAsync(durable, NullLogger.Instance, Token))
        {
            await TrialHome.AskAsync(cluster.ConnectionString, "CREATE TABLE IF NOT EXISTS fine (amount numeric); INSERT INTO fine VALUES (0.50)", Token);
            await _trial.KillServerAsync(Token);
        }

        await using var again = await _trial.StartAsync(Token);

        Assert.That(await TrialHome.AskAsync(again.ConnectionString, "SELECT amount FROM fine", Token), Is.EqualTo(0.50m));
    }

    [Test]
    public async Task A_process_that_was_given_the_number_of_a_dead_server_is_left_alone()
    {
        var record = Path.Combine(_trial.Home.Data, "postmaster.pid");
        await File.WriteAllTextAsync(record, $"{Environment.ProcessId}\n{_trial.Home.Data}\n1000000000\n5432\n\n127.0.0.1\n", Token);

        await using var cluster = await _trial.StartAsync(Token);

        Assert.That(await TitleAsync(cluster), Is.EqualTo("Emma"));
    }

    [Test]
    public async Task A_remembered_port_that_another_program_took_is_exchanged_but_a_wished_one_is_refused()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = ((IPEndPoint)other.LocalEndpoint).Port;
        ClusterPort.Remember(_trial.Home, taken);

        await using (var cluster = await _trial.StartAsync(Token))
            Assert.That(PortOf(cluster), Is.Not.EqualTo(taken));

        var refused = Assert.ThrowsAsync<LocalClusterException>(
            () => LocalCluster.StartAsync(_trial.Options with { Port = taken }, NullLogger.Instance, Token))!;
        Assert.That(refused.Message, Does.Contain($"Port {taken}"));
    }

    [Test]
    public void A_server_that_does_not_start_shows_the_end_of_its_log()
    {
        var failed = Assert.ThrowsAsync<LocalClusterException>(
            () => LocalCluster.StartAsync(_trial.Options with { MaxConnections = -1 }, NullLogger.Instance, Token))!;

        Assert.That(failed.Message, Does.Contain("FATAL").And.Contain("max_connections").And.Contain(_trial.Home.Log));
    }

    [Test]
    public async Task What_the_user_set_for_other_PostgreSQL_servers_does_not_interfere()
    {
        var others = new Dictionary<string, string>
        {
            ["PGDATA"] = "/nowhere",
            ["PGHOST"] = "elsewhere.invalid",
            ["PGPORT"] = "1",
            ["PGOPTIONS"] = "-c search_path=elsewhere",
            ["PGTZ"] = "Asia/Tokyo",
        };
        foreach (var (name, value) in others)
            Environment.SetEnvironmentVariable(name, value);
        try
        {
            await using var cluster = await _trial.StartAsync(Token);

            Assert.That(await TitleAsync(cluster), Is.EqualTo("Emma"));
            Assert.That(await TrialHome.AskAsync(cluster.ConnectionString, "SHOW timezone", Token), Is.EqualTo("UTC"));
        }
        finally
        {
            foreach (var name in others.Keys)
                Environment.SetEnvironmentVariable(name, null);
        }
    }

    private static Task<object?> TitleAsync(LocalCluster cluster) =>
        TrialHome.AskAsync(cluster.ConnectionString, "SELECT title FROM loan", Token);

    private static int PortOf(LocalCluster cluster) => new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Port;
}
