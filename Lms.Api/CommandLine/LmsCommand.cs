using System.CommandLine;

namespace Lms.Api.CommandLine;

/// <summary>The command line: without a verb it serves the API.</summary>
internal static class LmsCommand
{
    public static Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Lms, a library management system. Without a command it serves the API on port 8000.")
        {
            // What ASP.NET Core reads from its arguments, as --urls or --Lms:Demo=true, is passed on to it.
            TreatUnmatchedTokensAsErrors = false,
        };
        root.SetAction((parsed, cancellationToken) => Serve.RunAsync([.. parsed.UnmatchedTokens], cancellationToken));
        root.Subcommands.Add(Migrate.Command());
        root.Subcommands.Add(Seed.Command());
        root.Subcommands.Add(ImportFile.Command());
        root.Subcommands.Add(Doctor.Command());
        root.Subcommands.Add(Health.Command());
        return root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }
}
