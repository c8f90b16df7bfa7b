using Npgsql;

namespace Lms.Infrastructure.LocalPostgres;

/// <summary>How to sign in to a running cluster.</summary>
internal sealed class ClusterAddress
{
    private readonly ClusterHome _home;
    private readonly string _password;
    private readonly int _port;

    private ClusterAddress(ClusterHome home, string password, int port, string database) =>
        (_home, _password, _port, Database) = (home, password, port, database);

    public string Database { get; }

    /// <exception cref="LocalClusterException">The password of the cluster is gone.</exception>
    public static async Task<ClusterAddress> ReadAsync(ClusterHome home, int port, LocalClusterOptions options, CancellationToken cancellationToken) =>
        File.Exists(home.Password)
            ? new ClusterAddress(home, await File.ReadAllTextAsync(home.Password, cancellationToken), port, options.Database)
            : throw new LocalClusterException($"""
                The data in {home.Folder} are there, but the file with their password is not: {home.Password}
                Bring that file back, from a backup for example.
                """);

    // What Npgsql would otherwise take from PGTZ, PGOPTIONS, PGCLIENTENCODING and their like is said here.
    public string Of(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = NewData.Superuser,
        Password = _password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        ClientEncoding = "UTF8",
        Timezone = "UTC",
        TargetSessionAttributes = "any",
        Options = "-c client_min_messages=notice", // PostgreSQL's default
    }.ConnectionString;

    /// <summary>Creates <see cref="Database"/> unless it exists.</summary>
    /// <exception cref="LocalClusterException">The server does not let us in, or not create it.</exception>
    public async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Of("postgres")) { Pooling = false }.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection) { Parameters = { new() { Value = Database } } };
            if (await exists.ExecuteScalarAsync(cancellationToken) is not null)
                return;
            await using var create = new NpgsqlCommand($"CREATE DATABASE {new NpgsqlCommandBuilder().QuoteIdentifier(Database)}", connection);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (NpgsqlException refused)
        {
            throw new LocalClusterException($"""
                PostgreSQL runs on 127.0.0.1:{_port}, but the database {Database} cannot be used: {refused.Message}
                The log of the server is {_home.Log}, the password is in {_home.Password}.
                """, refused);
        }
    }
}
