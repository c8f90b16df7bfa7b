using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Branches;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Branches;

/// <summary>Lists the branches.</summary>
public sealed record ListBranches : ListQuery, IRequest<Page<BranchResponse>>
{
    /// <summary>The code.</summary>
    public string? Code { get; init; }
}

/// <summary>Shows a branch.</summary>
/// <param name="Id">Which.</param>
public sealed record GetBranch(int Id) : IRequest<BranchResponse>;

internal sealed class ListBranchesValidator : ListQueryValidator<ListBranches>
{
    public ListBranchesValidator() : base(ListBranchesHandler.Order.Names) => RuleFor(query => query.Code).MaximumLength(Branch.MaxCode);
}

internal sealed class ListBranchesHandler(ILmsDbContext db, IMapper mapper)
    : IRequestHandler<ListBranches, Page<BranchResponse>>, IRequestHandler<GetBranch, BranchResponse>
{
    internal static readonly SortOrder<Branch> Order = new SortOrder<Branch>(branch => branch.Id)
        .By("code", branch => branch.Code)
        .By("name", branch => branch.Name);

    public Task<Page<BranchResponse>> Handle(ListBranches query, CancellationToken cancellationToken) =>
        db.Branches.AsNoTracking()
            .Where(branch => query.Code == null || branch.Code == query.Code)
            .PageAsync(query, Order, mapper.Project<Branch, BranchResponse>(), cancellationToken);

    public async Task<BranchResponse> Handle(GetBranch query, CancellationToken cancellationToken) =>
        await db.Branches.Where(branch => branch.Id == query.Id).Select(mapper.Project<Branch, BranchResponse>()).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("branch", query.Id);
}
