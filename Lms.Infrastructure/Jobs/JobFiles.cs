using Lms.Application.Jobs;
using Lms.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Lms.Infrastructure.Jobs;

/// <summary>Keeps files in pieces.</summary>
internal sealed class JobFiles(LmsDbContext db, NpgsqlDataSource database, IOptions<LmsOptions> options) : IJobFiles
{
    public TimeSpan KeptFor => options.Value.KeepExportsFor;

    public async Task AppendAsync(int jobId, long start, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        for (var at = 0; at < content.Length; at += JobChunk.MaxBytes)
        {
            var piece = content.Slice(at, Math.Min(JobChunk.MaxBytes, content.Length - at)).ToArray();
            await db.Database.ExecuteSqlAsync($"INSERT INTO job_chunks (job_id, start, content) VALUES ({jobId}, {start + at}, {piece})", cancellationToken);
        }
    }

    public Stream Open(int jobId, long length) => new JobFileStream(database, jobId, length);

    public Task RemoveAsync(int jobId, CancellationToken cancellationToken) =>
        db.JobChunks.Where(chunk => chunk.JobId == jobId).ExecuteDeleteAsync(cancellationToken);

    public Task<int> RemoveExpiredAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        db.JobChunks.Where(chunk => db.Jobs.Any(job => job.Id == chunk.JobId && job.FileUntil <= now)).ExecuteDeleteAsync(cancellationToken);
}
