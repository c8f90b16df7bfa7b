using System.Text.RegularExpressions;

namespace Lms.Infrastructure.LocalPostgres;

/// <summary>What PostgreSQL wrote to its log since one attempt to start it.</summary>
internal sealed partial class ServerLog
{
    private const int LargestBytes = 10_000_000;
    private const int LinesForAPerson = 8;

    private readonly string _file;
    private readonly long _from;

    private ServerLog(string file) => (_file, _from) = (file, new FileInfo(file).Length);

    /// <summary>Makes the log ready to be written to, setting aside one of more than 10 MB as <c>postgresql.log.1</c>.</summary>
    public static async Task<ServerLog> OpenAsync(ClusterHome home, ServerAccount account, CancellationToken cancellationToken)
    {
        if (new FileInfo(home.Log) is { Exists: true, Length: > LargestBytes })
            File.Move(home.Log, home.Log + ".1", overwrite: true);
        await ClusterHome.OpenPrivate(home.Log, FileMode.OpenOrCreate).DisposeAsync();
        await account.GiveAsync(home.Log, cancellationToken);
        return new ServerLog(home.Log);
    }

    public bool Says(string words) => ReadNew().Contains(words, StringComparison.Ordinal);

    /// <summary>The last lines without their time stamps.</summary>
    public string Tail() =>
        string.Join(Environment.NewLine, ReadNew().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LinesForAPerson)
            .Select(line => "  " + TimeAndProcess().Replace(line.TrimEnd(), "")));

    private string ReadNew()
    {
        using var log = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Seek(_from, SeekOrigin.Begin);
        using var reader = new StreamReader(log);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d [^\[]*\[\d+\] ")]
    private static partial Regex TimeAndProcess();
}
