using Lms.Application.Jobs;
using Lms.Domain.Jobs;

namespace Lms.Application.Catalog;

/// <summary>Writes books to the file of a job, which grows with every piece. A book that is gone by then is left out.</summary>
internal sealed class ExportWork(ICatalogueFiles catalogue, IJobFiles files, TimeProvider time) : IJobWork
{
    public JobKind Kind => JobKind.Export;

    public async Task<PieceDone> DoAsync(Job job, IReadOnlyList<int> ids, CancellationToken cancellationToken) =>
        new(await WriteAsync(job, ids, isLast: false, cancellationToken));

    public async Task EndAsync(Job job, CancellationToken cancellationToken)
    {
        await WriteAsync(job, [], isLast: true, cancellationToken);
        job.Keep(time.GetUtcNow() + files.KeptFor);
    }

    private async Task<int> WriteAsync(Job job, IReadOnlyList<int> ids, bool isLast, CancellationToken cancellationToken)
    {
        using var piece = new MemoryStream();
        var part = new FilePart(CatalogueFormats.WithMediaType(job.MediaType!)!.Value, IsFirst: job.Bytes == 0, isLast, BooksBefore: job.Changed);
        var written = await catalogue.WritePartAsync(part, ids, piece, cancellationToken);
        await files.AppendAsync(job.Id, job.Bytes, piece.GetBuffer().AsMemory(0, (int)piece.Length), cancellationToken);
        job.Write((int)piece.Length);
        return written;
    }
}
