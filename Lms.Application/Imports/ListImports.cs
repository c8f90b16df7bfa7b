using AutoMapper;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Imports;
using Lms.Domain.Jobs;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Imports;

/// <summary>Lists imports.</summary>
public sealed record ListImports : ListQuery, IRequest<Page<ImportResponse>>
{
    /// <summary>How they stand.</summary>
    public WorkStatus? Status { get; init; }
}

/// <summary>Shows an import.</summary>
/// <param name="Id">Which.</param>
public sealed record GetImport(int Id) : IRequest<ImportResponse>;

internal sealed class ListImportsValidator() : ListQueryValidator<ListImports>(ListImportsHandler.Order.Names);

internal sealed class ListImportsHandler(ILmsDbContext db, IMapper mapper)
    : IRequestHandler<ListImports, Page<ImportResponse>>, IRequestHandler<GetImport, ImportResponse>
{
    internal static readonly SortOrder<Import> Order = new SortOrder<Import>(import => import.Id).By("createdAt", import => import.CreatedAt);

    public Task<Page<ImportResponse>> Handle(ListImports query, CancellationToken cancellationToken)
    {
        var imports = db.Imports.AsNoTracking();
        if (query.Status is { } status)
            imports = imports.Where(import => import.Status == status);
        return imports.PageAsync(query, Order, mapper.Project<Import, ImportResponse>(), cancellationToken);
    }

    public async Task<ImportResponse> Handle(GetImport query, CancellationToken cancellationToken) =>
        await db.Imports.Where(import => import.Id == query.Id).Select(mapper.Project<Import, ImportResponse>()).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("import", query.Id);
}
