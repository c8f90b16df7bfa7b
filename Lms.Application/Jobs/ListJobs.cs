using AutoMapper;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Jobs;

/// <summary>Lists jobs.</summary>
public sealed record ListJobs : ListQuery, IRequest<Page<JobResponse>>
{
    /// <summary>How they stand.</summary>
    public WorkStatus? Status { get; init; }

    /// <summary>What they do.</summary>
    public JobKind? Kind { get; init; }
}

/// <summary>Shows a job.</summary>
/// <param name="Id">Which.</param>
public sealed record GetJob(int Id) : IRequest<JobResponse>;

internal sealed class ListJobsValidator() : ListQueryValidator<ListJobs>(ListJobsHandler.Order.Names);

internal sealed class ListJobsHandler(ILmsDbContext db, JobsAtHand jobs, IMapper mapper) : IRequestHandler<ListJobs, Page<JobResponse>>, IRequestHandler<GetJob, JobResponse>
{
    internal static readonly SortOrder<Job> Order = new SortOrder<Job>(job => job.Id).By("createdAt", job => job.CreatedAt);

    public Task<Page<JobResponse>> Handle(ListJobs query, CancellationToken cancellationToken)
    {
        var jobs = db.Jobs.AsNoTracking().Where(job => (query.Status == null || job.Status == query.Status) && (query.Kind == null || job.Kind == query.Kind));
        return jobs.PageAsync(query, Order, mapper.Project<Job, JobResponse>(), cancellationToken);
    }

    public Task<JobResponse> Handle(GetJob query, CancellationToken cancellationToken) => jobs.ShowAsync(query.Id, cancellationToken);
}
