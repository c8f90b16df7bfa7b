using System.Linq.Expressions;
using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Catalog;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Lists the catalogue. Conditions add up: a book must meet all of them.</summary>
public sealed record ListBooks : ListQuery, IRequest<Page<BookResponse>>
{
    /// <summary>Words that must all stand in title, subtitle, author or ISBN; upper and lower case are the same.</summary>
    public string? Q { get; init; }

    /// <summary>A part of the title.</summary>
    public string? Title { get; init; }

    /// <summary>A part of the author's name.</summary>
    public string? Author { get; init; }

    /// <summary>The ISBN, with ten or thirteen digits and with or without hyphens, or another identifier.</summary>
    public string? Isbn { get; init; }

    /// <summary>The genre.</summary>
    public string? Genre { get; init; }

    /// <summary>One of the subjects.</summary>
    public string? Subject { get; init; }

    /// <summary>The language's ISO 639 code.</summary>
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
}

internal sealed class ListBooksValidator : ListQueryValidator<ListBooks>
{
    public ListBooksValidator()
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

internal sealed class ListBooksHandler(ILmsDbContext db, IMapper mapper, ITextMatch text) : IRequestHandler<ListBooks, Page<BookResponse>>
{
    private static readonly SortOrder<Book> Order = new SortOrder<Book>(book => book.Id)
        .By("title", book => book.SortTitle)
        .By("author", book => book.Author)
        .By("publishedYear", book => book.PublishedYear ?? Book.MinYear - 1)
        .By("createdAt", book => book.CreatedAt)
        .By("updatedAt", book => book.UpdatedAt);

    public Task<Page<BookResponse>> Handle(ListBooks query, CancellationToken cancellationToken)
    {
        var books = db.Books.AsNoTracking();
        foreach (var word in query.Q?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(20) ?? [])
        {
            var key = Book.KeyOf(word);
            books = text.Contains(books, book => book.Title + " " + (book.Subtitle ?? "") + " " + book.Author + " " + (book.IsbnKey ?? ""), key is { Length: 13 } && Isbn.TryParse(word, out _) ? key : word);
        }

        if (query.Title is { } title)
            books = text.Contains(books, book => book.Title, title);
        if (query.Author is { } author)
            books = text.Contains(books, book => book.Author, author);
        if (query.Isbn is { } isbn)
            books = books.Where(book => book.IsbnKey == Book.KeyOf(isbn));
        if (query.Genre is { } genre)
            books = text.Is(books, book => book.Genre, genre);
        if (query.Subject is { } subject)
            books = books.Where(book => book.Subjects.Contains(subject));
        if (query.Language?.ToLowerInvariant() is { } language)
            books = books.Where(book => book.Language == language);
        if (query.MaterialType is { } materialType)
            books = books.Where(book => book.MaterialType == materialType);
        if (query.PublishedFrom is { } from)
            books = books.Where(book => book.PublishedYear >= from);
        if (query.PublishedTo is { } to)
            books = books.Where(book => book.PublishedYear <= to);
        books = Held(books, query.BranchId, query.Available);
        return books.PageAsync(query, Order, mapper.Project<Book, BookResponse>(), cancellationToken);
    }

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

/// <summary>Looks for text as people type it: in any case, anywhere.</summary>
public interface ITextMatch
{
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
