namespace Lms.Infrastructure.LocalPostgres;

/// <summary>A <see cref="ClusterHome"/> while this process has it for itself.</summary>
internal sealed class HeldHome
{
    private const int Attempts = 3;

    private readonly ClusterLock _lock;

    private HeldHome(ClusterHome home, bool isThrowAway) => (Home, IsThrowAway, _lock) = (home, isThrowAway, ClusterLock.Take(home));

    public ClusterHome Home { get; }

    /// <summary>True if <see cref="Release"/> deletes it.</summary>
    public bool IsThrowAway { get; }

    /// <exception cref="LocalClusterException">Another process has it, or it cannot be written.</exception>
    public static HeldHome Keep(string? folder) => new(ClusterHome.Open(folder), isThrowAway: false);

    /// <exception cref="LocalClusterException">The folder for temporary files cannot be written.</exception>
    public static HeldHome ThrowAway()
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new HeldHome(ClusterHome.Open(ThrowAwayLeftovers.NewFolder()), isThrowAway: true);
            }
            catch (LocalClusterException) when (attempt < Attempts)
            {
                // Another start took the unlocked folder for a leftover.
            }
        }
    }

    public void Release()
    {
        _lock.Dispose();
        if (IsThrowAway)
            ClusterHome.Delete(Home.Folder);
    }
}
