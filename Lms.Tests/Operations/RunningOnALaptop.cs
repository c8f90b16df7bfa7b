using System.Collections.Concurrent;

namespace Lms.Tests.Operations;

/// <summary>One laptop for all: each test finds Lms running, and whatever it does to it, the next start finds everything.</summary>
[NonParallelizable, Platform(Exclude = "Win", Reason = "Windows has no signals.")]
public sealed class RunningOnALaptop
{
    private readonly Laptop _laptop = new();
    private string _firstWords = "";

    private RunningLms Lms => _laptop.Lms;

    [OneTimeSetUp]
    public async Task Start_for_the_first_time()
    {
        await _laptop.StartAsync();
        await Lms.UntilSaidAsync("Stop with Ctrl+C");
        _firstWords = Lms.Said;
    }

    [OneTimeTearDown]
    public async Task Clear_away() => await _laptop.DisposeAsync();

    [Test]
    public async Task The_first_start_sets_everything_up_and_says_where_to_go_and_how_to_sign_in()
    {
        Assert.That(_firstWords, Does.Contain("Setting up PostgreSQL").And.Contain($"its data are in {_laptop.Folder}"));
        Assert.That(_firstWords, Does.Match(@"Lms is ready\. Try it at http://[^/]+/swagger"));
        Assert.That(_firstWords, Does.Contain("Sign in as admin1 with password admin123. Stop with Ctrl+C."));
        Assert.That(_firstWords, Does.Not.Contain("warn:").And.Not.Contain("fail:").And.Not.Contain("crit:"));
        Assert.That((await Lms.Stranger.GetAsync("/swagger/index.html")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Lms.Stranger.GetAsync("/health/live")).Text, Is.EqualTo("Healthy"));
        Assert.That((await Lms.Stranger.GetAsync("/health/ready")).Text, Is.EqualTo("Healthy"));
    }

    [Test]
    public async Task A_stop_stops_PostgreSQL_too_and_the_next_start_finds_the_catalogue()
    {
        var title = await CatalogueAsync("Emma");

        Assert.That(await Lms.StopAsync(), Is.Zero, Lms.Said);
        Assert.That(_laptop.HasServer, Is.False);
        Assert.That(Lms.Said, Does.Contain("has stopped").And.Not.Contain("fail:"));

        await _laptop.StartAsync();
        Assert.That(await NewestAsync(), Is.EqualTo(title));
    }

    [Test]
    public async Task A_stop_while_Lms_is_starting_leaves_nothing_running()
    {
        await Lms.StopAsync();
        _laptop.Begin();
        while (!_laptop.HasServer)
            await Task.Delay(5);
        await Lms.StopAsync();

        Assert.That(_laptop.HasServer, Is.False, Lms.Said);
        Assert.That(Lms.Said, Does.Not.Contain("Exception"));
        await _laptop.StartAsync();
    }

    [Test]
    public async Task A_killed_Lms_has_lost_nothing_that_it_acknowledged()
    {
        var acknowledged = await CatalogueUntilAsync(Lms.KillAsync);

        await _laptop.StartAsync();
        Assert.That(Lms.Said, Does.Contain("left by a process that was killed").Or.Contain("from a start that was killed"));
        Assert.That(await MissingAsync(acknowledged), Is.Empty);
    }

    [Test]
    public async Task A_killed_PostgreSQL_has_lost_nothing_that_it_acknowledged()
    {
        var acknowledged = await CatalogueUntilAsync(_laptop.KillServerAsync);

        var meanwhile = await Lms.Stranger.GetAsync("/books");
        Assert.That(meanwhile.Status, Is.EqualTo(HttpStatusCode.ServiceUnavailable), meanwhile.Text);
        await Lms.KillAsync();
        await _laptop.StartAsync();
        Assert.That(await MissingAsync(acknowledged), Is.Empty);
    }

    [Test]
    public async Task A_second_Lms_says_who_has_the_data_and_what_to_do()
    {
        var (exitCode, said) = await RunningLms.RunAsync(_laptop.Settings);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(said, Does.Contain($"Lms already runs on {_laptop.Folder}: process {Lms.ProcessId}").And.Contain("LocalPostgres__DataFolder"));
        Assert.That(said, Does.Not.Contain("Exception"));
        Assert.That((await Lms.Stranger.GetAsync("/books")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_doctor_looks_at_the_disk_of_the_data_and_leaves_a_running_Lms_alone()
    {
        var (exitCode, said) = await RunningLms.RunAsync(_laptop.Settings, "doctor");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(said, Does.Contain($"MB free on {_laptop.Folder}").And.Contain("Lms already runs on").And.Contain("lms health"));
    }

    [Test]
    public async Task An_import_beside_a_running_Lms_says_how_to_bring_the_file_to_it()
    {
        var file = Path.Combine(_laptop.Folder, "books.csv");
        await File.WriteAllTextAsync(file, "title,author\nEmma,Jane Austen\n");

        var (exitCode, said) = await RunningLms.RunAsync(_laptop.Settings, "import", file);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(said, Does.Contain("Lms already runs on").And.Contain("--data-binary @books.csv"));
    }

    private async Task<string> CatalogueAsync(string title)
    {
        title = $"{title} {Path.GetRandomFileName()}";
        (await (await Lms.SignInAsync()).PostAsync("/books", new { title, author = "Jane Austen" })).Expect(HttpStatusCode.Created);
        return title;
    }

    private async Task<string?> NewestAsync() =>
        (await Lms.Stranger.GetAsync("/books?limit=1")).Json[0].GetProperty("title").GetString();

    /// <summary>Four librarians catalogue as fast as they can until something dreadful happens.</summary>
    private async Task<IReadOnlyCollection<string>> CatalogueUntilAsync(Func<Task> end)
    {
        var librarian = await Lms.SignInAsync();
        var acknowledged = new ConcurrentBag<string>();
        var librarians = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (true)
            {
                var title = $"Persuasion {Path.GetRandomFileName()}";
                try
                {
                    if ((await librarian.PostAsync("/books", new { title, author = "Jane Austen" })).Status != HttpStatusCode.Created)
                        return;
                }
                catch (HttpRequestException)
                {
                    return;
                }

                acknowledged.Add(title);
            }
        }).ToList();
        while (acknowledged.Count < 20)
            await Task.Delay(10);
        await end();
        await Task.WhenAll(librarians);
        return acknowledged;
    }

    private async Task<IEnumerable<string>> MissingAsync(IEnumerable<string> titles)
    {
        var found = new HashSet<string?>();
        for (var path = "/books?title=persuasion&limit=200"; path is not null;)
        {
            var page = await Lms.Stranger.GetAsync(path);
            found.UnionWith(page.Json.EnumerateArray().Select(book => book.GetProperty("title").GetString()));
            path = page.Next;
        }

        return titles.Except(found)!;
    }
}
