namespace Lms.Infrastructure.LocalPostgres;

/// <summary>
/// The account PostgreSQL runs under. It is our own, except that PostgreSQL refuses root:
/// then it is another, unprivileged one that exists already.
/// </summary>
internal sealed class ServerAccount
{
    private static readonly string[] Candidates = ["postgres", "_postgres", "nobody"];

    private ServerAccount(string? name) => Name = name;

    /// <summary>The account of this process.</summary>
    public static ServerAccount Own { get; } = new(null);

    /// <summary>On Windows PostgreSQL's programs lay down an administrator's rights by themselves.</summary>
    public static bool IsNeeded => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>Null means the account of this process.</summary>
    public string? Name { get; }

    /// <summary>Whoever owns the data already, else the first candidate this machine knows.</summary>
    /// <exception cref="LocalClusterException">We are root and there is no account to use.</exception>
    public static async Task<ServerAccount> ForAsync(ClusterHome home, CancellationToken cancellationToken)
    {
        if (!IsNeeded)
            return Own;
        var names = Directory.Exists(home.Data) ? [await OwnerOf(home.Data, cancellationToken)] : Candidates;
        foreach (var name in names)
        {
            if (await IsUnprivileged(name, cancellationToken))
                return new ServerAccount(name);
        }
        throw new LocalClusterException($"""
            Lms was started as root, PostgreSQL refuses to run as root, and there is no unprivileged user to run it as
            (looked for: {string.Join(", ", names)}).
            Start Lms as an ordinary user, or create one for PostgreSQL:  useradd --system postgres
            """);
    }

    /// <summary>Makes this account the owner of a file or an empty folder that we created for it.</summary>
    public async Task GiveAsync(string path, CancellationToken cancellationToken)
    {
        if (Name is null)
            return;
        var given = await new Command("chown", "/", Own).RunAsync([Name, path], cancellationToken);
        if (!given.Succeeded)
            throw new LocalClusterException($"{path} could not be given to the user {Name}: {given.Output}");
    }

    public override string ToString() => $"the user {Name ?? Environment.UserName}";

    private static async Task<string> OwnerOf(string folder, CancellationToken cancellationToken)
    {
        var listed = await new Command("ls", "/", Own).RunAsync(["-ld", folder], cancellationToken);
        return listed.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, var owner, ..] ? owner : "";
    }

    private static async Task<bool> IsUnprivileged(string name, CancellationToken cancellationToken)
    {
        var id = await new Command("id", "/", Own).RunAsync(["-u", name], cancellationToken);
        return id is { Succeeded: true, Output: not "0" };
    }
}
