using System.Security.Cryptography;
using Microsoft.Extensions.Logging;

namespace Lms.Infrastructure.LocalPostgres;

/// <summary>Makes the data folder of a new cluster: whole or not at all.</summary>
internal static class NewData
{
    public const string Superuser = "lms";

    private const string Unfinished = "data.new-";

    // Order is by code point (C), so no upgrade of the system's locales can ever break an index; which characters are letters comes
    // from a UTF-8 locale, or lower() and full-text search would know ASCII only. The first name that the machine knows is taken.
    private static readonly string[] CharacterTypes = ["C.UTF-8", "en_US.UTF-8", "en-US", "C"];

    /// <exception cref="LocalClusterException">initdb failed; its own words are in the message.</exception>
    public static async Task CreateAsync(
        PostgresBinaries binaries, ClusterHome home, ServerAccount account, bool durable, ILogger logger, CancellationToken cancellationToken)
    {
        logger.DataAreCreated(binaries.MajorVersion, home.Folder);
        RemoveUnfinished(home);
        // A name of its own each time: the initdb of a start that was killed may still be writing.
        var unfinished = Path.Combine(home.Folder, Unfinished + Path.GetRandomFileName());
        ClusterHome.CreatePrivate(unfinished);
        await account.GiveAsync(unfinished, cancellationToken);
        await WritePasswordAsync(home, account, cancellationToken);

        var initdb = new Command(binaries.Initdb, home.Folder, account);
        foreach (var characterType in CharacterTypes)
        {
            var done = await initdb.RunAsync(Arguments(home, unfinished, characterType, durable), cancellationToken);
            if (done.Succeeded)
            {
                if (Directory.Exists(home.Data))
                    Directory.Delete(home.Data); // an empty one: see ClusterHome.MajorVersion
                Directory.Move(unfinished, home.Data);
                return;
            }
            if (!done.Output.Contains("invalid locale name", StringComparison.Ordinal))
                throw Failed(home, done.Output);
        }
        throw Failed(home, "the machine knows no locale that PostgreSQL can use");
    }

    private static void RemoveUnfinished(ClusterHome home)
    {
        foreach (var folder in Directory.EnumerateDirectories(home.Folder, Unfinished + "*"))
            ClusterHome.Delete(folder);
    }

    private static string[] Arguments(ClusterHome home, string folder, string characterType, bool durable) =>
    [
        "--pgdata", folder, "--username", Superuser, "--pwfile", home.Password, "--auth", "scram-sha-256",
        "--encoding", "UTF8", "--locale", "C", "--lc-ctype", characterType, "--data-checksums", .. durable ? Array.Empty<string>() : ["--no-sync"],
    ];

    private static async Task WritePasswordAsync(ClusterHome home, ServerAccount account, CancellationToken cancellationToken)
    {
        File.Delete(home.Password);
        await using (var writer = new StreamWriter(ClusterHome.OpenPrivate(home.Password, FileMode.CreateNew)))
            await writer.WriteAsync(RandomNumberGenerator.GetHexString(40).AsMemory(), cancellationToken);
        await account.GiveAsync(home.Password, cancellationToken);
    }

    private static LocalClusterException Failed(ClusterHome home, string output) => new(
        output.Contains("No space left on device", StringComparison.Ordinal)
            ? $"""
                The disk that holds {home.Folder} is full: a new PostgreSQL cluster needs about 50 MB there, and more as the library grows.
                Make room, or give Lms another folder with LocalPostgres__DataFolder.
                """
            : $"""
                PostgreSQL could not set up its data in {home.Folder}. It says:
                {output}
                """);
}
