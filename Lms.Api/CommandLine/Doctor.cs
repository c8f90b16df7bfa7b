using System.CommandLine;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace Lms.Api.CommandLine;

/// <summary>Looks at everything that an installation needs, and says what to do about what is amiss.</summary>
internal static class Doctor
{
    private static readonly string IfTaken = $"{Environment.NewLine}Stop it for a look at its database; whether it is well meanwhile is said by: lms health";

    public static Command Command()
    {
        var command = new Command("doctor", "Check the installation: settings, database, disk, time zones, port. Where no database is configured, the private one is started for it.");
        command.SetAction((_, cancellationToken) => RunAsync(cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var sound = true;
        void Note(Finding finding)
        {
            sound &= finding.Verdict != Verdict.Fail;
            Write(finding);
        }

        foreach (var finding in Checkup.OfMachine(LmsApplication.Configuration([])))
            Note(finding);
        var reached = await OwnDatabase.WithAsync([], async settings =>
        {
            try
            {
                await using var app = LmsApplication.Build([], settings, builder => builder.Logging.ClearProviders());
                app.Services.GetRequiredService<IStartupValidator>().Validate();
                await foreach (var finding in Checkup.OfLibraryAsync(app.Services, cancellationToken))
                    Note(finding);
            }
            catch (OptionsValidationException exception)
            {
                Note(new Finding(Verdict.Fail, "settings", string.Join(" ", exception.Failures), "Change the settings that are named."));
            }

            return 0;
        }, cancellationToken, IfTaken);

        sound &= reached == 0;
        Console.WriteLine(sound ? "Lms can run here." : "Something must be put right first.");
        return sound ? 0 : 1;
    }

    private static void Write(Finding finding)
    {
        var (word, colour) = finding.Verdict switch
        {
            Verdict.Ok => ("ok", Color.Green),
            Verdict.Warn => ("warn", Color.Yellow),
            _ => ("fail", Color.Red),
        };
        AnsiConsole.Write(new Text($"{word,-4}", new Style(colour)));
        Console.WriteLine($"  {finding.Subject}: {finding.Observation}");
        if (finding.Advice is { } advice)
            Console.WriteLine($"      → {advice}");
    }
}

/// <summary>How something is.</summary>
internal enum Verdict
{
    Ok,
    Warn,
    Fail,
}

/// <summary>What the doctor found.</summary>
/// <param name="Verdict">How it is.</param>
/// <param name="Subject">What was looked at.</param>
/// <param name="Observation">What was seen.</param>
/// <param name="Advice">What to do; null where there is nothing to do.</param>
internal sealed record Finding(Verdict Verdict, string Subject, string Observation, string? Advice = null);
