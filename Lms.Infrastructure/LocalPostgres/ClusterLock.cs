using System.Globalization;

namespace Lms.Infrastructure.LocalPostgres;

/// <summary>
/// Lets one process at a time use a <see cref="ClusterHome"/>. The operating system ends it with the process,
/// however that dies, so a lock is never stale. The file itself stays: deleting it would let two processes lock two files of one name.
/// </summary>
internal sealed class ClusterLock : IDisposable
{
    private readonly FileStream _file;
    private readonly string _holder;

    private ClusterLock(FileStream file, string holder) => (_file, _holder) = (file, holder);

    /// <exception cref="LocalClusterException">Another process (or this one, a second time) has the lock, or the folder cannot be written.</exception>
    public static ClusterLock Take(ClusterHome home)
    {
        try
        {
            return Open(home, FileMode.OpenOrCreate);
        }
        catch (IOException taken) when (IsTaken(taken))
        {
            throw new LocalClusterException($"""
                Lms already runs on {home.Folder}: {Holder(home)}.
                Use that one, or stop it first, or give this one a folder of its own with LocalPostgres__DataFolder.
                """, taken) { IsTaken = true };
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw home.Unwritable(unusable);
        }
    }

    /// <summary>Takes the lock that a process left behind; null if the process lives or the home has no lock.</summary>
    public static ClusterLock? TakeOver(ClusterHome home)
    {
        try
        {
            return Open(home, FileMode.Open);
        }
        catch (Exception unavailable) when (unavailable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Ends the lock, even if the folder is gone or cannot be written any more.</summary>
    public void Dispose()
    {
        try
        {
            File.Delete(_holder);
        }
        catch (Exception unremovable) when (unremovable is IOException or UnauthorizedAccessException)
        {
            // It only says who had the lock last.
        }
        _file.Dispose();
    }

    private static ClusterLock Open(ClusterHome home, FileMode mode)
    {
        var file = ClusterHome.OpenPrivate(home.Lock, mode);
        try
        {
            File.WriteAllText(home.LockHolder, string.Create(CultureInfo.InvariantCulture,
                $"process {Environment.ProcessId}, since {DateTimeOffset.Now:yyyy-MM-dd HH:mm}"));
        }
        catch
        {
            file.Dispose();
            throw;
        }
        return new ClusterLock(file, home.LockHolder);
    }

    private static string Holder(ClusterHome home) =>
        File.Exists(home.LockHolder) ? File.ReadAllText(home.LockHolder) : "a process that is just starting or ending";

    // EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsTaken(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
