namespace Lms.Infrastructure.LocalPostgres;

/// <summary>Where and how Lms keeps a PostgreSQL cluster of its own on this machine.</summary>
public sealed record LocalClusterOptions
{
    /// <summary>
    /// The cluster's home: the data and, beside them, password, port, lock and log. Created if missing.
    /// Null means <c>lms</c> in the user's folder for application data (Linux <c>$XDG_DATA_HOME</c> or <c>~/.local/share</c>,
    /// macOS <c>~/Library/Application Support</c>, Windows <c>%LOCALAPPDATA%</c>), and <c>/var/lib/lms</c> for root.
    /// </summary>
    public string? DataFolder { get; init; }

    /// <summary>
    /// True (the default) for data that must survive a power cut.
    /// False switches off every wait for the disk, for tests only: if the server is killed the last second of commits is lost,
    /// if the machine stops the whole cluster may be.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>
    /// The TCP port on 127.0.0.1, 1 to 65535; the start fails if another program has it.
    /// Null means the port of the last start or, if that is taken, any free one.
    /// </summary>
    public int? Port { get; init; }

    /// <summary>The database created at the first start and named in <see cref="LocalCluster.ConnectionString"/>; at most 63 bytes of UTF-8.</summary>
    public string Database { get; init; } = "lms_db";

    /// <summary>The folder of PostgreSQL's programs initdb, pg_ctl and postgres. Null means to look on PATH and in the usual places.</summary>
    public string? BinariesFolder { get; init; }

    /// <summary>How many connections PostgreSQL accepts at once, at least 10.</summary>
    public int MaxConnections { get; init; } = 200;
}
