using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Lms.Infrastructure.LocalPostgres;

/// <summary>Starts and stops the server process of one cluster.</summary>
internal sealed class Postmaster(PostgresBinaries binaries, ClusterHome home, ServerAccount account, ILogger logger)
{
    private const int Attempts = 5;

    // Recovery after a power cut and the last checkpoint of a busy server both take as long as they take.
    private const int PatienceSeconds = 600;

    /// <summary>
    /// Ends the server that a killed process left running; what it had committed is kept. It is not adopted: its settings and programs
    /// may be older than ours, and its sessions still hold the locks of the killed process.
    /// </summary>
    public async Task EndLeftoverAsync(CancellationToken cancellationToken)
    {
        if (PostmasterRecord.Read(home) is { } leftover && leftover.IsAlive())
        {
            logger.LeftoverIsEnded(leftover.ProcessId);
            await StopAsync(ShutdownMode.Fast, cancellationToken);
        }
        PostmasterRecord.Remove(home);
        home.CloseData();
    }

    /// <summary>Starts the server and returns its port once it accepts connections.</summary>
    /// <exception cref="LocalClusterException">It did not start; the last lines of its log are in the message.</exception>
    public async Task<int> StartAsync(LocalClusterOptions options, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = ClusterPort.Choose(home, options.Port);
            var log = await ServerLog.OpenAsync(home, account, cancellationToken);
            var started = await StartOnAsync(port, options, cancellationToken);
            if (started.Succeeded)
            {
                ClusterPort.Remember(home, port);
                logger.ServerRuns(binaries.MajorVersion, port, home.Folder);
                return port;
            }
            var mayPass = await MayPassAsync(log, options, cancellationToken);
            if (!mayPass || attempt is Attempts)
                throw Failed(started, log);
        }
    }

    /// <summary>Stops the server and waits for its end; does nothing if it is not running.</summary>
    /// <exception cref="LocalClusterException">It is still running after ten minutes, or pg_ctl may not stop it.</exception>
    public async Task StopAsync(ShutdownMode mode, CancellationToken cancellationToken)
    {
        if (PostmasterRecord.Read(home) is not { } running || !running.IsAlive())
            return;
        var stopped = await PgCtl().RunAsync(
            ["stop", "--pgdata", ClusterHome.DataName, "--silent", "--wait", "--timeout", Patience, "--mode", mode.ToString().ToLowerInvariant()],
            cancellationToken);
        if (!stopped.Succeeded && running.IsAlive())
            throw new LocalClusterException($"""
                PostgreSQL (process {running.ProcessId}) on {home.Data} does not stop: {stopped.Output}
                Its log is {home.Log}.
                """);
        logger.ServerHasStopped(home.Folder);
    }

    // Paths relative to the home: pg_ctl puts them into a shell command, where the characters of a full path may mean something.
    // pg_ctl moves the server to a session of its own, so Ctrl+C at our terminal does not stop it before we have finished with it.
    private Task<CommandResult> StartOnAsync(int port, LocalClusterOptions options, CancellationToken cancellationToken) =>
        (PgCtl() with { ReadsOutput = !OperatingSystem.IsWindows() }).RunAsync(
            [
                "start", "--pgdata", ClusterHome.DataName, "--silent", "--wait", "--timeout", Patience,
                "--log", ClusterHome.LogName, "--options", ServerSettings.For(options, port),
            ],
            cancellationToken);

    private async Task<bool> MayPassAsync(ServerLog log, LocalClusterOptions options, CancellationToken cancellationToken)
    {
        if (log.Says("could not create any TCP/IP sockets")) // another program took the port since we looked
            return options.Port is null;
        if (log.Says("postmaster.pid\" already exists")) // a killed process had just started one
            await EndLeftoverAsync(cancellationToken);
        else if (!log.Says("pre-existing shared memory block")) // the last backends of a killed server are just ending
            return false;
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        return true;
    }

    private LocalClusterException Failed(CommandResult started, ServerLog log) => new($"""
        PostgreSQL {binaries.MajorVersion} does not start on {home.Data}. {(log.Says("No space left on device") ? "The disk is full." : started.Output)}
        The end of its log, {home.Log}:
        {log.Tail()}
        """);

    private static string Patience => PatienceSeconds.ToString(CultureInfo.InvariantCulture);

    private Command PgCtl() => new(binaries.PgCtl, home.Folder, account);
}

/// <summary>How the server is told to end; both close every connection at once.</summary>
internal enum ShutdownMode
{
    /// <summary>With a checkpoint: the next start has nothing to recover.</summary>
    Fast,

    /// <summary>Without: for data that are thrown away.</summary>
    Immediate,
}
