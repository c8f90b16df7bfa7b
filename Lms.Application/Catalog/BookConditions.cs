using System.Linq.Expressions;
using FluentValidation;
using Lms.Application.Common.Paging;
using Lms.Domain.Catalog;

namespace Lms.Application.Catalog;

/// <summary>Conditions on books. They add up: a book must meet all of them.</summary>
public abstract record BookConditions : ListQuery
{
    /// <summary>
    /// What to search for: words, <c>"phrases"</c>, beginnings (<c>word*</c>), <c>author:</c>, <c>title:</c>, <c>subject:</c> and <c>isbn:</c> before a word, phrase or group,
    /// <c>AND</c>, <c>OR</c>, <c>NOT</c> or <c>-word</c>, and parentheses. Case and accents make no difference. Every text is a query.
    /// </summary>
    public string? Q { get; init; }

    /// <summary>A part of the title, or of one of the other titles.</summary>
    public string? Title { get; init; }

    /// <summary>A part of the name of somebody who had a part in it, in any of the forms of it that are known.</summary>
    public string? Author { get; init; }

    /// <summary>The ISBN, with ten or thirteen digits and with or without hyphens, or another identifier.</summary>
    public string? Isbn { get; init; }

    /// <summary>The genre.</summary>
    public string? Genre { get; init; }

    /// <summary>One of the subjects.</summary>
    public string? Subject { get; init; }

    /// <summary>The ISO 639 code of its language, or of one of the other languages that parts of it are in.</summary>
    public string? Language { get; init; }

    /// <summary>The code of the material type.</summary>
    public string? MaterialType { get; init; }

    /// <summary>A branch that has a copy.</summary>
    public int? BranchId { get; init; }

    /// <summary>Whether a copy is free to be lent now; with <c>branchId</c>, at that branch.</summary>
    public bool? Available { get; init; }

    /// <summary>The first year of publication, inclusive.</summary>
    public int? PublishedFrom { get; init; }

    /// <summary>The last year of publication, inclusive.</summary>
    public int? PublishedTo { get; init; }

    /// <summary>By what books may be sorted.</summary>
    internal static SortOrder<Book> Order { get; } = new SortOrder<Book>(book => book.Id)
        .By("title", book => book.SortTitle)
        .By("author", book => book.Author)
        .By("publishedYear", book => book.PublishedYear ?? Book.MinYear - 1, isShared: true)
        .By("createdAt", book => book.CreatedAt)
        .By("updatedAt", book => book.UpdatedAt);

    /// <summary>The books that meet all conditions but <see cref="Q"/>.</summary>
    internal IQueryable<Book> Books(ITextMatch text) => KeepOthers(text.Books(Title, Author), text);

    /// <summary>Keeps the books that meet all conditions but <see cref="Q"/>.</summary>
    internal IQueryable<Book> Keep(IQueryable<Book> found, ITextMatch text)
    {
        if (LooksForText)
        {
            var like = text.Books(Title, Author);
            found = found.Where(book => like.Any(other => other.Id == book.Id));
        }

        return KeepOthers(found, text);
    }

    /// <summary>What books must meet besides <see cref="Q"/>; null where that is nothing.</summary>
    internal SearchFilter? Filter(ITextMatch text)
    {
        var like = text.Books(Title, Author);
        var kept = KeepOthers(like, text);
        return ReferenceEquals(kept, like) && !LooksForText ? null : new SearchFilter(kept, IsIndexed)
        {
            Genre = Genre,
            Subject = Subject,
            Language = Language?.ToLowerInvariant(),
            MaterialType = MaterialType,
            PublishedFrom = PublishedFrom,
            PublishedTo = PublishedTo,
        };
    }

    private bool LooksForText => (Title, Author) is not (null, null);

