using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Jobs;

/// <summary>Lists things of a job that could not be done, in their order.</summary>
public sealed record ListJobErrors : ListQuery;

/// <summary>Lists the errors of one job.</summary>
/// <param name="Id">Which job.</param>
/// <param name="Page">Which page, in which order.</param>
public sealed record ListErrorsOfJob(int Id, ListJobErrors Page) : IRequest<Page<JobErrorResponse>>;

internal sealed class ListJobErrorsValidator() : ListQueryValidator<ListJobErrors>(ListErrorsOfJobHandler.Order.Names);

internal sealed class ListErrorsOfJobValidator : AbstractValidator<ListErrorsOfJob>
{
    public ListErrorsOfJobValidator() => RuleFor(query => query.Page).SetValidator(new ListJobErrorsValidator()).OverridePropertyName("");
}

internal sealed class ListErrorsOfJobHandler(ILmsDbContext db, IMapper mapper) : IRequestHandler<ListErrorsOfJob, Page<JobErrorResponse>>
{
    private const string ByNumber = "number";

    internal static readonly SortOrder<JobError> Order = new SortOrder<JobError>(error => error.Number).By(ByNumber, error => error.Number);

    public async Task<Page<JobErrorResponse>> Handle(ListErrorsOfJob query, CancellationToken cancellationToken) =>
        await db.Jobs.AnyAsync(job => job.Id == query.Id, cancellationToken)
            ? await db.JobErrors.AsNoTracking().Where(error => error.JobId == query.Id)
                .PageAsync(query.Page with { Sort = query.Page.Sort ?? ByNumber }, Order, mapper.Project<JobError, JobErrorResponse>(), cancellationToken)
            : throw new NotFoundException("job", query.Id);
}
