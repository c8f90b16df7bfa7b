using Lms.Infrastructure;
using Lms.Infrastructure.LocalPostgres;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Lms.Api.CommandLine;

/// <summary>
/// Where no database is configured, runs a private PostgreSQL for as long as the work takes; what is in it stays. A library in it is a
/// demonstration unless the configuration says otherwise.
/// </summary>
internal static class OwnDatabase
{
    private static readonly string ConnectionKey = $"ConnectionStrings:{DependencyInjection.ConnectionName}";
    private static readonly string DemoKey = $"{LmsOptions.Section}:{nameof(LmsOptions.Demo)}";

    /// <summary>Does some work with a database.</summary>
    /// <param name="args">The arguments, as configuration.</param>
    /// <param name="work">Is given the settings to add to the configuration, and answers the exit code.</param>
    /// <param name="cancellationToken">Ends the waiting for the start.</param>
    /// <param name="ifTaken">What else to say where another process has the private database; null for nothing.</param>
    public static async Task<int> WithAsync(string[] args, Func<IReadOnlyDictionary<string, string?>, Task<int>> work, CancellationToken cancellationToken, string? ifTaken = null)
    {
        var configuration = LmsApplication.Configuration(args);
        try
        {
            if (configuration[ConnectionKey] is { Length: > 0 } given)
                return FaultOf(given) is { } fault ? await RefuseAsync(fault) : await work(new Dictionary<string, string?>());

            using var logs = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true));
            var options = new LocalClusterOptions { DataFolder = configuration["LocalPostgres:DataFolder"], BinariesFolder = configuration["LocalPostgres:BinariesFolder"], Port = configuration.GetValue<int?>("LocalPostgres:Port") };
            await using var cluster = await LocalCluster.StartAsync(options, logs.CreateLogger("Lms"), cancellationToken);
            return await work(new Dictionary<string, string?>
            {
                [ConnectionKey] = cluster.ConnectionString,
                [DemoKey] = configuration[DemoKey] ?? "true",
            });
        }
        catch (LocalClusterException exception)
        {
            return await RefuseAsync(exception.IsTaken ? exception.Message + ifTaken : exception.Message);
        }
        catch (OptionsValidationException exception)
        {
            return await RefuseAsync(string.Join(Environment.NewLine, exception.Failures));
        }
        catch (InvalidOperationException exception) when (exception.Source == typeof(ConfigurationBinder).Assembly.GetName().Name)
        {
            return await RefuseAsync(exception.Message);
        }
    }

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return 1;
    }

    private static string? FaultOf(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 } ? null : "ConnectionStrings__Lms names no host: Host=…;Database=…;Username=…;Password=…";
        }
        catch (ArgumentException exception)
        {
            return $"ConnectionStrings__Lms cannot be read, it should be Host=…;Database=…;Username=…;Password=…: {exception.Message}";
        }
    }
}
