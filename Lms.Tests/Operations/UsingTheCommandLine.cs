using Npgsql;

namespace Lms.Tests.Operations;

public sealed class UsingTheCommandLine
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lms-tests-").FullName;
    private string _database = "";

    [SetUp]
    public async Task Begin_with_a_migrated_database() => _database = await TestDatabase.CloneAsync();

    [OneTimeTearDown]
    public void Clear_away() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task A_database_is_migrated_and_seeded_once()
    {
        _database = await TestDatabase.CreateEmptyAsync();

        Assert.That(await RunAsync("migrate"), Is.EqualTo((0, "The database is up to date.")));
        Assert.That(await RunAsync("seed"), Is.EqualTo((0, "The demonstration library is in.")));
        var books = await TestDatabase.ScalarAsync<long>(_database, "SELECT count(*) FROM books");

        Assert.That(await RunAsync("seed"), Is.EqualTo((0, "The database has accounts already; nothing was changed.")));
        Assert.That(books, Is.GreaterThan(10));
        Assert.That(await TestDatabase.ScalarAsync<long>(_database, "SELECT count(*) FROM books"), Is.EqualTo(books));
    }

    [Test]
    public async Task A_file_is_brought_in_and_what_is_amiss_with_it_is_listed()
    {
        var file = Write("books.csv", "title,author,year\nEmma,Jane Austen,soon\n,Nobody,1800\nPersuasion,Jane Austen,1817\n");
        var errors = Path.Combine(_folder, "errors.csv");
        var (exitCode, said) = await RunAsync("import", file, "--errors", errors, "--copies", "2");

        Assert.That(exitCode, Is.Zero, said);
        Assert.That(said, Does.Contain("3 records, 100 %"));
        Assert.That(said, Does.Contain("3 records: 2 created, 0 updated, 0 skipped, 1 failed; 1 lack something."));
        Assert.That(said, Does.Contain("Columns: title from 'title'").And.Contain("record 2: title:"));
        Assert.That(await File.ReadAllLinesAsync(errors), Has.Length.EqualTo(3).And.Some.StartsWith("2,failed,").And.Some.StartsWith("1,incomplete,"));
        Assert.That(await TestDatabase.ScalarAsync<long>(_database, "SELECT count(*) FROM copies"), Is.EqualTo(4));
    }

    [Test]
    public async Task The_columns_of_a_file_can_be_named()
    {
        var file = Write("columns.csv", "A,B\nEmma,Jane Austen\n");

        Assert.That((await RunAsync("import", file, "--columns", "title=A,author=B", "--mode", "upsert")).Said, Does.Contain("1 created"));
    }

    [TestCase("missing.csv", null, "There is no file")]
    [TestCase("empty.csv", "", "The file is empty.")]
    [TestCase("heading.csv", "colour,size\nred,large\n", "No column holds the title")]
    public async Task A_file_that_cannot_be_read_is_refused_with_the_reason(string name, string? content, string reason)
    {
        var file = content is null ? Path.Combine(_folder, name) : Write(name, content);
        var (exitCode, said) = await RunAsync("import", file);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(said, Does.Contain(reason).And.Not.Contain("   at "));
    }

    [Test]
    public async Task An_interrupted_import_is_stopped_and_says_how_to_go_on()
    {
        var file = Write("many.csv", "title,author\n" + string.Concat(Enumerable.Range(1, 3500).Select(number => $"Volume {number},Nobody\n")));
        await using var database = NpgsqlDataSource.Create(_database);
        await using var held = await HeldBackWrites.AtBookAsync(database, "Volume 1500");
        using var lms = RunningLms.Begin(Settings(), "import", file);
        await held.WaitForAsync(1);
        lms.Signal("INT");
        await held.ReleaseOnceAsync(2);

        Assert.That(await lms.ExitCodeAsync(), Is.EqualTo(1), lms.Said);
        Assert.That(lms.Said, Does.Contain("What was taken in stays").And.Not.Contain("   at "));
        Assert.That(await TestDatabase.ScalarAsync<string>(_database, "SELECT status FROM imports"), Is.EqualTo("cancelled"));
        Assert.That(await TestDatabase.ScalarAsync<long>(_database, "SELECT count(*) FROM books"), Is.EqualTo(1000));

        var (_, again) = await RunAsync("import", file);
        Assert.That(again, Does.Contain("3500 records").And.Contain(" 0 failed"));
        Assert.That(await TestDatabase.ScalarAsync<long>(_database, "SELECT count(DISTINCT title) FROM books"), Is.EqualTo(3500));
        Assert.That(await TestDatabase.ScalarAsync<long>(_database, "SELECT count(*) FROM books"), Is.EqualTo(3500));
    }

    [Test]
    public async Task The_doctor_finds_what_is_amiss_and_says_what_to_do()
    {
        var (exitCode, said) = await RunAsync("doctor");
        Assert.That(exitCode, Is.Zero, said);
        Assert.That(said, Does.Contain("there are none, so nobody can work here").And.Contain("Set Lms__AdminUsername").And.Contain("Lms can run here."));

        (exitCode, said) = await RunningLms.RunAsync(Settings("Host=127.0.0.1;Port=1;Username=lms"), "doctor");
        Assert.That(exitCode, Is.EqualTo(1), said);
        Assert.That(said, Does.Contain("See that PostgreSQL runs").And.Contain("Something must be put right first.").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Without_its_database_a_command_says_so()
    {
        var (exitCode, said) = await RunningLms.RunAsync(Settings("Host=127.0.0.1;Port=1;Username=lms"), "migrate");

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(said, Does.Contain("The database does not do it").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Health_is_told_by_the_exit_code()
    {
        using var lms = await RunningLms.StartAsync(new Dictionary<string, string?>(Settings()) { ["Lms__Demo"] = "true" });
        var url = lms.Stranger.Http.BaseAddress!.ToString();

        Assert.That(await RunAsync("health", "--url", url), Is.EqualTo((0, "Healthy")));
        await lms.StopAsync();
        var (exitCode, said) = await RunAsync("health", "--url", url);
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(said, Does.Contain("Lms does not answer at"));
    }

    private string Write(string name, string content)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, content);
        return file;
    }

    private Task<(int ExitCode, string Said)> RunAsync(params string[] arguments) => RunningLms.RunAsync(Settings(), arguments);

    private Dictionary<string, string?> Settings(string? database = null) => new() { ["ConnectionStrings__Lms"] = database ?? _database };
}
