namespace Lms.Infrastructure.LocalPostgres;

/// <summary>The folders in which machines of various kinds keep PostgreSQL's server programs.</summary>
internal static class PostgresPlaces
{
    // One * stands for a version; the newest comes first. Most systems keep these folders off PATH.
    private static readonly string[] Usual =
    [
        "/usr/lib/postgresql/*/bin", // Debian, Ubuntu
        "/usr/pgsql-*/bin", // Red Hat, from postgresql.org
        "/usr/lib/postgresql*/bin", // openSUSE
        "/usr/libexec/postgresql*", // Alpine
        "/opt/homebrew/opt/postgresql@*/bin",
        "/usr/local/opt/postgresql@*/bin", // Homebrew on Intel
        "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
        "/Library/PostgreSQL/*/bin",
        "/usr/bin", // Fedora, Arch
        "/usr/local/bin",
        "/usr/local/pgsql/bin",
    ];

    /// <summary>Every folder worth a look, the preferred ones first: what is on PATH, then the usual places.</summary>
    public static IEnumerable<string> Folders() =>
        OnPath().Concat(OperatingSystem.IsWindows() ? Matching(WindowsInstaller) : Usual.SelectMany(Matching)).Distinct();

    private static string WindowsInstaller =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin");

    private static IEnumerable<string> OnPath()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        foreach (var folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Path.IsPathFullyQualified(folder))
                continue;
            yield return folder;
            var program = Path.Combine(folder, PostgresBinaries.FileName("pg_ctl"));
            if (File.Exists(program) && File.ResolveLinkTarget(program, returnFinalTarget: true) is { } target)
                yield return Path.GetDirectoryName(target.FullName)!;
        }
    }

    private static IEnumerable<string> Matching(string place)
    {
        var segments = place.Split('/', Path.DirectorySeparatorChar);
        var star = Array.FindIndex(segments, segment => segment.Contains('*'));
        if (star < 0)
            return [place];
        var parent = string.Join(Path.DirectorySeparatorChar, segments[..star]);
        var rest = Path.Combine(segments[(star + 1)..]);
        return Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, segments[star]).OrderByDescending(Version).Select(found => Path.Combine(found, rest))
            : [];
    }

    private static int Version(string folder) =>
        int.TryParse(string.Concat(Path.GetFileName(folder).Where(char.IsAsciiDigit)), out var version) ? version : 0;
}
