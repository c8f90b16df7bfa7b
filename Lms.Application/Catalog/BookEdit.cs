using System.Text.Json;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Domain.Jobs;
using Lms.Domain.Patrons;

namespace Lms.Application.Catalog;

/// <summary>Values that many books are given. What is left out stays as it is.</summary>
public sealed record BookValues
{
    /// <inheritdoc cref="BookDescription.Genre"/>
    /// <example>Gothic fiction</example>
    public string? Genre { get; init; }

    /// <inheritdoc cref="BookDescription.Series"/>
    public string? Series { get; init; }

    /// <inheritdoc cref="BookDescription.Publisher"/>
    public string? Publisher { get; init; }

    /// <inheritdoc cref="BookFields.PublishedYear"/>
    public int? PublishedYear { get; init; }

    /// <inheritdoc cref="BookDescription.Edition"/>
    public string? Edition { get; init; }

    /// <inheritdoc cref="BookDescription.Language"/>
    public string? Language { get; init; }

    /// <summary>The code of a material type.</summary>
    public string? MaterialType { get; init; }

    /// <inheritdoc cref="BookDescription.Classification"/>
    public string? Classification { get; init; }

    /// <inheritdoc cref="BookFields.MinimumAge"/>
    public int? MinimumAge { get; init; }

    /// <summary>Whether a field is given a value.</summary>
    internal bool Has(ClearableField field) => field switch
    {
        ClearableField.Genre => Genre is not null,
        ClearableField.Series => Series is not null,
        ClearableField.Publisher => Publisher is not null,
        ClearableField.PublishedYear => PublishedYear is not null,
        ClearableField.Edition => Edition is not null,
        ClearableField.Language => Language is not null,
        ClearableField.Classification => Classification is not null,
        ClearableField.MinimumAge => MinimumAge is not null,
        _ => false,
    };
}

internal sealed class BookValuesValidator : AbstractValidator<BookValues>
{
    public BookValuesValidator()
    {
        RuleFor(values => values.Genre).NotBlank().MaximumLength(Book.MaxPhrase);
        RuleFor(values => values.Series).NotBlank().MaximumLength(Book.MaxPhrase);
        RuleFor(values => values.Publisher).NotBlank().MaximumLength(Book.MaxPhrase);
        RuleFor(values => values.PublishedYear).InclusiveBetween(Book.MinYear, Book.MaxYear);
        RuleFor(values => values.PublishedYear).NotEqual(0).WithMessage("There was no year 0.");
        RuleFor(values => values.Edition).NotBlank().MaximumLength(Book.MaxPhrase);
        RuleFor(values => values.Language).IsLanguage();
        RuleFor(values => values.MaterialType).NotBlank().MaximumLength(MaterialType.MaxCode);
        RuleFor(values => values.Classification).NotBlank().MaximumLength(Book.MaxPhrase);
        RuleFor(values => values.MinimumAge).InclusiveBetween(0, PatronCategory.OldestAge);
    }
}

/// <summary>What can be emptied of many books.</summary>
public enum ClearableField
{
    /// <summary>The genre.</summary>
    Genre,

    /// <summary>All subjects.</summary>
    Subjects,

    /// <summary>The series.</summary>
    Series,

    /// <summary>The publisher.</summary>
    Publisher,

    /// <summary>The year of publication.</summary>
    PublishedYear,

    /// <summary>The edition statement.</summary>
    Edition,

    /// <summary>The language.</summary>
    Language,

    /// <summary>The classification number.</summary>
    Classification,

    /// <summary>The age from which it is lent.</summary>
    MinimumAge,
}

/// <summary>Books, and what is to be changed about each of them.</summary>
public abstract record BookEdit : BookChoice
{
    /// <summary>The values that the books are given.</summary>
    public BookValues Set { get; init; } = new();

    /// <summary>What of the books is emptied.</summary>
    public IReadOnlyList<ClearableField> Clear { get; init; } = [];

    /// <summary>Subjects that the books are given beside those they have.</summary>
    public IReadOnlyList<string> AddSubjects { get; init; } = [];

    /// <summary>Subjects that are taken from the books, in whatever case they are written there.</summary>
    public IReadOnlyList<string> RemoveSubjects { get; init; } = [];

