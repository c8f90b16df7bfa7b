using System.Diagnostics;

namespace Lms.Tests.Operations;

/// <summary>A disk of a few megabytes, which only root can make.</summary>
[NonParallelizable, Platform("Linux")]
public sealed class RunningOutOfDisk
{
    private string _disk = "";

    [SetUp]
    public void Make_room() => _disk = Directory.CreateTempSubdirectory("lms-tests-").FullName;

    [TearDown]
    public void Clear_away()
    {
        Run("umount", "--lazy", _disk);
        Directory.Delete(_disk);
    }

    [TestCase("4m")]
    [TestCase("30m")]
    public async Task A_disk_without_room_for_the_data_is_named_and_nothing_is_left_running(string size)
    {
        if (!Environment.IsPrivilegedProcess || Run("mount", "-t", "tmpfs", "-o", $"size={size},mode=755", "tmpfs", _disk) != 0)
            Assert.Ignore("A small disk cannot be made here.");
        await using var laptop = new Laptop(Path.Combine(_disk, "lms"));
        var (exitCode, said) = await RunningLms.RunAsync(laptop.Settings);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(said, Does.Contain("full").And.Contain("Make room").And.Contain("LocalPostgres__DataFolder").And.Not.Contain("   at "));
        Assert.That(laptop.HasServer, Is.False);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
