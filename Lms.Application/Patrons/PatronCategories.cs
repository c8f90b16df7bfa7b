using System.Globalization;
using System.Text.Json.Serialization;
using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Patrons;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>A kind of patron that circulation rules tell apart.</summary>
public sealed record PatronCategoryResponse : ITagged
{
    /// <summary>A positive integer.</summary>
    public int Id { get; init; }

    /// <inheritdoc cref="PatronCategory.Code"/>
    /// <example>adult</example>
    public string Code { get; init; } = "";

    /// <inheritdoc cref="PatronCategory.Name"/>
    /// <example>Adult</example>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="PatronCategory.MinAge"/>
    public int? MinAge { get; init; }

    /// <inheritdoc cref="PatronCategory.MaxAge"/>
    public int? MaxAge { get; init; }

    /// <inheritdoc cref="PatronCategory.ExpiryMonths"/>
    public int? ExpiryMonths { get; init; }

    /// <inheritdoc cref="Domain.Common.Entity.Version"/>
    [JsonIgnore]
    public uint Version { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => Version.ToString(CultureInfo.InvariantCulture);

    private sealed class Mapping : Profile
    {
        public Mapping() => CreateMap<PatronCategory, PatronCategoryResponse>();
    }
}

/// <summary>What administrators write about a patron category.</summary>
public record PatronCategoryFields
{
    /// <inheritdoc cref="PatronCategory.Code"/>
    /// <example>student</example>
    public string Code { get; init; } = "";

    /// <inheritdoc cref="PatronCategory.Name"/>
    /// <example>Student</example>
    public string Name { get; init; } = "";

    /// <inheritdoc cref="PatronCategory.MinAge"/>
    public int? MinAge { get; init; }

    /// <inheritdoc cref="PatronCategory.MaxAge"/>
    public int? MaxAge { get; init; }

    /// <summary>For how many months a new card is good, 1 to 1200; null where it never expires.</summary>
    public int? ExpiryMonths { get; init; }
}

/// <summary>Lists the patron categories, by id.</summary>
public sealed record ListPatronCategories : IRequest<IReadOnlyList<PatronCategoryResponse>>;

/// <summary>Introduces a patron category.</summary>
public sealed record CreatePatronCategory : PatronCategoryFields, ICommand<PatronCategoryResponse>;

/// <summary>Changes some of what is known about a patron category.</summary>
/// <param name="Id">Which.</param>
/// <param name="Changes">The members to change.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ChangePatronCategory(int Id, MergePatch<PatronCategoryFields> Changes, IReadOnlyList<string>? IfMatch) : ICommand<PatronCategoryResponse>;

/// <summary>Shows a patron category.</summary>
/// <param name="Id">Which.</param>
public sealed record GetPatronCategory(int Id) : IRequest<PatronCategoryResponse>;

/// <summary>Gives up a patron category. One that users, rules or the history of loans have stays, and so does the first, which new users get.</summary>
/// <param name="Id">Which.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record DropPatronCategory(int Id, IReadOnlyList<string>? IfMatch) : ICommand<Unit>;

internal sealed class PatronCategoryFieldsValidator : AbstractValidator<PatronCategoryFields>
{
    public PatronCategoryFieldsValidator()
    {
        RuleFor(category => category.Code).Code(PatronCategory.MaxCode);
        RuleFor(category => category.Name).NotEmpty().MaximumLength(PatronCategory.MaxName);
        RuleFor(category => category.MinAge).InclusiveBetween(0, PatronCategory.OldestAge);
        RuleFor(category => category.MaxAge).InclusiveBetween(0, PatronCategory.OldestAge);
        RuleFor(category => category.MaxAge).Must((category, maxAge) => maxAge is null || maxAge >= (category.MinAge ?? 0)).WithMessage("It must not be less than minAge.");
        RuleFor(category => category.ExpiryMonths).InclusiveBetween(1, 1200);
    }
}

internal sealed class CreatePatronCategoryValidator : AbstractValidator<CreatePatronCategory>
{
    public CreatePatronCategoryValidator() => Include(new PatronCategoryFieldsValidator());
}

internal sealed class PatronCategoriesHandler(ILmsDbContext db, IValidator<PatronCategoryFields> validator, IMapper mapper)
    : IRequestHandler<ListPatronCategories, IReadOnlyList<PatronCategoryResponse>>,
        IRequestHandler<GetPatronCategory, PatronCategoryResponse>,
        IRequestHandler<CreatePatronCategory, PatronCategoryResponse>,
        IRequestHandler<ChangePatronCategory, PatronCategoryResponse>,
        IRequestHandler<DropPatronCategory, Unit>
{
    public async Task<IReadOnlyList<PatronCategoryResponse>> Handle(ListPatronCategories query, CancellationToken cancellationToken) =>
        await db.PatronCategories.OrderBy(category => category.Id).Select(mapper.Project<PatronCategory, PatronCategoryResponse>()).ToListAsync(cancellationToken);

    public async Task<PatronCategoryResponse> Handle(CreatePatronCategory command, CancellationToken cancellationToken)
    {
        var category = PatronCategory.Introduce(command.Code, command.Name, command.MinAge, command.MaxAge, command.ExpiryMonths);
        db.PatronCategories.Add(category);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<PatronCategoryResponse>(category);
    }

    public async Task<PatronCategoryResponse> Handle(ChangePatronCategory command, CancellationToken cancellationToken)
    {
        var category = await FindAsync(command.Id, command.IfMatch, cancellationToken);
        var fields = command.Changes.ApplyTo(new PatronCategoryFields
        {
            Code = category.Code,
            Name = category.Name,
            MinAge = category.MinAge,
            MaxAge = category.MaxAge,
            ExpiryMonths = category.ExpiryMonths,
        });
        validator.ValidateAndThrow(fields);
        category.Describe(fields.Code, fields.Name, fields.MinAge, fields.MaxAge, fields.ExpiryMonths);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<PatronCategoryResponse>(category);
    }

    public async Task<PatronCategoryResponse> Handle(GetPatronCategory query, CancellationToken cancellationToken) =>
        mapper.Map<PatronCategoryResponse>(await FindAsync(query.Id, null, cancellationToken));

    public async Task<Unit> Handle(DropPatronCategory command, CancellationToken cancellationToken)
    {
        var category = await FindAsync(command.Id, command.IfMatch, cancellationToken);
        if (!await db.PatronCategories.AnyAsync(other => other.Id < category.Id, cancellationToken))
            throw new ConflictException("default-patron-category", "New users are of this category where none is named; it stays.");
        db.PatronCategories.Remove(category);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    private async Task<PatronCategory> FindAsync(int id, IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken)
    {
        var category = await db.PatronCategories.SingleOrDefaultAsync(category => category.Id == id, cancellationToken) ?? throw new NotFoundException("patron category", id);
        category.MustMatch(ifMatch);
        return category;
    }
}
