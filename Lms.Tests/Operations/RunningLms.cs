using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Lms.Tests.Operations;

/// <summary>The built program as a process of its own: what an operator starts, stops and kills.</summary>
internal sealed partial class RunningLms : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = [];

    private RunningLms(Process process) => _process = process;

    public int ProcessId => _process.Id;

    /// <summary>All that it printed so far, both streams together.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>Nobody in particular, at its door.</summary>
    public Visitor Stranger { get; private set; } = null!;

    /// <summary>Starts it, with a free port unless the settings name one.</summary>
    /// <param name="settings">Environment variables.</param>
    /// <param name="arguments">The command line.</param>
    public static RunningLms Begin(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Lms.Api.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var lms = new RunningLms(Process.Start(start)!);
        lms._process.OutputDataReceived += lms.Hear;
        lms._process.ErrorDataReceived += lms.Hear;
        lms._process.BeginOutputReadLine();
        lms._process.BeginErrorReadLine();
        return lms;
    }

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public static async Task<RunningLms> StartAsync(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        var lms = Begin(settings, arguments);
        await lms.UntilReadyAsync();
        return lms;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<(int ExitCode, string Said)> RunAsync(IReadOnlyDictionary<string, string?> settings, params string[] arguments)
    {
        using var lms = Begin(settings, arguments);
        return (await lms.ExitCodeAsync(), lms.Said);
    }

    /// <summary>Waits until it says that it is ready, and learns where it is.</summary>
    public async Task UntilReadyAsync()
    {
        await UntilSaidAsync("Lms is ready");
        Stranger = new Visitor(new Uri(Address().Match(Said).Groups[1].Value), 0, null);
    }

    /// <summary>Waits until it prints some words.</summary>
    public async Task UntilSaidAsync(string words)
    {
        for (var until = DateTime.UtcNow + Patience; !Said.Contains(words, StringComparison.Ordinal); await Task.Delay(20))
        {
            if (DateTime.UtcNow > until || _process.HasExited)
                throw new InvalidOperationException($"Lms did not say '{words}'. It said:\n{Said}");
        }
    }

    /// <summary>Waits until it listens, ready or not, and answers somebody at its door.</summary>
    public async Task<Visitor> ListeningAsync()
    {
        await UntilSaidAsync("Now listening on: ");
        return new Visitor(new Uri(Listening().Match(Said).Groups[1].Value), 0, null);
    }

    public async Task<Visitor> SignInAsync(string username = "admin1", string password = "admin123")
    {
        var session = await Stranger.FormAsync("/auth/login", ("username", username), ("password", password));
        return new Visitor(Stranger.Http.BaseAddress!, 0, session.Expect(HttpStatusCode.OK)["access_token"]);
    }

    /// <summary>Sends a signal, as <c>TERM</c>.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Asks it to stop and waits for its end.</summary>
    public async Task<int> StopAsync()
    {
        Signal("TERM");
        return await ExitCodeAsync();
    }

    /// <summary>Ends it as the power does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"Lms does not end. It said:\n{Said}");
        }

        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
            _said.Enqueue(line.Data);
    }

    [GeneratedRegex(@"Try it at (http://[^/\s]+)/swagger")]
    private static partial Regex Address();

    [GeneratedRegex(@"Now listening on: (\S+)")]
    private static partial Regex Listening();
}
