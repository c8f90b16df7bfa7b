using Lms.Application.Jobs;
using Lms.Domain.Jobs;

namespace Lms.Application.Catalog;

/// <summary>Merges one group of books after the other.</summary>
internal sealed class BookMergeWork(BookMerging merging) : IJobWork
{
    public JobKind Kind => JobKind.Merge;

    public async Task<PieceDone> DoAsync(Job job, IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        await merging.MergeAsync(ids[0], [.. ids.Skip(1)], job.CreatedBy, cancellationToken);
        return new PieceDone(1);
    }

    public Task EndAsync(Job job, CancellationToken cancellationToken) => Task.CompletedTask;
}
