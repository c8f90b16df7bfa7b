using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Lms.Infrastructure.LocalPostgres;

/// <summary>What postmaster.pid says about the server process that uses a data folder, or used it before it was killed.</summary>
internal sealed record PostmasterRecord(int ProcessId, DateTimeOffset StartedAt)
{
    // The record is written a moment after the process starts; a later process of the same number started much later.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>Null if there is no record, or none that can be understood.</summary>
    public static PostmasterRecord? Read(ClusterHome home)
    {
        var file = FileIn(home);
        return File.Exists(file) && File.ReadAllLines(file) is [var id, _, var started, ..]
            && int.TryParse(id, NumberStyles.Integer, CultureInfo.InvariantCulture, out var processId)
            && long.TryParse(started, NumberStyles.Integer, CultureInfo.InvariantCulture, out var startedAt)
            ? new PostmasterRecord(processId, DateTimeOffset.FromUnixTimeSeconds(startedAt))
            : null;
    }

    /// <summary>
    /// Removes a record whose process is gone. PostgreSQL would trust it if another process has that number by now and refuse to start;
    /// that no old backend still uses the data it checks again by their shared memory.
    /// </summary>
    public static void Remove(ClusterHome home) => File.Delete(FileIn(home));

    /// <summary>True if that very process is alive: not another that was given its number since, and not one that waits to be buried.</summary>
    public bool IsAlive()
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return process.ProcessName.StartsWith("post", StringComparison.OrdinalIgnoreCase)
                && (process.StartTime.ToUniversalTime() - StartedAt).Duration() < Slack
                && !IsZombie();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static string FileIn(ClusterHome home) => Path.Combine(home.Data, "postmaster.pid");

    private bool IsZombie()
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"/proc/{ProcessId}/stat");
        return File.Exists(status) && File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
    }
}
