namespace Lms.Infrastructure.LocalPostgres;

/// <summary>What to tell someone whose machine has no PostgreSQL that fits.</summary>
internal static class InstallAdvice
{
    public static string For(string? chosenFolder, int? madeBy, IReadOnlyCollection<PostgresBinaries> unfit) => $"""
        {Lack(chosenFolder, madeBy, unfit)}
        Do one of these and start Lms again:
          - install PostgreSQL{(madeBy is null ? "" : $" {madeBy}")}:   {Installation(madeBy)}
          - run everything in containers:   docker compose -f deploy/docker-compose.yml up
          - use a PostgreSQL server you have:   set ConnectionStrings__Lms to "Host=...;Database=...;Username=...;Password=..."
          - if it is installed in an unusual place:   set LocalPostgres__BinariesFolder to the folder that holds initdb, pg_ctl and postgres
        """;

    private static string Lack(string? chosenFolder, int? madeBy, IReadOnlyCollection<PostgresBinaries> unfit)
    {
        var where = chosenFolder is null ? "on this machine" : $"in {chosenFolder} (LocalPostgres__BinariesFolder)";
        var found = unfit.Count is 0 ? "" : $" Found: {string.Join(", ", unfit.Select(one => $"version {one.MajorVersion} in {one.Folder}"))}.";
        return madeBy is null
            ? $"Lms keeps its data in PostgreSQL, and no PostgreSQL of version {PostgresBinaries.OldestUsable} or newer was found {where}.{found}"
            : $"The data of Lms were made by PostgreSQL {madeBy}, which only that version can read, and it was not found {where}.{found}";
    }

    private static string Installation(int? madeBy)
    {
        if (OperatingSystem.IsWindows())
            return "the installer from https://www.postgresql.org/download/windows/";
        if (OperatingSystem.IsMacOS())
            return $"brew install postgresql@{madeBy ?? 17}";
        var version = madeBy is null ? "" : $"-{madeBy}";
        if (File.Exists("/usr/bin/dnf"))
            return "sudo dnf install postgresql-server postgresql-contrib";
        if (File.Exists("/sbin/apk"))
            return $"apk add postgresql{madeBy ?? 17} postgresql{madeBy ?? 17}-contrib";
        return $"sudo apt install postgresql{version}";
    }
}
