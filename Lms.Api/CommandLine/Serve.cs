using Lms.Api.Common;
using Lms.Infrastructure;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Lms.Api.CommandLine;

/// <summary>Serves the API until it is told to stop.</summary>
internal static class Serve
{
    public static Task<int> RunAsync(string[] args, CancellationToken cancellationToken) => OwnDatabase.WithAsync(args, async settings =>
    {
        await using var app = LmsApplication.Build(args, settings);
        app.Lifetime.ApplicationStarted.Register(() => _ = WelcomeAsync(app));
        try
        {
            await app.StartAsync(cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
            return Environment.ExitCode;
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            // What was started before the port was tried is at work already.
            await app.StopAsync(CancellationToken.None);
            await Console.Error.WriteLineAsync($"{exception.Message} Stop the other program, or choose another port: ASPNETCORE_URLS=http://localhost:8001");
            return 1;
        }
    }, cancellationToken);

    private static async Task WelcomeAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<DatabaseStartup>().WhenReady;
        // Where programs read the log, every line of it is JSON.
        if (app.Configuration["Logging:Console:FormatterName"] == ConsoleFormatterNames.Json)
            return;
        var address = app.Urls.FirstOrDefault()?.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        Console.WriteLine($"Lms is ready. Try it at {address}/swagger");
        if (app.Services.GetRequiredService<IOptions<LmsOptions>>().Value.Demo)
            Console.WriteLine($"Sign in as admin1 with password {LmsOptions.PublishedPassword}. Stop with Ctrl+C.");
    }
}
