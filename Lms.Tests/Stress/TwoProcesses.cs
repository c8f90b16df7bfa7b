using System.Text.RegularExpressions;
using Lms.Infrastructure.LocalPostgres;
using Lms.Tests.Operations;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lms.Tests.Stress;

/// <summary>Two processes of Lms, with their chores, on one PostgreSQL that keeps what it acknowledges; all of them can be killed and started again.</summary>
internal sealed partial class TwoProcesses : IAsyncDisposable
{
    private readonly Laptop _server = new();
    private readonly RunningLms[] _running = new RunningLms[2];
    private readonly Visitor[] _desks = new Visitor[2];
    private readonly List<string> _lastWords = [];
    private LocalCluster _cluster = null!;
    private Visitor _librarian = null!;
    private int _errorsOfSetUp;

    private TwoProcesses()
    {
    }

    /// <summary>A librarian at each process, wherever that listens now.</summary>
    public IReadOnlyList<Func<Visitor>> Desks => [() => _desks[0], () => _desks[1]];

    /// <summary>An administrator at the first process.</summary>
    public Visitor Admin { get; private set; } = null!;

    /// <summary>Leads to the database.</summary>
    public string ConnectionString => _cluster.ConnectionString;

    /// <summary>What the processes of Lms said that somebody should look at.</summary>
    public IEnumerable<string> Complaints =>
        _lastWords.Concat(_running.Select(lms => lms.Said)).SelectMany(said => said.Split('\n').SkipWhile(line => !IsComplaint(line)).Take(12).ToList() is { Count: > 0 } lines ? [string.Join('\n', lines)] : Array.Empty<string>());

    public static async Task<TwoProcesses> StartAsync()
    {
        var both = new TwoProcesses();
        await both.StartServerAsync();
        both._running[0] = await RunningLms.StartAsync(both.Settings);
        both._running[1] = await RunningLms.StartAsync(both.Settings);
        both.Admin = await both._running[0].SignInAsync();
        both._librarian = await both._running[0].SignInAsync("librarian1", "librarian123");
        both.Seat(0);
        both.Seat(1);
        both._errorsOfSetUp = both.LoggedErrors().Count();
        return both;
    }

    /// <summary>Ends one process of Lms as the power does, and starts it again.</summary>
    public async Task KillLmsAsync(int which)
    {
        await _running[which].KillAsync();
        _lastWords.Add(_running[which].Said);
        _running[which].Dispose();
        _running[which] = await RunningLms.StartAsync(Settings);
        Seat(which);
    }

    /// <summary>Ends every session of Lms in the database, whatever it is doing.</summary>
    public Task KillSessionsAsync() =>
        TestDatabase.ScalarAsync<long>(ConnectionString, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'lms'");

    /// <summary>Ends PostgreSQL as the power does, and starts it again.</summary>
    public async Task KillServerAsync()
    {
        await _server.KillServerAsync();
        await _cluster.DisposeAsync();
        await StartServerAsync();
    }

    /// <summary>What PostgreSQL took for an error since both run; that a row which must be one of a kind is one already is none, nor that a client went away.</summary>
    public IReadOnlyList<string> ServerErrors() => [.. LoggedErrors().Skip(_errorsOfSetUp)];

    public async ValueTask DisposeAsync()
    {
        foreach (var lms in _running)
            lms?.Dispose();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        await _server.DisposeAsync();
    }

    private Dictionary<string, string?> Settings => new()
    {
        ["ConnectionStrings__Lms"] = ConnectionString,
        ["Lms__Demo"] = "true",
        ["Lms__ChoresEvery"] = "00:00:01",
        ["Mail__Folder"] = Path.Combine(_server.Folder, "mail"),
    };

    private async Task StartServerAsync() =>
        _cluster = await LocalCluster.StartAsync(new LocalClusterOptions { DataFolder = _server.Folder }, NullLogger.Instance, CancellationToken.None);

    private void Seat(int which) => _desks[which] = new Visitor(_running[which].Stranger.Http.BaseAddress!, _librarian.Id, _librarian.Token);

    /// <summary>Oldest first; a log that grew long was set aside when the server was started again.</summary>
    private IEnumerable<string> LoggedErrors() =>
        Directory.EnumerateFiles(_server.Folder, "postgresql.log*").OrderDescending(StringComparer.Ordinal).SelectMany(File.ReadLines).Where(line => Error().IsMatch(line) && !Race().IsMatch(line));

    private static bool IsComplaint(string line) => line.StartsWith("fail:", StringComparison.Ordinal) || line.StartsWith("crit:", StringComparison.Ordinal);

    [GeneratedRegex("ERROR: |PANIC: ")]
    private static partial Regex Error();

    [GeneratedRegex("duplicate key value violates unique constraint|could not serialize access|canceling statement due to user request")]
    private static partial Regex Race();
}
