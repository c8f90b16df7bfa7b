using Lms.Application.Common;
using Lms.Application.Imports;
using Lms.Domain.Imports;
using Lms.Infrastructure.Jobs;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lms.Infrastructure.Imports;

/// <summary>Takes one file in, from where the last run left off to its end.</summary>
internal sealed class ImportRun(IServiceScopeFactory scopes, IEnumerable<IRecordReader> readers, RecordCheck check, ImportBatch batches, TimeProvider time) : IWorkshop<Import>
{
    private const int BatchRecords = 1000;
    private const int BatchCopies = 10_000;

    /// <summary>A thousand records may be a thousand times as long as records are; memory stays what it is.</summary>
    private const long BatchBytes = 16 << 20;

    public string Table => "imports";

    public int LockSpace => 0x4c6d_7369;

    public async Task GoOnAsync(WorkLease lease, CancellationToken cancellationToken)
    {
        try
        {
            await TakeInAsync(lease, cancellationToken);
        }
        catch (UnreadableFileException exception)
        {
            await FailAsync(lease.WorkId, exception.Message, cancellationToken);
        }
    }

    /// <summary>Ends an import, unless it has ended.</summary>
    public Task FailAsync(int importId, string reason, CancellationToken cancellationToken) =>
        ChangeAsync(importId, (import, now) => import.Fail(reason, now), cancellationToken);

    /// <summary>Removes what is left of uploads whose process died.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ImportFiles>().SweepAsync(cancellationToken);
    }

    /// <exception cref="UnreadableFileException">The file, or the rest of it, cannot be read.</exception>
    private async Task TakeInAsync(WorkLease lease, CancellationToken cancellationToken)
    {
        if (await ChangeAsync(lease.WorkId, (import, now) => import.Begin(now), cancellationToken) is not { IsFinished: false, FileId: { } fileId } import)
            return;

        var order = new ImportOrder(import.MediaType, import.Mode, import.Columns, import.Copies, import.DryRun);
        await using var content = new ChunkStream(lease.Connection, fileId);
        var file = await readers.For(import.MediaType).OpenAsync(content, order, cancellationToken);
        if (file.Columns is { } columns)
            await ChangeAsync(import.Id, (import, _) => import.Understand(Shorten(columns)), cancellationToken);

        if (await WriteAllAsync(import.Id, BatchesAsync(file, content, import.Processed, cancellationToken), content, cancellationToken))
            await ChangeAsync(import.Id, (import, now) => import.Complete(now), cancellationToken);
    }

    /// <summary>Reads the next batch while one is being written.</summary>
    private async Task<bool> WriteAllAsync(int importId, IAsyncEnumerable<List<CatalogueRecord>> all, ChunkStream content, CancellationToken cancellationToken)
    {
        var writing = Task.FromResult(true);
        try
        {
            await foreach (var batch in all)
            {
                var bytesRead = content.Position;
                if (!await writing)
                    return false;
                writing = batches.WriteAsync(importId, batch, bytesRead, cancellationToken);
            }
        }
        finally
        {
            await writing;
        }

        return await writing;
    }

    /// <summary>What stands before an unreadable place is a batch too; only then is the fault thrown.</summary>
    private async IAsyncEnumerable<List<CatalogueRecord>> BatchesAsync(RecordFile file, ChunkStream content, int done, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var records = file.Records.GetAsyncEnumerator(cancellationToken);
        var (batch, copies, from) = (new List<CatalogueRecord>(BatchRecords), 0, content.Position);
        UnreadableFileException? fault = null;
        while (fault is null)
        {
            try
            {
                if (!await records.MoveNextAsync())
                    break;
            }
            catch (UnreadableFileException exception)
            {
                fault = exception;
                continue;
            }

            if (records.Current.Number <= done)
                continue;
            batch.Add(check.Check(records.Current));
            copies += records.Current.Copies.Count;
            if (batch.Count < BatchRecords && copies < BatchCopies && content.Position - from < BatchBytes)
                continue;
            yield return batch;
            (batch, copies, from) = (new List<CatalogueRecord>(BatchRecords), 0, content.Position);
        }

        if (batch.Count > 0)
            yield return batch;
        if (fault is not null)
            throw fault;
    }

    /// <summary>Changes an import unless it is over; one that is over then loses its file.</summary>
    private async Task<Import?> ChangeAsync(int importId, Action<Import, DateTimeOffset> change, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LmsDbContext>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.LockWithNextQuery(RowLock.Import(importId));
        var import = await db.Imports.SingleOrDefaultAsync(import => import.Id == importId, cancellationToken);
        if (import is not { IsFinished: false, FileId: { } fileId })
            return import;

        change(import, time.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        if (import.IsFinished)
            await scope.ServiceProvider.GetRequiredService<IImportFiles>().RemoveAsync(fileId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return import;
    }

    private static string Shorten(string columns) =>
        columns.Length <= ImportConfiguration.MaxColumnsRead ? columns : string.Concat(columns.AsSpan(0, ImportConfiguration.MaxColumnsRead - 1), "…");
}
