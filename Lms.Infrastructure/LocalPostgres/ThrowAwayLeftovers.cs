using Microsoft.Extensions.Logging;

namespace Lms.Infrastructure.LocalPostgres;

/// <summary>Throw-away clusters whose process was killed before it could delete them.</summary>
internal static class ThrowAwayLeftovers
{
    private const string Prefix = "lms-throw-away-";

    // Between making a home and locking it, its maker needs a moment; one that is older and has no lock was given up.
    private static readonly TimeSpan TimeToLock = TimeSpan.FromMinutes(1);

    public static string NewFolder() => Path.Combine(Path.GetTempPath(), Prefix + Path.GetRandomFileName());

    /// <summary>Stops and deletes them; what belongs to another user is left to them.</summary>
    public static async Task RemoveAsync(PostgresBinaries binaries, ILogger logger, CancellationToken cancellationToken)
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var home = ClusterHome.At(folder);
            using (var takenOver = ClusterLock.TakeOver(home))
            {
                if (takenOver is null && IsInUse(home))
                    continue;
                await StopAsync(binaries, home, logger, cancellationToken);
            }
            ClusterHome.Delete(folder);
            if (!Directory.Exists(folder))
                logger.LeftoverIsRemoved(folder);
        }
    }

    private static bool IsInUse(ClusterHome home) =>
        File.Exists(home.Lock) || DateTime.UtcNow - Directory.GetCreationTimeUtc(home.Folder) < TimeToLock;

    private static async Task StopAsync(PostgresBinaries binaries, ClusterHome home, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            var account = await ServerAccount.ForAsync(home, cancellationToken);
            await new Postmaster(binaries, home, account, logger).StopAsync(ShutdownMode.Immediate, cancellationToken);
        }
        catch (Exception unstoppable) when (unstoppable is LocalClusterException or IOException or UnauthorizedAccessException)
        {
            logger.LeftoverDoesNotStop(home.Folder, unstoppable.Message);
        }
    }
}
