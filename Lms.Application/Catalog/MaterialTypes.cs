using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
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
public sealed record MaterialTypeResponse(string Code, string Name) : ITagged
{
    /// <summary>All that can change of a material type is its name.</summary>
    [JsonIgnore]
    public string EntityTag => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Name)).AsSpan(0, 8));

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

/// <summary>Shows a material type.</summary>
/// <param name="Code">Which.</param>
public sealed record GetMaterialType(string Code) : IRequest<MaterialTypeResponse>;

/// <summary>What administrators may change of a material type.</summary>
public sealed record MaterialTypeFields
{
    /// <inheritdoc cref="MaterialType.Name"/>
    public string Name { get; init; } = "";
}

/// <summary>Renames a material type; its code stays.</summary>
/// <param name="Code">Which.</param>
/// <param name="Changes">The members to change.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ChangeMaterialType(string Code, MergePatch<MaterialTypeFields> Changes, IReadOnlyList<string>? IfMatch) : ICommand<MaterialTypeResponse>;

/// <summary>Gives up a material type. One that books, copies or rules have stays.</summary>
/// <param name="Code">Which.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record DropMaterialType(string Code, IReadOnlyList<string>? IfMatch) : ICommand<Unit>;

internal sealed class MaterialTypeFieldsValidator : AbstractValidator<MaterialTypeFields>
{
    public MaterialTypeFieldsValidator() => RuleFor(type => type.Name).NotEmpty().MaximumLength(MaterialType.MaxName);
}

internal sealed class CreateMaterialTypeValidator : AbstractValidator<CreateMaterialType>
{
    public CreateMaterialTypeValidator()
    {
        RuleFor(type => type.Code).NotEmpty().MaximumLength(MaterialType.MaxCode).Matches("^[a-z0-9-]*$").WithMessage("It must be of lower case letters, digits and hyphens.");
        RuleFor(type => type.Name).NotEmpty().MaximumLength(MaterialType.MaxName);
    }
}

internal sealed class MaterialTypesHandler(ILmsDbContext db, IValidator<MaterialTypeFields> validator, IMapper mapper)
    : IRequestHandler<ListMaterialTypes, IReadOnlyList<MaterialTypeResponse>>,
        IRequestHandler<GetMaterialType, MaterialTypeResponse>,
        IRequestHandler<CreateMaterialType, MaterialTypeResponse>,
        IRequestHandler<ChangeMaterialType, MaterialTypeResponse>,
        IRequestHandler<DropMaterialType, Unit>
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

    public async Task<MaterialTypeResponse> Handle(GetMaterialType query, CancellationToken cancellationToken) =>
        mapper.Map<MaterialTypeResponse>(await FindAsync(query.Code, null, cancellationToken));

    public async Task<MaterialTypeResponse> Handle(ChangeMaterialType command, CancellationToken cancellationToken)
    {
        var type = await FindAsync(command.Code, command.IfMatch, cancellationToken);
        var fields = command.Changes.ApplyTo(new MaterialTypeFields { Name = type.Name });
        validator.ValidateAndThrow(fields);
        type.Rename(fields.Name);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<MaterialTypeResponse>(type);
    }

    public async Task<Unit> Handle(DropMaterialType command, CancellationToken cancellationToken)
    {
        var type = await FindAsync(command.Code, command.IfMatch, cancellationToken);
        if (type.Code == MaterialType.Book)
            throw new ConflictException("default-material-type", "It is the material type of whatever names none, and stays.");
        db.MaterialTypes.Remove(type);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    private async Task<MaterialType> FindAsync(string code, IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken)
    {
        var type = await db.MaterialTypes.SingleOrDefaultAsync(type => type.Code == code, cancellationToken) ?? throw new NotFoundException("material type", $"code {code}");
        VersionTag.MustMatch(mapper.Map<MaterialTypeResponse>(type).EntityTag, ifMatch);
        return type;
    }
}
