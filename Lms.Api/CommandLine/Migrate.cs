using System.CommandLine;

namespace Lms.Api.CommandLine;

/// <summary>Brings the database to this version of Lms and ends.</summary>
internal static class Migrate
{
    public static Command Command()
    {
        var command = new Command("migrate", "Bring the database to this version of Lms. Safe to run at any time, and by several at once.");
        command.SetAction((_, cancellationToken) => OnDatabase.RunAsync(async (setup, token) =>
        {
            await setup.MigrateAsync(token);
            Console.WriteLine("The database is up to date.");
            return 0;
        }, cancellationToken));
        return command;
    }
}
