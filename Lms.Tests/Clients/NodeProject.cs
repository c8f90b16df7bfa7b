using System.Diagnostics;

namespace Lms.Tests.Clients;

/// <summary>The TypeScript client's folder, with npm to work in it.</summary>
internal static class NodeProject
{
    private const int OldestNode = 20;

    private static readonly Lazy<Task<bool>> Installed = new(InstallAsync);
    private static readonly Lazy<Task<string>> Built = new(MakeAsync);

    public static string Folder { get; } = Path.Combine(SourceTree.Root, "clients", "typescript");

    /// <summary>Installs what the project needs, once; the test is left out where there is no Node that is new enough or no registry to install from.</summary>
    public static async Task NeedAsync()
    {
        if (!await Installed.Value)
            Assert.Ignore($"There is no Node {OldestNode} with npm here, or no registry to install from.");
    }

    /// <summary>Builds the client out of the document, once; the test fails where that fails.</summary>
    public static Task BuildAsync() => Built.Value;

    /// <summary>Runs a program to its end and answers all that it said; the test fails where it fails.</summary>
    public static async Task<string> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var (exitCode, said) = await TryAsync(folder, environment, program, arguments);
        Assert.That(exitCode, Is.Zero, said);
        return said;
    }

    private static Task<string> MakeAsync() => RunAsync(Folder, new Dictionary<string, string>(), "npm", "run", "build");

    private static async Task<bool> InstallAsync()
    {
        try
        {
            var (_, version) = await TryAsync(Folder, new Dictionary<string, string>(), "node", "--version");
            if (int.Parse(version.TrimStart('v').Split('.')[0], System.Globalization.CultureInfo.InvariantCulture) < OldestNode)
                return false;
            var (exitCode, said) = await TryAsync(Folder, new Dictionary<string, string>(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
            await TestContext.Progress.WriteLineAsync(said);
            return exitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static async Task<(int ExitCode, string Said)> TryAsync(string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }
}
