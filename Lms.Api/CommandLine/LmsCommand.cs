using System.CommandLine;

namespace Lms.Api.CommandLine;

/// <summary>The command line: without a verb it serves the API.</summary>
internal static class LmsCommand
{
    /// <summary>How long the last requests and PostgreSQL's last checkpoint may take once the process is told to end.</summary>
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromMinutes(1);

    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Lms, a library management system. Without a command it serves the API on port 8000. Any setting may follow as --Section:Name=value.")
        {
            // Settings are read by ASP.NET Core; what is none is refused below.
            TreatUnmatchedTokensAsErrors = false,
        };
        root.SetAction((parsed, cancellationToken) => Serve.RunAsync([.. parsed.UnmatchedTokens], cancellationToken));
        root.Subcommands.Add(Migrate.Command());
        root.Subcommands.Add(Seed.Command());
        root.Subcommands.Add(ImportFile.Command());
        root.Subcommands.Add(ImportTakenBack.Command());
        root.Subcommands.Add(ExportFile.Command());
        root.Subcommands.Add(Doctor.Command());
        root.Subcommands.Add(Health.Command());

        var parsed = root.Parse(args);
        return StrangerIn(parsed) is { } stranger
            ? RefuseAsync(parsed.CommandResult.Command, stranger)
            : parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeToEnd });
    }

    private static string? StrangerIn(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? StartSettings.FirstStranger(parsed.UnmatchedTokens)
        : parsed.UnmatchedTokens is [var first, ..] ? first
        : null;

    private static async Task<int> RefuseAsync(Command command, string stranger)
    {
        await Console.Error.WriteLineAsync($"There is no command or option '{stranger}'.");
        await command.Parse("--help").InvokeAsync();
        return 1;
    }
}