    /// <summary>Whether it changes nothing.</summary>
    internal bool ChangesNothing() => Set == new BookValues() && Clear.Count + AddSubjects.Count + RemoveSubjects.Count == 0;

    /// <summary>What is said of a book after the change.</summary>
    internal BookFields ApplyTo(BookFields before) => before with
    {
        Genre = Of(ClearableField.Genre, Set.Genre, before.Genre),
        Series = Of(ClearableField.Series, Set.Series, before.Series),
        Publisher = Of(ClearableField.Publisher, Set.Publisher, before.Publisher),
        PublishedYear = Of(ClearableField.PublishedYear, Set.PublishedYear, before.PublishedYear),
        Edition = Of(ClearableField.Edition, Set.Edition, before.Edition),
        Language = Of(ClearableField.Language, Set.Language is { } code ? LanguageCode.Normalise(code) ?? code : null, before.Language),
        MaterialType = Set.MaterialType ?? before.MaterialType,
        Classification = Of(ClearableField.Classification, Set.Classification, before.Classification),
        MinimumAge = Of(ClearableField.MinimumAge, Set.MinimumAge, before.MinimumAge),
        Subjects = SubjectsAfter(Clear.Contains(ClearableField.Subjects) ? [] : before.Subjects),
    };

    private T? Of<T>(ClearableField field, T? set, T? before) => Clear.Contains(field) ? default : set ?? before;

    private List<string> SubjectsAfter(IReadOnlyList<string> before)
    {
        var after = before.Where(subject => !RemoveSubjects.Contains(subject, StringComparer.OrdinalIgnoreCase)).ToList();
        after.AddRange(AddSubjects.Where(subject => !after.Contains(subject, StringComparer.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).ToList());
        return after;
    }
}

/// <summary>A book before and after a change.</summary>
/// <param name="Before">What was said of it.</param>
/// <param name="After">What is said of it then.</param>
/// <param name="Fault">Why it cannot be changed so; null where it can.</param>
internal sealed record EditedBook(BookFields Before, BookFields After, JobFault? Fault)
{
    /// <summary>Whether the change makes a difference to it.</summary>
    public bool IsChanged => Fault is null && JsonSerializer.Serialize(Before, LmsJson.Options) != JsonSerializer.Serialize(After, LmsJson.Options);

    /// <summary>Works a change out.</summary>
    public static EditedBook Of(Book book, BookEdit edit, IValidator<BookFields> validator)
    {
        var before = BookFields.Of(book);
        var after = edit.ApplyTo(before);
        var faults = validator.Validate(after).Errors;
        return new EditedBook(before, after, faults is [] ? null : JobFault.Invalid(string.Join(" ", faults.Select(fault => $"{JsonNamingPolicy.CamelCase.ConvertName(fault.PropertyName)}: {fault.ErrorMessage}"))));
    }
}

internal abstract class BookEditValidator<T> : BookChoiceValidator<T>
    where T : BookEdit
{
    protected BookEditValidator()
    {
        RuleFor(edit => edit.BookIds).NotNull().When(edit => edit.Conditions is null).WithMessage("Choose books, by bookIds or by conditions.");
        RuleFor(edit => edit.Set).NotNull().SetValidator(new BookValuesValidator());
        RuleFor(edit => edit.Clear).AtMost(Enum.GetValues<ClearableField>().Length);
        RuleForEach(edit => edit.Clear).IsInEnum();
        RuleFor(edit => edit.Clear).Must((edit, fields) => fields?.Any(edit.Set.Has) != true).When(edit => edit.Set is not null).WithMessage("A field is either set or cleared.");
        RuleFor(edit => edit.AddSubjects).AtMost(Book.MaxListed);
        RuleForEach(edit => edit.AddSubjects).NotEmpty().MaximumLength(Book.MaxPhrase);
        RuleFor(edit => edit.RemoveSubjects).AtMost(Book.MaxListed);
        RuleForEach(edit => edit.RemoveSubjects).NotEmpty().MaximumLength(Book.MaxPhrase);
        RuleFor(edit => edit.Set).Must((edit, _) => !edit.ChangesNothing()).When(edit => edit is { Set: not null, Clear: not null, AddSubjects: not null, RemoveSubjects: not null }).WithMessage("Say what to change.");
    }
}
