using Lms.Domain.Jobs;

namespace Lms.Application.Jobs;

/// <summary>Does long work, one after the other. Every replica has one of each sort; what one leaves behind another takes up.</summary>
public interface ILongWorker
{
    /// <summary>Works until it is told to stop; what it was at is then taken up by another worker, or by the next one here.</summary>
    Task RunAsync(CancellationToken stoppingToken);
}

/// <summary>Does long work of one sort.</summary>
/// <typeparam name="TWork">Which sort.</typeparam>
public interface ILongWorker<TWork> : ILongWorker
    where TWork : LongWork
{
    /// <summary>Works on one of them as long as there is something to do.</summary>
    /// <param name="only">Which; null for the oldest that nobody works on.</param>
    /// <param name="cancellationToken">Ends the work; a piece that is not committed then has not happened.</param>
    /// <returns>False where there was none to work on.</returns>
    Task<bool> WorkAsync(int? only, CancellationToken cancellationToken);
}

/// <summary>Wakes whoever does long work of one sort.</summary>
/// <typeparam name="TWork">Which sort.</typeparam>
public interface IBell<TWork>
    where TWork : LongWork
{
    /// <summary>Says that there is something to do.</summary>
    void Ring();
}
