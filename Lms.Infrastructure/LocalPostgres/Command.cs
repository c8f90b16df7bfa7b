using System.ComponentModel;
using System.Diagnostics;

namespace Lms.Infrastructure.LocalPostgres;

/// <summary>A run of one of PostgreSQL's or the system's programs, with nothing of the user's PostgreSQL settings in its environment.</summary>
internal sealed record Command(string Program, string WorkingFolder, ServerAccount Account)
{
    /// <summary>False where the program hands its output on to a server that keeps it open, so that its end would never come.</summary>
    public bool ReadsOutput { get; init; } = true;

    /// <summary>Runs to the end and returns what the program printed, both streams together. Cancelling kills it and its children.</summary>
    /// <exception cref="LocalClusterException">The program cannot be started at all.</exception>
    public async Task<CommandResult> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        if (ReadsOutput)
            process.StandardInput.Close();
        var output = ReadsOutput
            ? Task.WhenAll(process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None))
            : Task.FromResult<string[]>([]);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        var printed = string.Concat(await output).Trim();
        cancellationToken.ThrowIfCancellationRequested(); // Ctrl+C ends the program as well: its failure is then no news
        return new CommandResult(process.ExitCode, printed);
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = WorkingFolder,
            RedirectStandardInput = ReadsOutput, // .NET leaves the terminal alone only if it is given none of the three
            RedirectStandardOutput = ReadsOutput,
            RedirectStandardError = ReadsOutput,
            CreateNoWindow = true, // on Windows: a console of its own, so that Ctrl+C in ours does not reach the server
        };
        if (Account.Name is not null)
            start.UserName = Account.Name;
        foreach (var name in start.Environment.Keys.Where(IsSetByTheUser).ToArray())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C"; // messages in English: some are recognised here
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception refused)
        {
            throw new LocalClusterException($"""
                {Path.GetFileName(Program)} could not be run in {WorkingFolder} as {Account}: {refused.Message}
                That user needs access to the folder and to every folder above it (chmod o+x), and to {Program}.
                Another folder can be given with LocalPostgres__DataFolder.
                """, refused);
        }
    }

    private static bool IsSetByTheUser(string name) =>
        name.StartsWith("PG", StringComparison.OrdinalIgnoreCase) || name.StartsWith("LC_", StringComparison.Ordinal);
}

/// <summary>How a <see cref="Command"/> ended.</summary>
internal readonly record struct CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode is 0;
}
