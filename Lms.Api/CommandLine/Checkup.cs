using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Lms.Infrastructure;
using Lms.Infrastructure.LocalPostgres;

namespace Lms.Api.CommandLine;

/// <summary>What the doctor looks at that is not in the database: settings, disk, time zones, port.</summary>
internal static class Checkup
{
    private const long LittleRoom = 1L << 30;
    private const long NoRoom = 100L << 20;
    private const int DefaultPort = 8000;

    public static IEnumerable<Finding> OfMachine(IConfiguration configuration)
    {
        // The disk of a database elsewhere cannot be seen from here.
        if (configuration.GetConnectionString(DependencyInjection.ConnectionName) is not { Length: > 0 })
            yield return OfDisk(LocalCluster.FolderOf(new LocalClusterOptions { DataFolder = configuration["LocalPostgres:DataFolder"] }));
        yield return OfTimeZones();
        yield return OfPort(configuration["urls"]);
    }

    /// <summary>Looks at the database.</summary>
    /// <param name="services">An application whose settings are sound.</param>
    /// <param name="cancellationToken">Ends the looking.</param>
    public static async IAsyncEnumerable<Finding> OfLibraryAsync(IServiceProvider services, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new Finding(Verdict.Ok, "settings", "they can be read and do not contradict each other");
        await using var scope = services.CreateAsyncScope();
        var database = new DatabaseCheckup(scope.ServiceProvider);
        foreach (var look in database.Looks)
        {
            Finding? finding;
            try
            {
                finding = await look(cancellationToken);
            }
            catch (Exception exception) when (exception is DbException or SocketException or InvalidOperationException or TimeoutException)
            {
                finding = new Finding(Verdict.Fail, "database", exception.GetBaseException().Message, "See that PostgreSQL runs and that ConnectionStrings__Lms leads to it, with a role that may create tables.");
            }

            if (finding is not null)
                yield return finding;
            if (finding is { Verdict: Verdict.Fail, Subject: "database" })
                yield break;
        }
    }

    private static Finding OfDisk(string folder)
    {
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
            folder = parent;
        var drive = new DriveInfo(folder);
        var room = string.Create(CultureInfo.InvariantCulture, $"{drive.AvailableFreeSpace / (1 << 20)} MB free on {drive.Name}");
        return drive.AvailableFreeSpace switch
        {
            < NoRoom => new Finding(Verdict.Fail, "disk", room, "Make room: PostgreSQL stops when its disk is full."),
            < LittleRoom => new Finding(Verdict.Warn, "disk", room, "Make room soon."),
            _ => new Finding(Verdict.Ok, "disk", room),
        };
    }

    private static Finding OfTimeZones() => TimeZoneInfo.TryFindSystemTimeZoneById("Australia/Brisbane", out _)
        ? new Finding(Verdict.Ok, "time zones", "branches can have their own")
        : new Finding(Verdict.Fail, "time zones", "the time zone data are missing", "Install the package tzdata.");

    private static Finding OfPort(string? urls)
    {
        var port = Uri.TryCreate(urls?.Split(';')[0].Replace("+", "localhost", StringComparison.Ordinal).Replace("*", "localhost", StringComparison.Ordinal), UriKind.Absolute, out var url) ? url.Port : DefaultPort;
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return new Finding(Verdict.Ok, "port", $"{port} is free");
        }
        catch (SocketException)
        {
            return new Finding(Verdict.Warn, "port", $"{port} is in use", "If that is not Lms itself, stop the other program or choose another port: ASPNETCORE_URLS=http://localhost:8001");
        }
    }
}
