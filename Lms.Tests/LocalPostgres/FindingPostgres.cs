using Lms.Infrastructure.LocalPostgres;

namespace Lms.Tests.LocalPostgres;

public sealed class FindingPostgres
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [Test]
    public void A_machine_without_PostgreSQL_is_told_what_to_install()
    {
        var missing = Assert.ThrowsAsync<LocalClusterException>(() => PostgresBinaries.FindAsync([], null, null, Token))!;

        Assert.That(missing.Message, Does.Contain("no PostgreSQL of version 15 or newer was found on this machine")
            .And.Contain("install")
            .And.Contain("docker compose -f deploy/docker-compose.yml up")
            .And.Contain("ConnectionStrings__Lms"));
    }

    [Test]
    public void A_chosen_folder_without_the_programs_is_named()
    {
        var empty = Directory.CreateTempSubdirectory("lms-tests-");
        try
        {
            var missing = Assert.ThrowsAsync<LocalClusterException>(() => PostgresBinaries.FindAsync(empty.FullName, null, Token))!;

            Assert.That(missing.Message, Does.Contain(empty.FullName));
        }
        finally
        {
            empty.Delete();
        }
    }

    [Test]
    public void Data_of_another_version_ask_for_that_version_and_say_which_is_there()
    {
        var missing = Assert.ThrowsAsync<LocalClusterException>(() => PostgresBinaries.FindAsync(null, madeBy: 8, Token))!;

        Assert.That(missing.Message, Does.Contain("made by PostgreSQL 8").And.Contain("Found: version"));
    }

    [Test]
    public async Task The_version_of_what_is_found_is_read_from_the_program()
    {
        var found = await PostgresBinaries.FindAsync(null, null, Token);

        Assert.That(found.MajorVersion, Is.GreaterThanOrEqualTo(PostgresBinaries.OldestUsable));
        Assert.That(File.Exists(found.Initdb) && File.Exists(found.PgCtl));
    }
}
