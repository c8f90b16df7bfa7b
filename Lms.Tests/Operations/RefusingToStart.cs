using System.Globalization;
using System.Net.Sockets;

namespace Lms.Tests.Operations;

/// <summary>What cannot work is said at the start, in words that say what to do.</summary>
public sealed class RefusingToStart
{
    [Test]
    public async Task A_machine_without_PostgreSQL_is_told_what_to_install_and_of_compose()
    {
        await using var laptop = new Laptop();
        var nothing = Directory.CreateTempSubdirectory("lms-tests-");
        var (exitCode, said) = await RunningLms.RunAsync(new Dictionary<string, string?>(laptop.Settings) { ["LocalPostgres__BinariesFolder"] = nothing.FullName });
        nothing.Delete();

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(said, Does.Match("apt install postgresql|dnf install postgresql|apk add postgresql|brew install postgresql"));
        Assert.That(said, Does.Contain("docker compose -f deploy/docker-compose.yml up").And.Not.Contain("Exception"));
    }

    [Test]
    public async Task A_port_that_another_program_has_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");
        var (exitCode, said) = await ServeAsync(await TestDatabase.CloneAsync(), ("ASPNETCORE_URLS", address));

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(said, Does.Contain(address).And.Contain("already in use").And.Contain("ASPNETCORE_URLS=http://localhost:8001"));
        Assert.That(said, Does.Not.Contain("   at "), "nobody needs a stack trace");
    }

    [Test]
    public async Task A_real_library_does_not_open_with_published_passwords()
    {
        var database = await TestDatabase.CloneAsync();
        await RunningLms.RunAsync(new Dictionary<string, string?> { ["ConnectionStrings__Lms"] = database }, "seed");

        var (exitCode, said) = await ServeAsync(database);
        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(said, Does.Contain("The account admin1 has the published password"));
    }

    [TestCase("Password=lms_password", "The database password is the published one")]
    [TestCase("", "Lms__AdminPassword is the published one", "Lms__AdminUsername=root", "Lms__AdminPassword=admin123")]
    [TestCase("", "'perhaps' at 'Lms:Demo'", "Lms__Demo=perhaps")]
    [TestCase("", "Lms__KeepExportsFor must be from one minute", "Lms__KeepExportsFor=00:00:00")]
    [TestCase("", "Set both Lms__AdminUsername and Lms__AdminPassword", "Lms__AdminUsername=root")]
    public async Task Settings_that_cannot_be_meant_are_named(string connection, string words, params string[] settings)
    {
        var pairs = settings.Select(setting => setting.Split('=')).Select(pair => (pair[0], pair[1])).ToArray();
        var database = await TestDatabase.CloneAsync();
        // PostgreSQL does not ask for a password where the connection comes with the right one; the last one named counts.
        if (connection.Length > 0)
            await TestDatabase.ExecuteAsync(database, "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lms_published') THEN CREATE ROLE lms_published SUPERUSER LOGIN PASSWORD 'lms_password'; END IF; END $$");
        var (exitCode, said) = await ServeAsync(connection.Length > 0 ? $"{database};Username=lms_published;{connection}" : database, pairs);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(said, Does.Contain(words).And.Not.Contain("   at "));
    }

    [TestCase("garbage", "ConnectionStrings__Lms cannot be read")]
    [TestCase("Database=lms", "ConnectionStrings__Lms names no host")]
    public async Task A_connection_string_that_leads_nowhere_is_named(string connection, string words)
    {
        var (exitCode, said) = await ServeAsync(connection);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(said, Does.Contain(words).And.Contain("Host=…").And.Not.Contain("   at "));
    }

    [TestCase("frobnicate")]
    [TestCase("--prot", "8001")]
    [TestCase("migrate", "--twice")]
    [TestCase("import")]
    [TestCase("import", "books.csv", "--copies", "many")]
    public async Task A_command_line_that_is_not_understood_gets_help(params string[] arguments)
    {
        await using var laptop = new Laptop();
        var (exitCode, said) = await RunningLms.RunAsync(laptop.Settings, arguments);

        Assert.That(exitCode, Is.Not.Zero);
        Assert.That(said, Does.Contain("Usage:"));
    }

    [Test]
    public async Task Help_names_every_command()
    {
        var (exitCode, said) = await RunningLms.RunAsync(new Dictionary<string, string?>(), "--help");

        Assert.That(exitCode, Is.Zero);
        foreach (var command in (string[])["migrate", "seed", "import", "doctor", "health"])
            Assert.That(said, Does.Contain(command));
    }

    private static Task<(int ExitCode, string Said)> ServeAsync(string database, params (string Name, string Value)[] settings) =>
        RunningLms.RunAsync(settings.Append(("ConnectionStrings__Lms", database)).ToDictionary(setting => setting.Item1, string? (setting) => setting.Item2));
}
