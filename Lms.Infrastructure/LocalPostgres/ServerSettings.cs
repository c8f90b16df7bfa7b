using System.Globalization;

namespace Lms.Infrastructure.LocalPostgres;

/// <summary>The settings a server is started with; they win over postgresql.conf.</summary>
internal static class ServerSettings
{
    // Reachable over 127.0.0.1 alone: a socket file would need a path of at most 107 bytes and can be left behind.
    // The log holds no statements and no keys, since both can name patrons.
    private static readonly string[] Always =
    [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "timezone=UTC",
        "log_checkpoints=off",
        "log_error_verbosity=terse",
        "log_min_error_statement=panic",
    ];

    private static readonly string[] ForgetfulAndFast =
    [
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "wal_level=minimal",
        "max_wal_senders=0",
    ];

    /// <summary>As one text for <c>pg_ctl -o</c>, which hands it to a shell: no value may hold a space or a quote.</summary>
    public static string For(LocalClusterOptions options, int port)
    {
        string[] own =
        [
            string.Create(CultureInfo.InvariantCulture, $"port={port}"),
            string.Create(CultureInfo.InvariantCulture, $"max_connections={options.MaxConnections}"),
        ];
        return string.Join(' ', own.Concat(Always).Concat(options.Durable ? [] : ForgetfulAndFast).Select(setting => "-c " + setting));
    }
}
