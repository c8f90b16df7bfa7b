using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;

namespace Lms.Application.Catalog;

/// <summary>
/// Conditions that choose books for something: the same as those of <c>GET /books</c>. They add up. Here nothing is guessed: a condition that says nothing is refused, and a
/// word stands for no other.
/// </summary>
/// <param name="Q">What to search for, as in <c>GET /books</c>: words, phrases, fields, operators. It must be taken at its word: what would be passed over in a search, or mean something else, is refused.</param>
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
    public BookFilterValidator()
    {
        RuleFor(filter => filter.Q).NotBlank().MaximumLength(Book.MaxTitle);
        RuleFor(filter => filter.Q).Must(text => string.IsNullOrWhiteSpace(text) || SearchQuery.Read(text).IsToTheLetter)
            .WithMessage("It must say which books are meant, and not only which are not: words, with operators between them, of which none is passed over, and parentheses and quotes in pairs.");
        RuleFor(filter => filter.Title).NotBlank().MaximumLength(Book.MaxTitle);
        RuleFor(filter => filter.Author).NotBlank().MaximumLength(Book.MaxAuthor);
        RuleFor(filter => filter.Isbn).NotBlank().MaximumLength(Book.MaxIsbn);
        RuleFor(filter => filter.Genre).NotBlank().MaximumLength(Book.MaxPhrase);
        RuleFor(filter => filter.Subject).NotBlank().MaximumLength(Book.MaxPhrase);
        RuleFor(filter => filter.Language).NotBlank().MaximumLength(3);
        RuleFor(filter => filter.MaterialType).NotBlank().MaximumLength(Domain.Catalog.MaterialType.MaxCode);
        RuleFor(filter => filter.BranchId).GreaterThan(0);
    }
}
