using Lms.Infrastructure.LocalPostgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lms.Tests.LocalPostgres;

[NonParallelizable]
public sealed class SettingUpACluster
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task A_set_up_that_was_cut_short_does_not_block_the_next_which_knows_every_letter()
    {
        using var trial = new TrialHome();
        var unfinished = Directory.CreateDirectory(Path.Combine(trial.Folder, "data.new-cut"));
        await File.WriteAllTextAsync(Path.Combine(unfinished.FullName, "half"), "", Token);
        await File.WriteAllTextAsync(trial.Home.Password, "of the first attempt", Token);

        await using var cluster = await trial.StartAsync(Token);

        Assert.That(unfinished.Exists && Directory.Exists(unfinished.FullName), Is.False);
        Assert.That(await TrialHome.AskAsync(cluster.ConnectionString, "SELECT lower('ÀÉŐЖ')", Token), Is.EqualTo("àéőж"));
        Assert.That(await TrialHome.AskAsync(cluster.ConnectionString, "SHOW data_checksums", Token), Is.EqualTo("on"));
    }

    [Test]
    public async Task A_cancelled_set_up_leaves_nothing_running_and_can_be_repeated()
    {
        using var trial = new TrialHome();
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        Assert.That(async () => await trial.StartAsync(soon.Token), Throws.InstanceOf<OperationCanceledException>());

        await using var cluster = await trial.StartAsync(Token);
        Assert.That(await TrialHome.AskAsync(cluster.ConnectionString, "SELECT current_database()", Token), Is.EqualTo("lms_db"));
    }

    [Test]
    public async Task A_data_folder_that_is_not_PostgreSQLs_is_left_alone()
    {
        using var trial = new TrialHome();
        Directory.CreateDirectory(trial.Home.Data);
        var file = Path.Combine(trial.Home.Data, "thesis.txt");
        await File.WriteAllTextAsync(file, "years of work", Token);

        var refused = Assert.ThrowsAsync<LocalClusterException>(() => trial.StartAsync(Token))!;

        Assert.That(refused.Message, Does.Contain(trial.Home.Data));
        Assert.That(File.Exists(file));
    }

    [Test]
    public void A_folder_that_cannot_be_written_is_named()
    {
        using var trial = new TrialHome();
        var file = Path.Combine(trial.Folder, "file");
        File.WriteAllText(file, "");

        AssertIsUnwritable(Path.Combine(file, "beneath-a-file"));
        if (OperatingSystem.IsLinux())
            AssertIsUnwritable("/proc/lms"); // refuses root, too
        if (!OperatingSystem.IsWindows() && !Environment.IsPrivilegedProcess)
        {
            File.SetUnixFileMode(trial.Folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            AssertIsUnwritable(trial.Folder);
            File.SetUnixFileMode(trial.Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static void AssertIsUnwritable(string folder)
    {
        var refused = Assert.ThrowsAsync<LocalClusterException>(
            () => LocalCluster.StartAsync(new LocalClusterOptions { DataFolder = folder }, NullLogger.Instance, Token))!;

        Assert.That(refused.Message, Does.Contain($"cannot keep its data in {folder}").And.Contain("LocalPostgres__DataFolder"));
    }
}
