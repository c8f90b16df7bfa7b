using System.Globalization;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using MediatR;
using Spectre.Console;

namespace Lms.Api.CommandLine;

/// <summary>What a bar shows of long work.</summary>
/// <param name="Done">How far it is.</param>
/// <param name="Whole">How far it is at its end; 0 where there is nothing to do.</param>
/// <param name="Things">How many things were dealt with, in words.</param>
internal sealed record Shown(long Done, long Whole, string Things)
{
    /// <summary>How far it is, in percent.</summary>
    public long Percent => Whole == 0 ? 100 : 100 * Done / Whole;
}

/// <summary>Works on something long and shows how it goes: a bar in a terminal, a line every few seconds in a file.</summary>
/// <typeparam name="TWork">The sort of work.</typeparam>
/// <typeparam name="TResponse">How it is told.</typeparam>
/// <param name="again">Asks how it is.</param>
/// <param name="cancel">Stops it.</param>
/// <param name="show">What to show of it.</param>
internal sealed class WorkBar<TWork, TResponse>(Func<int, IRequest<TResponse>> again, Func<int, IRequest<TResponse>> cancel, Func<TResponse, Shown> show)
    where TWork : LongWork
    where TResponse : ILongWorkResponse
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(2);

    /// <returns>The work at its end. Where the user interrupts, it is cancelled.</returns>
    public async Task<TResponse> FollowAsync(IServiceProvider services, TResponse work, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var doing = WorkAsync(services.GetRequiredService<ILongWorker<TWork>>(), work.Id, ending.Token);
        var mediator = services.GetRequiredService<IMediator>();
        try
        {
            return Console.IsOutputRedirected
                ? await WatchAsync(mediator, work, doing, LineByLine(), cancellationToken)
                : await AnsiConsole.Progress().Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
                    .StartAsync(bar => WatchAsync(mediator, work, doing, OnBar(bar.AddTask("Reading", maxValue: Math.Max(1, show(work).Whole))), cancellationToken));
        }
        finally
        {
            await ending.CancelAsync();
            await doing;
        }
    }

    private async Task<TResponse> WatchAsync(IMediator mediator, TResponse work, Task doing, Action<TResponse> tell, CancellationToken cancellationToken)
    {
        while (work.FinishedAt is null)
        {
            if (cancellationToken.IsCancellationRequested)
                return await mediator.Send(cancel(work.Id), CancellationToken.None);
            if (doing.IsFaulted)
                await doing;
            await Task.WhenAny(doing, Task.Delay(Look, CancellationToken.None));
            work = await mediator.Send(again(work.Id), CancellationToken.None);
            tell(work);
        }

        return work;
    }

    /// <summary>A server on the same database may have been faster; then there is nothing to do here but to watch.</summary>
    private static async Task WorkAsync(ILongWorker<TWork> worker, int workId, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await worker.WorkAsync(workId, cancellationToken);
                await Task.Delay(Look, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The work is over, or its user is.
        }
    }

    private Action<TResponse> OnBar(ProgressTask task) => work =>
    {
        task.Value = show(work).Done;
        task.Description = show(work).Things;
    };

    private Action<TResponse> LineByLine()
    {
        var spokenAt = Environment.TickCount64;
        return work =>
        {
            if (work.FinishedAt is null && Environment.TickCount64 - spokenAt < Line.TotalMilliseconds)
                return;
            spokenAt = Environment.TickCount64;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{show(work).Things}, {show(work).Percent} %"));
        };
    }
}
