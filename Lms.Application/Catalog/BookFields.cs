using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Domain.Patrons;

namespace Lms.Application.Catalog;

/// <summary>What a cataloguer writes about a book.</summary>
public record BookFields
{
    /// <summary>The title proper.</summary>
    /// <example>Frankenstein</example>
    public string Title { get; init; } = "";

    /// <inheritdoc cref="BookDescription.Subtitle"/>
    /// <example>or, The Modern Prometheus</example>
    public string? Subtitle { get; init; }

    /// <inheritdoc cref="BookDescription.OtherTitles"/>
    public IReadOnlyList<OtherTitle> OtherTitles { get; init; } = [];

    /// <summary>The main author as displayed.</summary>
    /// <example>Mary Shelley</example>
    public string Author { get; init; } = "";

    /// <summary>Everybody who had a part in it, in the order of the book. Where none is named, the author is.</summary>
    public IReadOnlyList<Contributor> Contributors { get; init; } = [];

    /// <summary>An ISBN or any other identifier.</summary>
    /// <example>978-0-19-953715-0</example>
    public string? Isbn { get; init; }

    /// <inheritdoc cref="BookDescription.Genre"/>
    /// <example>Gothic fiction</example>
    public string? Genre { get; init; }

    /// <inheritdoc cref="BookDescription.Subjects"/>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    /// <inheritdoc cref="BookDescription.Series"/>
    public string? Series { get; init; }

    /// <inheritdoc cref="BookDescription.Publisher"/>
    public string? Publisher { get; init; }

    /// <summary>The year of publication, from -4000 (4000 BC) to 9999, never 0; null where unknown.</summary>
    /// <example>1818</example>
    public int? PublishedYear { get; init; }

    /// <inheritdoc cref="BookDescription.Edition"/>
    public string? Edition { get; init; }

    /// <inheritdoc cref="BookDescription.Language"/>
    /// <example>en</example>
    public string? Language { get; init; }

    /// <inheritdoc cref="BookDescription.OtherLanguages"/>
    public IReadOnlyList<string> OtherLanguages { get; init; } = [];

    /// <inheritdoc cref="BookDescription.OriginalLanguage"/>
    public string? OriginalLanguage { get; init; }

    /// <inheritdoc cref="BookDescription.PageCount"/>
    public int? PageCount { get; init; }

    /// <inheritdoc cref="BookDescription.Description"/>
    public string? Description { get; init; }

    /// <summary>The code of a material type; <c>book</c> where it is left out.</summary>
    /// <example>book</example>
    public string MaterialType { get; init; } = Domain.Catalog.MaterialType.Book;

    /// <inheritdoc cref="BookDescription.Classification"/>
    public string? Classification { get; init; }

    /// <summary>The age from which it is lent, in whole years, 0 to 150, inclusive; null for any age.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>What is said about a book.</summary>
    public static BookFields Of(Book book) => new()
    {
        Title = book.Title,
        Subtitle = book.Subtitle,
        OtherTitles = book.OtherTitles,
        Author = book.Author,
        Contributors = book.Contributors,
        Isbn = book.Isbn,
        Genre = book.Genre,
        Subjects = book.Subjects,
        Series = book.Series,
        Publisher = book.Publisher,
        PublishedYear = book.PublishedYear,
        Edition = book.Edition,
        Language = book.Language,
        OtherLanguages = book.OtherLanguages,
        OriginalLanguage = book.OriginalLanguage,
        PageCount = book.PageCount,
        Description = book.Description,
        MaterialType = book.MaterialType,
        Classification = book.Classification,
        MinimumAge = book.MinimumAge,
    };

    internal BookDescription Describe() => new()
    {
        Title = Title,
        Subtitle = Subtitle,
        OtherTitles = OtherTitles,
        Author = Author,
        Contributors = Contributors,
        Isbn = Isbn,
        Genre = Genre,
        Subjects = Subjects,
        Series = Series,
        Publisher = Publisher,
        PublishedYear = PublishedYear,
        Edition = Edition,
        Language = Language,
        OtherLanguages = OtherLanguages,
        OriginalLanguage = OriginalLanguage,
        PageCount = PageCount,
        Description = Description,
        MaterialType = MaterialType,
        Classification = Classification,
        MinimumAge = MinimumAge,
    };
}

