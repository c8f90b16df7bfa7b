using AutoMapper;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Branches;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Branches;

/// <summary>How closures are listed; sortable by <c>from</c> and <c>to</c>.</summary>
public sealed record ClosureQuery : ListQuery;

/// <summary>Lists the closures of a branch.</summary>
/// <param name="BranchId">Which branch.</param>
/// <param name="Page">Which page, in which order.</param>
public sealed record ListClosures(int BranchId, ClosureQuery Page) : IRequest<Page<ClosureResponse>>;

/// <summary>Shows a closure.</summary>
/// <param name="BranchId">Of which branch.</param>
/// <param name="Id">Which.</param>
public sealed record GetClosure(int BranchId, int Id) : IRequest<ClosureResponse>;

internal sealed class ClosureQueryValidator() : ListQueryValidator<ClosureQuery>(ListClosuresHandler.Order.Names);

internal sealed class ListClosuresValidator : FluentValidation.AbstractValidator<ListClosures>
{
    public ListClosuresValidator() => RuleFor(list => list.Page).SetValidator(new ClosureQueryValidator());
}

internal sealed class ListClosuresHandler(ILmsDbContext db, IMapper mapper)
    : IRequestHandler<ListClosures, Page<ClosureResponse>>, IRequestHandler<GetClosure, ClosureResponse>
{
    internal static readonly SortOrder<Closure> Order = new SortOrder<Closure>(closure => closure.Id)
        .By("from", closure => closure.From)
        .By("to", closure => closure.To);

    public async Task<Page<ClosureResponse>> Handle(ListClosures request, CancellationToken cancellationToken)
    {
        if (!await db.Branches.AnyAsync(branch => branch.Id == request.BranchId, cancellationToken))
            throw new NotFoundException("branch", request.BranchId);
        return await db.Closures.AsNoTracking().Where(closure => closure.BranchId == request.BranchId)
            .PageAsync(request.Page, Order, mapper.Project<Closure, ClosureResponse>(), cancellationToken);
    }

    public async Task<ClosureResponse> Handle(GetClosure query, CancellationToken cancellationToken) =>
        await db.Closures.Where(closure => closure.Id == query.Id && closure.BranchId == query.BranchId).Select(mapper.Project<Closure, ClosureResponse>()).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("closure", query.Id);
}
