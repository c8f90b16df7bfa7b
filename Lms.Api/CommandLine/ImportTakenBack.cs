using System.CommandLine;
using System.Globalization;
using Lms.Application.Common.Paging;
using Lms.Application.Imports;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using Lms.Infrastructure.Persistence;
using MediatR;

namespace Lms.Api.CommandLine;

/// <summary>Takes an import back, waits for its end and says what stays.</summary>
internal static class ImportTakenBack
{
    private static readonly WorkBar<Job, JobResponse> Bar = new(
        id => new GetJob(id), id => new CancelJob(id), job => new Shown(job.Processed, job.Total, string.Create(CultureInfo.InvariantCulture, $"{job.Processed} books")));

    public static Command Command()
    {
        var import = new Argument<int>("import") { Description = "The id of the import, as GET /imports lists it." };
        var command = new Command("undo-import", "Take back what an import brought and changed.") { import };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetRequiredValue(import), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(int import, CancellationToken cancellationToken) => OnDatabase.RunAsync(async (services, token) =>
    {
        await services.GetRequiredService<DatabaseSetup>().PrepareAsync(token);
        var mediator = services.GetRequiredService<IMediator>();
        var job = await Bar.FollowAsync(services, await mediator.Send(new OrderImportUndo(import), token), token);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{job.Changed} of {job.Total} books are as they were before; {job.Failed} stay."));
        foreach (var error in await mediator.Send(new ListErrorsOfJob(job.Id, new ListJobErrors { Limit = ListQuery.MaxLimit }), CancellationToken.None))
            Console.WriteLine($"  book {error.BookId}: {error.Reason}");
        if (job.Status == WorkStatus.Cancelled)
            await Console.Error.WriteLineAsync("Stopped. What was taken back stays so; the same command goes on with the rest.");
        if (job.FailureReason is { } reason)
            await Console.Error.WriteLineAsync($"It failed: {reason}");
        return job.Status == WorkStatus.Completed ? 0 : 1;
    }, string.Create(CultureInfo.InvariantCulture, $"""

        To undo it in the library that is being served, ask it:
          curl -X POST -H "Authorization: Bearer $TOKEN" "http://localhost:8000/imports/{import}/undoing"
        """), cancellationToken);
}