internal sealed class BookFieldsValidator : AbstractValidator<BookFields>
{
    public BookFieldsValidator()
    {
        RuleFor(book => book.Title).NotEmpty().MaximumLength(Book.MaxTitle);
        RuleFor(book => book.Subtitle).NotBlank().MaximumLength(Book.MaxTitle);
        RuleFor(book => book.OtherTitles).AtMost(Book.MaxListed);
        RuleForEach(book => book.OtherTitles).NotNull().SetValidator(new OtherTitleValidator());
        RuleFor(book => book.Author).NotEmpty().MaximumLength(Book.MaxAuthor);
        RuleFor(book => book.Contributors).AtMost(Book.MaxListed);
        RuleForEach(book => book.Contributors).NotNull().SetValidator(new ContributorValidator());
        RuleFor(book => book.Isbn).NotBlank().MaximumLength(Book.MaxIsbn);
        RuleFor(book => book.Genre).NotBlank().MaximumLength(Book.MaxPhrase);
        RuleFor(book => book.Subjects).AtMost(Book.MaxListed);
        RuleForEach(book => book.Subjects).NotEmpty().MaximumLength(Book.MaxPhrase);
        RuleFor(book => book.Series).NotBlank().MaximumLength(Book.MaxPhrase);
        RuleFor(book => book.Publisher).NotBlank().MaximumLength(Book.MaxPhrase);
        RuleFor(book => book.PublishedYear).InclusiveBetween(Book.MinYear, Book.MaxYear);
        RuleFor(book => book.PublishedYear).NotEqual(0).WithMessage("There was no year 0.");
        RuleFor(book => book.Edition).NotBlank().MaximumLength(Book.MaxPhrase);
        RuleFor(book => book.Language).IsLanguage();
        RuleFor(book => book.OtherLanguages).AtMost(Book.MaxListed);
        RuleForEach(book => book.OtherLanguages).NotEmpty().IsLanguage();
        RuleFor(book => book.OriginalLanguage).IsLanguage();
        RuleFor(book => book.PageCount).InclusiveBetween(1, Book.MaxPages);
        RuleFor(book => book.Description).NotBlank().MaximumLength(Book.MaxDescription);
        RuleFor(book => book.MaterialType).NotEmpty().MaximumLength(MaterialType.MaxCode);
        RuleFor(book => book.Classification).NotBlank().MaximumLength(Book.MaxPhrase);
        RuleFor(book => book.MinimumAge).InclusiveBetween(0, PatronCategory.OldestAge);
    }
}

internal sealed class ContributorValidator : AbstractValidator<Contributor>
{
    public ContributorValidator()
    {
        RuleFor(person => person.Name).NotEmpty().MaximumLength(Contributor.MaxName);
        RuleFor(person => person.Role).NotEmpty().MaximumLength(Contributor.MaxRole);
        RuleFor(person => person.OtherNames).AtMost(Contributor.MaxOtherNames);
        RuleForEach(person => person.OtherNames).NotEmpty().MaximumLength(Contributor.MaxName);
    }
}

internal sealed class OtherTitleValidator : AbstractValidator<OtherTitle>
{
    public OtherTitleValidator()
    {
        RuleFor(title => title.Title).NotEmpty().MaximumLength(Book.MaxTitle);
        RuleFor(title => title.Kind).IsInEnum();
    }
}

internal static class LanguageRule
{
    /// <summary>An ISO 639 code; null is none and none is wanted.</summary>
    public static IRuleBuilderOptions<T, string?> IsLanguage<T>(this IRuleBuilder<T, string?> rule) => rule
        .Matches("^[A-Za-z]{2,3}$").WithMessage("It must be an ISO 639 code of two or three letters.")
        .Must(code => code is not { Length: 2 or 3 } || !code.All(char.IsAsciiLetter) || LanguageCode.Normalise(code) is not null).WithMessage("ISO 639 has no such code.");
}
