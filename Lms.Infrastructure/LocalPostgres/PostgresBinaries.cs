using System.Globalization;
using System.Text.RegularExpressions;

namespace Lms.Infrastructure.LocalPostgres;

/// <summary>One installation of PostgreSQL's server programs.</summary>
internal sealed partial record PostgresBinaries(string Folder, int MajorVersion)
{
    /// <summary>The first with NULLS NOT DISTINCT, on which circulation rules rely.</summary>
    public const int OldestUsable = 15;

    private static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    public string Initdb => Path.Combine(Folder, FileName("initdb"));

    public string PgCtl => Path.Combine(Folder, FileName("pg_ctl"));

    public static string FileName(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    /// <param name="chosenFolder">The only folder to look in; null means everywhere.</param>
    /// <param name="madeBy">The major version that made the data, which alone can read them; null means any usable one.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="LocalClusterException">There is none that fits.</exception>
    public static Task<PostgresBinaries> FindAsync(string? chosenFolder, int? madeBy, CancellationToken cancellationToken) =>
        FindAsync(chosenFolder is null ? PostgresPlaces.Folders() : [chosenFolder], chosenFolder, madeBy, cancellationToken);

    internal static async Task<PostgresBinaries> FindAsync(
        IEnumerable<string> folders, string? chosenFolder, int? madeBy, CancellationToken cancellationToken)
    {
        var unfit = new List<PostgresBinaries>();
        foreach (var folder in folders)
        {
            if (await ProbeAsync(folder, cancellationToken) is not { } found)
                continue;
            if (found.MajorVersion >= OldestUsable && (madeBy is null || madeBy == found.MajorVersion))
                return found;
            unfit.Add(found);
        }
        throw new LocalClusterException(InstallAdvice.For(chosenFolder, madeBy, unfit));
    }

    private static async Task<PostgresBinaries?> ProbeAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Needed.All(program => File.Exists(Path.Combine(folder, FileName(program)))))
            return null;
        var postgres = new Command(Path.Combine(folder, FileName("postgres")), folder, ServerAccount.Own);
        var said = await postgres.RunAsync(["--version"], cancellationToken);
        return VersionNumber().Match(said.Output) is { Success: true } match
            ? new PostgresBinaries(folder, int.Parse(match.ValueSpan, CultureInfo.InvariantCulture))
            : null;
    }

    [GeneratedRegex(@"(?<=\(PostgreSQL\) )\d+")]
    private static partial Regex VersionNumber();
}
