using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>A kind of thing that the library lends.</summary>
/// <param name="Code">What books, copies and circulation rules call it: lower case letters, digits and hyphens.</param>
/// <param name="Name">What people call it.</param>
public sealed record MaterialTypeResponse(string Code, string Name)
{
    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<MaterialType, MaterialTypeResponse>();
    }
}

/// <summary>Lists the material types, by code.</summary>
public sealed record ListMaterialTypes : IRequest<IReadOnlyList<MaterialTypeResponse>>;

/// <summary>Introduces a material type.</summary>
/// <param name="Code">Lower case letters, digits and hyphens; no other type may have it.</param>
/// <param name="Name">What people call it.</param>
public sealed record CreateMaterialType(string Code, string Name) : ICommand<MaterialTypeResponse>;

internal sealed class CreateMaterialTypeValidator : AbstractValidator<CreateMaterialType>
{
    public CreateMaterialTypeValidator()
    {
        RuleFor(type => type.Code).NotEmpty().MaximumLength(MaterialType.MaxCode).Matches("^[a-z0-9-]*$").WithMessage("It must be of lower case letters, digits and hyphens.");
        RuleFor(type => type.Name).NotEmpty().MaximumLength(MaterialType.MaxName);
    }
}

internal sealed class MaterialTypesHandler(ILmsDbContext db, IMapper mapper)
    : IRequestHandler<ListMaterialTypes, IReadOnlyList<MaterialTypeResponse>>, IRequestHandler<CreateMaterialType, MaterialTypeResponse>
{
    public async Task<IReadOnlyList<MaterialTypeResponse>> Handle(ListMaterialTypes query, CancellationToken cancellationToken) =>
        await db.MaterialTypes.OrderBy(type => type.Code).Select(mapper.Project<MaterialType, MaterialTypeResponse>()).ToListAsync(cancellationToken);

    public async Task<MaterialTypeResponse> Handle(CreateMaterialType command, CancellationToken cancellationToken)
    {
        var type = MaterialType.Introduce(command.Code, command.Name);
        db.MaterialTypes.Add(type);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<MaterialTypeResponse>(type);
    }
}
