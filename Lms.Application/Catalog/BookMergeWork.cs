using System.Text.Json;
using Lms.Application.Common;
using Lms.Application.Jobs;
using Lms.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Merges one group of books after the other.</summary>
internal sealed class BookMergeWork(ILmsDbContext db, BookMerging merging) : IJobWork
{
    public JobKind Kind => JobKind.Merge;

    public async Task<PieceDone> DoAsync(Job job, IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        if (await StrangerAsync(job, ids, cancellationToken) is { } stranger)
            return PieceDone.Refused(ids[0], new JobFault("changed-since", $"Book {stranger} does not have the same identifier any more."));
        await merging.MergeAsync(ids[0], [.. ids.Skip(1)], job.CreatedBy, cancellationToken);
        return new PieceDone(1);
    }

    /// <summary>The first of some books that were to be merged because they had the same identifier, and does not have the survivor's now; null where there is none. Locks all of them.</summary>
    private async Task<int?> StrangerAsync(Job job, IReadOnlyList<int> ids, CancellationToken cancellationToken)
    {
        if (JsonSerializer.Deserialize<MergeManyBooks>(job.Details!, LmsJson.Options) is not { SameIdentifier: true })
            return null;
        db.LockWithNextQuery(RowLock.Books(ids));
        var keys = await db.Books.Where(book => ids.Contains(book.Id)).Select(book => new { book.Id, book.IsbnKey }).ToDictionaryAsync(book => book.Id, book => book.IsbnKey, cancellationToken);
        return keys.TryGetValue(ids[0], out var shared) ? ids.Where(keys.ContainsKey).Cast<int?>().FirstOrDefault(id => shared is null || keys[id!.Value] != shared) : null;
    }

    public Task EndAsync(Job job, CancellationToken cancellationToken) => Task.CompletedTask;
}
