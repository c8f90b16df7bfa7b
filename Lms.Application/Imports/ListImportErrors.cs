using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Imports;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Imports;

/// <summary>Lists records that are named, in the order of the file.</summary>
public sealed record ListImportErrors : ListQuery
{
    /// <summary>What became of them. Where it is left out, all that were not taken in: with the created and the updated ones, these are all records.</summary>
    public ImportErrorKind? Kind { get; init; }
}

/// <summary>Lists the named records of one import.</summary>
/// <param name="Id">Which import.</param>
/// <param name="Page">Which page, in which order.</param>
public sealed record ListErrorsOfImport(int Id, ListImportErrors Page) : IRequest<Page<ImportErrorResponse>>;

internal sealed class ListImportErrorsValidator() : ListQueryValidator<ListImportErrors>(ListErrorsOfImportHandler.Order.Names);

internal sealed class ListErrorsOfImportValidator : AbstractValidator<ListErrorsOfImport>
{
    public ListErrorsOfImportValidator() => RuleFor(query => query.Page).SetValidator(new ListImportErrorsValidator()).OverridePropertyName("");
}

internal sealed class ListErrorsOfImportHandler(ILmsDbContext db, IMapper mapper) : IRequestHandler<ListErrorsOfImport, Page<ImportErrorResponse>>
{
    private const string ByRecord = "record";

    internal static readonly SortOrder<ImportError> Order = new SortOrder<ImportError>(error => error.Record).By(ByRecord, error => error.Record);

    public async Task<Page<ImportErrorResponse>> Handle(ListErrorsOfImport query, CancellationToken cancellationToken)
    {
        if (!await db.Imports.AnyAsync(import => import.Id == query.Id, cancellationToken))
            throw new NotFoundException("import", query.Id);

        var errors = db.ImportErrors.AsNoTracking().Where(error => error.ImportId == query.Id);
        errors = query.Page.Kind is { } kind
            ? errors.Where(error => error.Kind == kind)
            : errors.Where(error => error.Kind != ImportErrorKind.Incomplete);
        var page = query.Page with { Sort = query.Page.Sort ?? ByRecord };
        return await errors.PageAsync(page, Order, mapper.Project<ImportError, ImportErrorResponse>(), cancellationToken);
    }
}
