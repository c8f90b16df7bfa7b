using FluentValidation;

namespace Lms.Application.Catalog;

/// <summary>Conditions that choose books for something: the same as those of <c>GET /books</c>. They add up.</summary>
/// <param name="Q">What to search for, as in <c>GET /books</c>: words, phrases, fields, operators.</param>
/// <param name="Title">A part of the title, or of one of the other titles.</param>
/// <param name="Author">A part of the name of somebody who had a part in it, in any of its forms.</param>
/// <param name="Isbn">The ISBN, in any form, or another identifier.</param>
/// <param name="Genre">The genre.</param>
/// <param name="Subject">One of the subjects.</param>
/// <param name="Language">The language's ISO 639 code.</param>
/// <param name="MaterialType">The code of the material type.</param>
/// <param name="BranchId">A branch that has a copy.</param>
/// <param name="Available">Whether a copy is free to be lent now; with <c>branchId</c>, at that branch.</param>
/// <param name="PublishedFrom">The first year of publication, inclusive.</param>
/// <param name="PublishedTo">The last year of publication, inclusive.</param>
public sealed record BookFilter(
    string? Q = null, string? Title = null, string? Author = null, string? Isbn = null, string? Genre = null, string? Subject = null, string? Language = null, string? MaterialType = null,
    int? BranchId = null, bool? Available = null, int? PublishedFrom = null, int? PublishedTo = null)
{
    /// <summary>Whether it has a condition; else every book meets it.</summary>
    internal bool ChoosesSome() => this != new BookFilter();

    internal ListBooks AsList() => new()
    {
        Q = Q,
        Title = Title,
        Author = Author,
        Isbn = Isbn,
        Genre = Genre,
        Subject = Subject,
        Language = Language,
        MaterialType = MaterialType,
        BranchId = BranchId,
        Available = Available,
        PublishedFrom = PublishedFrom,
        PublishedTo = PublishedTo,
    };
}

internal sealed class BookFilterValidator : AbstractValidator<BookFilter>
{
    private static readonly ListBooksValidator OfList = new();

    public BookFilterValidator() => RuleFor(filter => filter).Custom((filter, context) =>
    {
        foreach (var fault in OfList.Validate(filter.AsList()).Errors)
            context.AddFailure(fault.PropertyName, fault.ErrorMessage);
    });
}
