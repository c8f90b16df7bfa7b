using Lms.Domain.Jobs;

namespace Lms.Infrastructure.Jobs;

/// <summary>Where long work of one sort is done.</summary>
internal interface IWorkshop<TWork>
    where TWork : LongWork
{
    /// <summary>The table that the work stands in.</summary>
    string Table { get; }

    /// <summary>The number of the locks that are the right to work on it.</summary>
    int LockSpace { get; }

    /// <summary>Goes on with what the lease is for, to its end.</summary>
    Task GoOnAsync(WorkLease lease, CancellationToken cancellationToken);

    /// <summary>Ends what cannot be gone on with, unless it has ended.</summary>
    Task FailAsync(int id, string reason, CancellationToken cancellationToken);

    /// <summary>Clears away what processes that died left behind.</summary>
    Task SweepAsync(CancellationToken cancellationToken);
}
