using System.Globalization;
using Lms.Application.Imports;
using MediatR;
using Spectre.Console;

namespace Lms.Api.CommandLine;

/// <summary>Works on an import and shows how it goes: a bar in a terminal, a line every few seconds in a file.</summary>
internal static class ImportBar
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(2);

    /// <returns>The import at its end. Where the user interrupts, it is cancelled.</returns>
    public static async Task<ImportResponse> FollowAsync(IServiceProvider services, ImportResponse import, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = WorkAsync(services.GetRequiredService<IImportWorker>(), import.Id, ending.Token);
        var mediator = services.GetRequiredService<IMediator>();
        try
        {
            return Console.IsOutputRedirected
                ? await WatchAsync(mediator, import, work, LineByLine(), cancellationToken)
                : await AnsiConsole.Progress().Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                    .StartAsync(bar => WatchAsync(mediator, import, work, OnBar(bar.AddTask("Reading", maxValue: import.Bytes)), cancellationToken));
        }
        finally
        {
            await ending.CancelAsync();
            await work;
        }
    }

    private static async Task<ImportResponse> WatchAsync(IMediator mediator, ImportResponse import, Task work, Action<ImportResponse> show, CancellationToken cancellationToken)
    {
        while (import.FinishedAt is null)
        {
            if (cancellationToken.IsCancellationRequested)
                return await mediator.Send(new CancelImport(import.Id), CancellationToken.None);
            if (work.IsFaulted)
                await work;
            await Task.WhenAny(work, Task.Delay(Look, CancellationToken.None));
            import = await mediator.Send(new GetImport(import.Id), CancellationToken.None);
            show(import);
        }

        return import;
    }

    /// <summary>A server on the same database may have been faster; then there is nothing to do here but to watch.</summary>
    private static async Task WorkAsync(IImportWorker worker, int importId, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await worker.WorkAsync(importId, cancellationToken);
                await Task.Delay(Look, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The import is over, or its user is.
        }
    }

    private static Action<ImportResponse> OnBar(ProgressTask task) => import =>
    {
        task.Value = import.BytesRead;
        task.Description = string.Create(CultureInfo.InvariantCulture, $"{import.Processed:N0} records");
    };

    private static Action<ImportResponse> LineByLine()
    {
        var spokenAt = Environment.TickCount64;
        return import =>
        {
            if (import.FinishedAt is null && Environment.TickCount64 - spokenAt < Line.TotalMilliseconds)
                return;
            spokenAt = Environment.TickCount64;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{import.Processed} records, {100 * import.BytesRead / import.Bytes} %"));
        };
    }
}
