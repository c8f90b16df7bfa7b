using System.Diagnostics;
using Lms.Infrastructure.LocalPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Lms.Tests.LocalPostgres;

/// <summary>A folder for one fixture's clusters, and the ways in which the processes that use it may die.</summary>
internal sealed class TrialHome : IDisposable
{
    public TrialHome()
    {
        Folder = Path.Combine(Path.GetTempPath(), "lms-tests-" + Path.GetRandomFileName());
        Options = new LocalClusterOptions { DataFolder = Folder, Durable = false };
        Home = ClusterHome.Open(Folder);
    }

    public string Folder { get; }

    public LocalClusterOptions Options { get; }

    public ClusterHome Home { get; }

    public Task<LocalCluster> StartAsync(CancellationToken cancellationToken) =>
        LocalCluster.StartAsync(Options, NullLogger.Instance, cancellationToken);

    /// <summary>What kill -9 of Lms leaves: a server without anyone who holds the lock.</summary>
    public static async Task<PostmasterRecord> LeaveServerBehindAsync(ClusterHome home, LocalClusterOptions options, CancellationToken cancellationToken)
    {
        var binaries = await PostgresBinaries.FindAsync(null, null, cancellationToken);
        var account = await ServerAccount.ForAsync(home, cancellationToken);
        if (home.MajorVersion() is null)
            await NewData.CreateAsync(binaries, home, account, options.Durable, NullLogger.Instance, cancellationToken);
        await new Postmaster(binaries, home, account, NullLogger.Instance).StartAsync(options, cancellationToken);
        return PostmasterRecord.Read(home)!;
    }

    public async Task KillServerAsync(CancellationToken cancellationToken)
    {
        using var server = Process.GetProcessById(PostmasterRecord.Read(Home)!.ProcessId);
        server.Kill();
        await server.WaitForExitAsync(cancellationToken);
    }

    public static async Task<object?> AskAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
