using System.CommandLine;

namespace Lms.Api.CommandLine;

/// <summary>Puts the demonstration library into the database and ends.</summary>
internal static class Seed
{
    public static Command Command()
    {
        var command = new Command("seed", "Put the demonstration library into an empty database.");
        command.SetAction((_, cancellationToken) => OnDatabase.RunAsync(async (setup, token) =>
        {
            var seeded = await setup.SeedAsync(token);
            Console.WriteLine(seeded ? "The demonstration library is in." : "The database has accounts already; nothing was changed.");
            return 0;
        }, cancellationToken));
        return command;
    }
}
