using Lms.Application.Jobs;
using Lms.Domain.Jobs;

namespace Lms.Infrastructure.Jobs;

/// <summary>Where jobs are done.</summary>
internal sealed class JobWorkshop(JobRun run) : IWorkshop<Job>
{
    public string Table => JobConfiguration.Table;

    public int LockSpace => 0x4c6d_736a;

    public Task GoOnAsync(WorkLease lease, CancellationToken cancellationToken) => run.GoOnAsync(lease.WorkId, cancellationToken);

    public Task FailAsync(int id, string reason, CancellationToken cancellationToken) => run.FailAsync(id, reason, cancellationToken);

    /// <summary>A job leaves nothing behind: all that it writes is of the transaction in which it counts.</summary>
    public Task SweepAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
