using System.Diagnostics;
using Lms.Infrastructure.LocalPostgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lms.Tests.Operations;

/// <summary>Several processes on a PostgreSQL server that is not theirs.</summary>
[NonParallelizable]
public sealed class RunningReplicas
{
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);
    private readonly Laptop _server = new();
    private LocalCluster _cluster = null!;

    [OneTimeSetUp]
    public async Task Start_a_server() => _cluster = await StartServerAsync();

    [OneTimeTearDown]
    public async Task Stop_it()
    {
        await _cluster.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task Replicas_that_start_at_once_on_an_empty_database_set_it_up_once()
    {
        var settings = Settings("lms_fresh");
        await TestDatabase.ExecuteAsync(_cluster.ConnectionString, "CREATE DATABASE lms_fresh");
        var replicas = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunningLms.StartAsync(settings)));

        var token = await replicas[0].SignInAsync();
        foreach (var replica in replicas)
        {
            Assert.That(replica.Said, Does.Not.Contain("fail:").And.Not.Contain("already runs"), "it starts no PostgreSQL of its own");
            var visitor = new Visitor(replica.Stranger.Http.BaseAddress!, 0, token.Token);
            Assert.That((await visitor.GetAsync("/me"))["username"], Is.EqualTo("admin1"), "each takes the other's tokens");
            Assert.That((await visitor.GetAsync("/users?count=true")).Headers.GetValues("X-Total-Count"), Is.EqualTo(["5"]));
        }

        var ends = await Task.WhenAll(replicas.Select(replica => replica.StopAsync()));
        Assert.That(ends, Is.All.Zero);
        foreach (var replica in replicas)
            replica.Dispose();
    }

    [Test]
    public async Task While_the_database_is_away_Lms_says_so_and_it_recovers_by_itself()
    {
        using var lms = await RunningLms.StartAsync(Settings("lms_db"));
        var admin = await lms.SignInAsync();
        (await admin.GetAsync("/me")).Expect(HttpStatusCode.OK);
        var newcomer = await lms.SignInAsync("librarian1", "librarian123");

        await _cluster.DisposeAsync();
        foreach (var away in (Reply[])[await admin.PostAsync("/books", new { title = "Emma", author = "Jane Austen" }), await lms.Stranger.GetAsync("/books"), await admin.GetAsync("/me"), await newcomer.GetAsync("/me"), await lms.Stranger.FormAsync("/auth/login", ("username", "admin1"), ("password", "admin123"))])
        {
            Assert.That(away.Expect(HttpStatusCode.ServiceUnavailable).Code, Is.EqualTo("database-unavailable"));
            Assert.That(away.Headers.RetryAfter, Is.Not.Null);
            Assert.That(away.MediaType, Is.EqualTo("application/problem+json"));
        }

        Assert.That((await lms.Stranger.GetAsync("/health/live")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await lms.Stranger.GetAsync("/health/ready")).Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));

        _cluster = await StartServerAsync();
        for (var backSince = Stopwatch.StartNew(); (await lms.Stranger.GetAsync("/health/ready")).Status != HttpStatusCode.OK; await Task.Delay(50))
            Assert.That(backSince.Elapsed, Is.LessThan(Recovery));
        (await admin.GetAsync("/me")).Expect(HttpStatusCode.OK);
        (await admin.PostAsync("/books", new { title = "Emma", author = "Jane Austen" })).Expect(HttpStatusCode.Created);
        Assert.That(lms.Said, Does.Not.Contain("fail:"), "that is nothing that Lms did wrong");
    }

    [Test]
    public async Task Lms_may_start_before_its_database_and_says_meanwhile_that_it_is_not_ready()
    {
        var settings = Settings("lms_db");
        await _cluster.DisposeAsync();
        using var lms = RunningLms.Begin(settings);
        await lms.UntilSaidAsync("Waiting for the database");
        var stranger = await lms.ListeningAsync();

        Assert.That((await stranger.GetAsync("/health/live")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await stranger.GetAsync("/health/ready")).Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        var refused = (await stranger.GetAsync("/books")).Expect(HttpStatusCode.ServiceUnavailable);
        Assert.That(refused.Code, Is.EqualTo("starting"));
        Assert.That(refused.Headers.RetryAfter, Is.Not.Null);

        _cluster = await StartServerAsync();
        await lms.UntilReadyAsync();
        (await stranger.GetAsync("/books")).Expect(HttpStatusCode.OK);
    }

    private Task<LocalCluster> StartServerAsync() =>
        LocalCluster.StartAsync(new LocalClusterOptions { DataFolder = _server.Folder, Durable = false }, NullLogger.Instance, CancellationToken.None);

    private Dictionary<string, string?> Settings(string database) => new()
    {
        ["ConnectionStrings__Lms"] = _cluster.ConnectionStringFor(database),
        ["Lms__Demo"] = "true",
    };
}
