using System.Diagnostics;
using Lms.Infrastructure.LocalPostgres;

namespace Lms.Tests.Operations;

/// <summary>A machine on which Lms keeps a private PostgreSQL: a folder for its data, and nothing configured but that.</summary>
internal sealed class Laptop : IAsyncDisposable
{
    public Laptop(string? folder = null)
    {
        Folder = folder ?? Path.Combine(Path.GetTempPath(), "lms-tests-" + Path.GetRandomFileName());
        Settings = new Dictionary<string, string?> { ["LocalPostgres__DataFolder"] = Folder };
    }

    public string Folder { get; }

    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>The Lms that was started last.</summary>
    public RunningLms Lms { get; private set; } = null!;

    private ClusterHome Home => ClusterHome.At(Folder);

    /// <summary>Whether its PostgreSQL runs.</summary>
    public bool HasServer => PostmasterRecord.Read(Home) is { } server && server.IsAlive();

    /// <summary>Starts Lms, ending the one that was started before.</summary>
    public async Task StartAsync()
    {
        Begin();
        await Lms.UntilReadyAsync();
    }

    /// <summary>Starts Lms without waiting for it.</summary>
    public void Begin()
    {
        Lms?.Dispose();
        Lms = RunningLms.Begin(Settings);
    }

    /// <summary>Ends PostgreSQL, but not Lms, as the power does.</summary>
    public async Task KillServerAsync()
    {
        using var server = Process.GetProcessById(PostmasterRecord.Read(Home)!.ProcessId);
        server.Kill();
        await server.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Lms?.Dispose();
        if (HasServer)
            await KillServerAsync();
        if (Directory.Exists(Folder))
            ClusterHome.Delete(Folder);
    }
}
