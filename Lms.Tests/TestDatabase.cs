using System.Collections.Concurrent;
using System.Diagnostics;
using Lms.Infrastructure.LocalPostgres;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: Parallelizable(ParallelScope.Fixtures)]

namespace Lms.Tests;

/// <summary>
/// PostgreSQL for the whole run: started here, or taken from LMS_TEST_DATABASE. A template is migrated once; each worker has a clone of
/// it and an API of its own on it.
/// </summary>
[SetUpFixture]
public sealed class TestDatabase
{
    private const string Template = "lms_template";
    private static readonly ConcurrentBag<Library> Idle = [];
    private static readonly SemaphoreSlim Cloning = new(1);
    private static readonly Statements Listener = new();
    private static IDisposable? _listening;
    private static LocalCluster? _cluster;
    private static string _server = "";
    private static int _workers;

    [OneTimeSetUp]
    public async Task Start()
    {
        _listening = DiagnosticListener.AllListeners.Subscribe(Listener);
        if (Environment.GetEnvironmentVariable("LMS_TEST_DATABASE") is { Length: > 0 } given)
            _server = given;
        else
            _cluster = await LocalCluster.StartThrowAwayAsync(new LocalClusterOptions { Durable = false }, NullLogger.Instance, CancellationToken.None);

        await ExecuteAsync($"DROP DATABASE IF EXISTS {Template} WITH (FORCE)");
        await ExecuteAsync($"CREATE DATABASE {Template}");
        await using (var db = Open(Template))
            await db.Database.MigrateAsync();
        NpgsqlConnection.ClearAllPools();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (var library in Idle)
            await library.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        Cloning.Dispose();
        _listening?.Dispose();
        Assert.That(Listener.ThatReadWholeTables, Is.Empty, "A statement numbers the rows of a whole table, or sorts by what no index has.");
    }

    /// <summary>All that Lms says to its database.</summary>
    internal static Statements Statements => Listener;

    /// <summary>A library that nobody else uses until it is given back.</summary>
    internal static async Task<Library> RentAsync() => Idle.TryTake(out var idle) ? idle : await Library.OpenAsync(await CloneAsync());

    internal static void GiveBack(Library library) => Idle.Add(library);

    /// <summary>A migrated database that nobody else uses, without an API on it.</summary>
    internal static async Task<string> CloneAsync()
    {
        await Cloning.WaitAsync();
        try
        {
            var name = $"lms_test_{Interlocked.Increment(ref _workers)}";
            await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {Template}");
            return ConnectionString(name);
        }
        finally
        {
            Cloning.Release();
        }
    }

    /// <summary>A database with nothing in it at all.</summary>
    internal static async Task<string> CreateEmptyAsync()
    {
        var name = $"lms_empty_{Interlocked.Increment(ref _workers)}";
        await ExecuteAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        await ExecuteAsync($"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    private static LmsDbContext Open(string database) => new(new DbContextOptionsBuilder<LmsDbContext>()
        .UseNpgsql(ConnectionString(database)).UseSnakeCaseNamingConvention().Options);

    private static string ConnectionString(string database) =>
        _cluster?.ConnectionStringFor(database) ?? new NpgsqlConnectionStringBuilder(_server) { Database = database }.ConnectionString;

    /// <summary>Tells a database to do something.</summary>
    internal static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var database = Alone(connectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One value out of a database.</summary>
    internal static async Task<T> ScalarAsync<T>(string connectionString, string sql)
    {
        await using var database = Alone(connectionString);
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static Task ExecuteAsync(string sql) => ExecuteAsync(ConnectionString("postgres"), sql);

    /// <summary>Without a pool: nothing may keep a database that others drop, copy or stop.</summary>
    private static NpgsqlDataSource Alone(string connectionString) =>
        NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
}
