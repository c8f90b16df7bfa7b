using System.Text.Json;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Tests.Jobs;

public sealed class WorkingThroughAJob : JobTest
{
    private static readonly object Edit = new { conditions = new { genre = "Novel" }, addSubjects = new[] { "Guilt" } };

    [Test, CancelAfter(60_000)]
    public async Task Tells_of_its_progress_whenever_it_gets_further_until_its_end(CancellationToken cancellationToken)
    {
        await HaveBooksAsync(1200);
        var held = await HoldBookAsync(700);
        var order = await OrderAsync("/books/edits", Edit);
        await SomebodyWaitsAsync();

        var halfway = await Library.Librarian.GetAsync($"/jobs/{order.Id}");
        var watching = Library.Librarian.Http.GetStringAsync($"/jobs/{order.Id}/events", cancellationToken);
        await held.DisposeAsync();
        var events = (await watching).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('\n')).ToList();

        Assert.That((halfway["status"], halfway["total"], halfway["processed"], halfway["changed"]), Is.EqualTo(("running", "1200", "500", "500")));
        Assert.That(events.SkipLast(1).Select(one => one[0]), Is.All.EqualTo("event: progress"));
        Assert.That(events[^1][0], Is.EqualTo("event: finished"));
        Assert.That(JsonDocument.Parse(events[^1][1]["data: ".Length..]).RootElement.GetProperty("processed").GetInt32(), Is.EqualTo(1200));
    }

    [Test]
    public async Task Is_stopped_half_way_and_what_was_done_stays()
    {
        await HaveBooksAsync(1200);
        var held = await HoldBookAsync(700);
        var order = await OrderAsync("/books/edits", Edit);
        await SomebodyWaitsAsync();

        var cancelling = Library.Librarian.PostAsync($"/jobs/{order.Id}/cancel");
        await SomebodyWaitsAsync(2);
        await held.DisposeAsync();
        (await cancelling).Expect(HttpStatusCode.OK);
        var job = await EndOfAsync(order);

        Assert.That((job["status"], job["processed"]), Is.EqualTo(("cancelled", "1000")), "the piece that was begun is done whole");
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books WHERE 'Guilt' = ANY (subjects)"), Is.EqualTo(1000));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM job_pieces"), Is.Zero);
        Assert.That((await Library.Librarian.PostAsync($"/jobs/{order.Id}/cancel")).Expect(HttpStatusCode.Conflict).Blocks, Is.EqualTo(["job-finished"]));
    }

    [Test]
    public async Task Whose_worker_dies_half_way_is_taken_up_and_nothing_is_missed_or_done_twice()
    {
        await HaveBooksAsync(1200);
        Reply order;
        await using (await HoldBookAsync(700))
        {
            order = await OrderAsync("/books/edits", Edit);
            await SomebodyWaitsAsync();
            await Library.ScalarAsync<bool>("SELECT bool_and(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
            while (await Library.ScalarAsync<int>("SELECT attempts FROM jobs") == 0)
                await Task.Delay(5);
            await SomebodyWaitsAsync();
            Assert.That(await Library.ScalarAsync<int>("SELECT processed FROM jobs"), Is.EqualTo(500));
        }

        var job = await EndOfAsync(order);

        Assert.That(CountsOf(job), Is.EqualTo(("completed", "1200", "1200", "0")));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM books WHERE subjects = '{Law,Guilt}'"), Is.EqualTo(1200));
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM job_changes"), Is.EqualTo(1200));
    }

    [Test]
    public async Task Is_done_by_one_replica_at_a_time()
    {
        await HaveBooksAsync(10);
        var held = await HoldBookAsync(7);
        var order = await OrderAsync("/books/edits", Edit);
        await SomebodyWaitsAsync();

        var another = await Library.Services.GetRequiredService<ILongWorker<Job>>().WorkAsync(order.Id, CancellationToken.None);
        var any = await Library.Services.GetRequiredService<ILongWorker<Job>>().WorkAsync(null, CancellationToken.None);
        await held.DisposeAsync();

        Assert.That((another, any), Is.EqualTo((false, false)), "nobody else takes it up");
        Assert.That(CountsOf(await EndOfAsync(order)), Is.EqualTo(("completed", "10", "10", "0")));
    }

    [Test]
    public async Task That_never_gets_any_further_is_given_up()
    {
        await HaveBooksAsync(3);
        await Library.ScalarAsync<int>("WITH begun AS (INSERT INTO jobs (kind, details, dry_run, total, changed, bytes, status, processed, failed, created_at, attempts) VALUES ('edit', '{}', false, 3, 0, 0, 'running', 0, 0, now(), 5) RETURNING 1) SELECT 1");

        var job = await EndOfAsync(await Library.Librarian.GetAsync("/jobs/1"));

        Assert.That((job["status"], job["processed"]), Is.EqualTo(("failed", "0")));
        Assert.That(job["failureReason"], Does.StartWith("It was begun 5 times"));
    }

    [Test]
    public async Task That_was_asked_for_twice_with_one_key_is_done_once_whatever_was_catalogued_meanwhile()
    {
        await HaveBooksAsync(3);
        var first = await OrderAsync("/books/edits", Edit, "k1");
        await CatalogueAsync(new { title = "Emma", author = "Jane Austen", genre = "Novel" });

        var again = await OrderAsync("/books/edits", Edit, "k1");
        var other = await Library.Librarian.PostAsync("/books/edits", new { conditions = new { genre = "Novel" }, addSubjects = new[] { "Shame" } }, "k1");

        Assert.That((again.Id, again["total"]), Is.EqualTo((first.Id, "3")));
        Assert.That(other.Code, Is.EqualTo("idempotency-key-reused"));
        await EndOfAsync(first);
        Assert.That(await Library.ScalarAsync<long>("SELECT count(*) FROM jobs"), Is.EqualTo(1));
    }

    [Test]
    public async Task Is_listed_by_what_it_does_and_how_it_stands()
    {
        await HaveBooksAsync(1);
        await DoAsync("/exports", new { format = "csv" });
        var edit = await DoAsync("/books/edits", Edit);

        var edits = (await Library.Librarian.GetAsync("/jobs?kind=edit&status=completed")).Json;

        Assert.That(edits.EnumerateArray().Select(job => job.GetProperty("id").GetInt32()), Is.EqualTo([edit.Id]));
        Assert.That((await Library.Librarian.GetAsync("/jobs?status=running")).Json.GetArrayLength(), Is.Zero);
    }
}
