using Lms.Infrastructure.LocalPostgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lms.Tests.LocalPostgres;

[NonParallelizable]
public sealed class ThrowingAClusterAway
{
    private static readonly LocalClusterOptions Fast = new() { Durable = false };

    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public async Task A_killed_test_run_is_cleared_away_by_the_next_which_leaves_nothing_itself()
    {
        var left = ClusterHome.Open(ThrowAwayLeftovers.NewFolder());
        await File.WriteAllTextAsync(left.Lock, "", Token);
        var server = await TrialHome.LeaveServerBehindAsync(left, Fast, Token);

        var cluster = await LocalCluster.StartThrowAwayAsync(Fast, NullLogger.Instance, Token);
        var folder = await TrialHome.AskAsync(cluster.ConnectionString, "SHOW data_directory", Token);
        await cluster.DisposeAsync();

        Assert.That(server.IsAlive(), Is.False);
        Assert.That(Directory.Exists(left.Folder), Is.False);
        Assert.That(Directory.Exists(Path.GetDirectoryName((string)folder!)), Is.False);
    }

    [Test]
    public async Task A_cluster_in_use_is_not_taken_for_a_leftover()
    {
        await using var first = await LocalCluster.StartThrowAwayAsync(Fast, NullLogger.Instance, Token);

        await using var second = await LocalCluster.StartThrowAwayAsync(Fast, NullLogger.Instance, Token);

        Assert.That(await TrialHome.AskAsync(first.ConnectionStringFor("postgres"), "SELECT 1", Token), Is.EqualTo(1));
    }
}
