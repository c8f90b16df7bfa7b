using System.Globalization;
using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Jobs;

/// <summary>Fetches the file that a job wrote.</summary>
/// <param name="Id">Which job.</param>
public sealed record FetchJobFile(int Id) : IRequest<JobFile>;

/// <summary>The file that a job wrote.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="FileName">A name for it.</param>
/// <param name="Content">The file; it can be read from any place, and belongs to whoever asked.</param>
public sealed record JobFile(string MediaType, string FileName, Stream Content);

internal sealed class FetchJobFileHandler(ILmsDbContext db, IJobFiles files, TimeProvider time) : IRequestHandler<FetchJobFile, JobFile>
{
    public async Task<JobFile> Handle(FetchJobFile query, CancellationToken cancellationToken)
    {
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(job => job.Id == query.Id, cancellationToken) ?? throw new NotFoundException("job", query.Id);
        if (job.MediaType is not { } mediaType || job.Status is WorkStatus.Failed or WorkStatus.Cancelled)
            throw new NotFoundException("job file", $"job id {query.Id}");
        if (!job.IsFinished)
            throw new ConflictException("job-file-unfinished", "The file is still being written.");
        if (!job.HasFile(time.GetUtcNow()))
            throw new GoneException("job-file-gone", "The file is kept no longer. Have it written again.");
        return new JobFile(mediaType, NameOf(job, mediaType), files.Open(job.Id, job.Bytes));
    }

    private static string NameOf(Job job, string mediaType) =>
        string.Create(CultureInfo.InvariantCulture, $"books-{job.CreatedAt:yyyyMMdd}{CatalogueFormats.EndingOf(CatalogueFormats.WithMediaType(mediaType)!.Value)}");
}