    private IQueryable<Book> KeepOthers(IQueryable<Book> books, ITextMatch text)
    {
        if (Isbn is { } isbn)
            books = books.Where(book => book.IsbnKey == Book.KeyOf(isbn));
        if (Genre is { } genre)
            books = text.Is(books, book => book.Genre, genre);
        if (Subject is { } subject)
            books = books.Where(book => book.Subjects.Contains(subject));
        if (Language?.ToLowerInvariant() is { } language)
            books = books.Where(book => book.Language == language || book.OtherLanguages.Contains(language));
        if (MaterialType is { } materialType)
            books = books.Where(book => book.MaterialType == materialType);
        if (PublishedFrom is { } from)
            books = books.Where(book => book.PublishedYear >= from);
        if (PublishedTo is { } to)
            books = books.Where(book => book.PublishedYear <= to);
        return Held(books, BranchId, Available);
    }

    private bool IsIndexed => (Title, Author, Isbn, BranchId, Available) is (null, null, null, null, null) && PublishedFrom is null or > 0 && PublishedTo is null or > 0;

    private static IQueryable<Book> Held(IQueryable<Book> books, int? branchId, bool? available) => (branchId, available) switch
    {
        (null, null) => books,
        ({ } branch, null) => books.Where(book => book.Copies.Any(copy => copy.BranchId == branch && copy.Status != CopyStatus.Withdrawn)),
        (null, true) => books.Where(book => book.Copies.Any(copy => copy.Status == CopyStatus.Available)),
        (null, false) => books.Where(book => !book.Copies.Any(copy => copy.Status == CopyStatus.Available)),
        ({ } branch, true) => books.Where(book => book.Copies.Any(copy => copy.BranchId == branch && copy.Status == CopyStatus.Available)),
        ({ } branch, false) => books.Where(book =>
            book.Copies.Any(copy => copy.BranchId == branch && copy.Status != CopyStatus.Withdrawn)
            && !book.Copies.Any(copy => copy.BranchId == branch && copy.Status == CopyStatus.Available)),
    };
}

internal abstract class BookConditionsValidator<TQuery> : ListQueryValidator<TQuery>
    where TQuery : BookConditions
{
    protected BookConditionsValidator(string? otherOrder = null)
        : base(BookConditions.Order.Names, otherOrder)
    {
        RuleFor(query => query.Q).MaximumLength(Book.MaxTitle);
        RuleFor(query => query.Title).MaximumLength(Book.MaxTitle);
        RuleFor(query => query.Author).MaximumLength(Book.MaxAuthor);
        RuleFor(query => query.Isbn).MaximumLength(Book.MaxIsbn);
        RuleFor(query => query.Genre).MaximumLength(Book.MaxPhrase);
        RuleFor(query => query.Subject).MaximumLength(Book.MaxPhrase);
        RuleFor(query => query.Language).MaximumLength(3);
        RuleFor(query => query.MaterialType).MaximumLength(Domain.Catalog.MaterialType.MaxCode);
        RuleFor(query => query.BranchId).GreaterThan(0);
    }
}

/// <summary>Looks for text as people type it: in any case, anywhere.</summary>
public interface ITextMatch
{
    /// <summary>All books of which a title, the main one or another, contains a text, and in which somebody had a part whose name, in any of its forms, contains another.</summary>
    /// <param name="title">The part of the title, taken literally; null for any title.</param>
    /// <param name="person">The part of the name, taken literally; null for anybody.</param>
    IQueryable<Book> Books(string? title, string? person);

    /// <summary>Keeps what contains a text.</summary>
    /// <param name="source">What to look through.</param>
    /// <param name="field">Where to look; the database has a trigram index on it.</param>
    /// <param name="part">The text, taken literally.</param>
    IQueryable<T> Contains<T>(IQueryable<T> source, Expression<Func<T, string>> field, string part);

    /// <summary>Keeps what is a text, in any case.</summary>
    /// <param name="source">What to look through.</param>
    /// <param name="field">Where to look.</param>
    /// <param name="whole">The text, taken literally.</param>
    IQueryable<T> Is<T>(IQueryable<T> source, Expression<Func<T, string?>> field, string whole);
}
