using Microsoft.Extensions.Logging;

namespace Lms.Infrastructure.LocalPostgres;

/// <summary>A PostgreSQL server that this process started for itself and that ends with <see cref="DisposeAsync"/>.</summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private readonly HeldHome _held;
    private readonly Postmaster _postmaster;
    private readonly ClusterAddress _address;
    private readonly ILogger _logger;
    private bool _ended;

    private LocalCluster(HeldHome held, Postmaster postmaster, ClusterAddress address, ILogger logger) =>
        (_held, _postmaster, _address, _logger) = (held, postmaster, address, logger);

    /// <summary>
    /// Leads to <see cref="LocalClusterOptions.Database"/>, as a role that may do everything in this cluster.
    /// Holds the password: not for a log.
    /// </summary>
    public string ConnectionString => _address.Of(_address.Database);

    /// <summary>The full path of the folder in which <see cref="StartAsync(LocalClusterOptions, ILogger, CancellationToken)"/> keeps the cluster.</summary>
    /// <exception cref="LocalClusterException">None is named and the user has no home folder.</exception>
    public static string FolderOf(LocalClusterOptions options) => ClusterHome.FolderOf(options.DataFolder);

    /// <summary>Starts the cluster in its folder, making what is missing: data, password, database.</summary>
    /// <returns>Once the server accepts connections; after a power cut that can take minutes.</returns>
    /// <exception cref="LocalClusterException">It could not be started; the message is for a person.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left running.</exception>
    public static Task<LocalCluster> StartAsync(LocalClusterOptions options, ILogger logger, CancellationToken cancellationToken) =>
        StartAsync(HeldHome.Keep(options.DataFolder), options, logger, cancellationToken);

    /// <summary>
    /// Starts a new, empty cluster in the folder for temporary files, which <see cref="DisposeAsync"/> deletes;
    /// before that, removes those of processes that were killed.
    /// </summary>
    /// <remarks><see cref="LocalClusterOptions.DataFolder"/> is not used; <see cref="LocalClusterOptions.Durable"/> is, so say false to be fast.</remarks>
    /// <exception cref="LocalClusterException">It could not be started; the message is for a person.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left running.</exception>
    public static Task<LocalCluster> StartThrowAwayAsync(LocalClusterOptions options, ILogger logger, CancellationToken cancellationToken) =>
        StartAsync(HeldHome.ThrowAway(), options, logger, cancellationToken);

    /// <summary>Leads to another database of this cluster, whether it exists or not.</summary>
    public string ConnectionStringFor(string database) => _address.Of(database);

    /// <summary>
    /// Stops the server, closing the connections that are still open, and waits for its end, at most ten minutes;
    /// a throw-away cluster is deleted. Does nothing the second time.
    /// Never throws: a server that does not stop is logged, and ended at the next start.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (_ended)
            return;
        _ended = true;
        await EndAsync(_held, _postmaster, _logger);
    }

    private static async Task<LocalCluster> StartAsync(
        HeldHome held, LocalClusterOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        Postmaster? postmaster = null;
        try
        {
            postmaster = await PrepareAsync(held, options, logger, cancellationToken);
            var port = await postmaster.StartAsync(options, cancellationToken);
            var address = await ClusterAddress.ReadAsync(held.Home, port, options, cancellationToken);
            await address.CreateDatabaseAsync(cancellationToken);
            return new LocalCluster(held, postmaster, address, logger);
        }
        catch (Exception failure)
        {
            await EndAsync(held, postmaster, logger);
            if (failure is IOException or UnauthorizedAccessException)
                throw held.Home.Unwritable(failure);
            throw;
        }
    }

    private static async Task<Postmaster> PrepareAsync(
        HeldHome held, LocalClusterOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var home = held.Home;
        var madeBy = home.MajorVersion();
        var binaries = await PostgresBinaries.FindAsync(options.BinariesFolder, madeBy, cancellationToken);
        if (held.IsThrowAway)
            await ThrowAwayLeftovers.RemoveAsync(binaries, logger, cancellationToken);
        var account = await ServerAccount.ForAsync(home, cancellationToken);
        var postmaster = new Postmaster(binaries, home, account, logger);
        if (madeBy is null)
            await NewData.CreateAsync(binaries, home, account, options.Durable, logger, cancellationToken);
        else
            await postmaster.EndLeftoverAsync(cancellationToken);
        return postmaster;
    }

    private static async Task EndAsync(HeldHome held, Postmaster? postmaster, ILogger logger)
    {
        try
        {
            if (postmaster is not null)
                await postmaster.StopAsync(held.IsThrowAway ? ShutdownMode.Immediate : ShutdownMode.Fast, CancellationToken.None);
        }
        catch (Exception unstoppable) when (unstoppable is LocalClusterException or IOException or UnauthorizedAccessException)
        {
            logger.ServerDoesNotStop(unstoppable.Message);
        }
        held.Release();
    }
}
