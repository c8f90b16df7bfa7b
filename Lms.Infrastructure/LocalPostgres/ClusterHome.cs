namespace Lms.Infrastructure.LocalPostgres;

/// <summary>The folder a cluster lives in, and what lies where in it.</summary>
internal sealed class ClusterHome
{
    public const string DataName = "data";
    public const string LogName = "postgresql.log";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Root's folder must let PostgreSQL's own account pass through; it cannot list it.</summary>
    private const UnixFileMode OthersMayEnter = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private ClusterHome(string folder) => Folder = folder;

    public string Folder { get; }

    public string Data => Path.Combine(Folder, DataName);

    public string Log => Path.Combine(Folder, LogName);

    public string Password => Path.Combine(Folder, "password");

    public string Port => Path.Combine(Folder, "port");

    public string Lock => Path.Combine(Folder, "lock");

    public string LockHolder => Path.Combine(Folder, "lock-holder");

    /// <summary>The major version that made the data; null if there are none yet.</summary>
    /// <exception cref="LocalClusterException">The place of the data is taken by something else.</exception>
    public int? MajorVersion()
    {
        if (!Directory.Exists(Data) || !Directory.EnumerateFileSystemEntries(Data).Any())
            return null;
        var version = Path.Combine(Data, "PG_VERSION");
        return File.Exists(version) && int.TryParse(File.ReadAllText(version), out var major)
            ? major
            : throw new LocalClusterException($"""
                {Data} holds something that is not a PostgreSQL data folder, so Lms leaves it alone.
                Move it away, or give Lms another folder with LocalPostgres__DataFolder.
                """);
    }

    /// <exception cref="LocalClusterException">The folder cannot be created.</exception>
    public static ClusterHome Open(string? folder)
    {
        var home = new ClusterHome(FolderOf(folder));
        try
        {
            if (!Directory.Exists(home.Folder))
                CreatePrivate(home.Folder);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw home.Unwritable(unusable);
        }
        return home;
    }

    /// <summary>The full path of a home, whether it exists or not.</summary>
    /// <exception cref="LocalClusterException">None is named and the user has no home folder.</exception>
    public static string FolderOf(string? folder) => Path.GetFullPath(folder ?? UsualFolder());

    /// <summary>A home that exists already, whoever made it.</summary>
    public static ClusterHome At(string folder) => new(folder);

    public static void CreatePrivate(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, Environment.IsPrivilegedProcess ? OthersMayEnter : OwnerOnly);
    }

    /// <summary>Deletes a folder with all that is in it; what cannot be deleted now is left to the next start.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception unremovable) when (unremovable is IOException or UnauthorizedAccessException)
        {
            // Another process still writes there, or removes it itself.
        }
    }

    /// <summary>Opens a file for this process alone; if it is new, only its owner may read it.</summary>
    public static FileStream OpenPrivate(string file, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (mode is not FileMode.Open && !OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(file, options);
    }

    /// <summary>Closes the data to everyone but their owner: PostgreSQL refuses data that a backup brought back more open.</summary>
    public void CloseData()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Data, OwnerOnly);
    }

    public LocalClusterException Unwritable(Exception cause) => new($"""
        Lms cannot keep its data in {Folder}: {cause.Message}
        Make that folder writable for the user {Environment.UserName} and see that its disk has room,
        or give Lms another folder with LocalPostgres__DataFolder.
        """, cause);

    private static string UsualFolder()
    {
        if (ServerAccount.IsNeeded)
            return "/var/lib/lms";
        var applicationData = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return applicationData is not ""
            ? Path.Combine(applicationData, "lms")
            : throw new LocalClusterException($"""
                The user {Environment.UserName} has no home folder where Lms could keep its data.
                Name a folder with LocalPostgres__DataFolder.
                """);
    }
}
