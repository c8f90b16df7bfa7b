using System.Text.Json;
using System.Text.Json.Serialization;
using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Catalog;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Searches the catalogue.</summary>
public sealed record SearchBooks : BookConditions, IRequest<SearchResults>
{
    /// <summary>
    /// By what to count the books that were found, separated by commas: <c>genre</c>, <c>author</c>, <c>language</c>, <c>subject</c>, <c>year</c>, <c>materialType</c>,
    /// <c>branch</c>, <c>availability</c>.
    /// </summary>
    public string? Facets { get; init; }

    /// <summary>
    /// <c>relevance</c> for the best first, which is the order where it is left out; or field names as in <c>GET /books</c>, separated by commas, where a leading <c>-</c> turns
    /// the order round.
    /// </summary>
    public override string? Sort { get; init; }
}

/// <summary>By what books can be counted.</summary>
public enum Facet
{
    /// <summary>Their genre.</summary>
    Genre,

    /// <summary>Their author as displayed.</summary>
    Author,

    /// <summary>Their language's code.</summary>
    Language,

    /// <summary>Their subjects: a book with two counts under both.</summary>
    Subject,

    /// <summary>Their year of publication.</summary>
    Year,

    /// <summary>The code of their material type.</summary>
    MaterialType,

    /// <summary>The ids of the branches that have a copy, withdrawn ones not counted.</summary>
    Branch,

    /// <summary><c>true</c> where a copy is free to be lent now, else <c>false</c>.</summary>
    Availability,
}

/// <summary>How many of the books found have something in common.</summary>
/// <param name="Value">What they have in common, as the condition of the same name takes it.</param>
/// <param name="Count">How many they are.</param>
public sealed record FacetCount(string Value, int Count)
{
    /// <summary>The most values of a facet that are told.</summary>
    public const int MaxValues = 20;
}

/// <summary>What a search found: one page of it, and what it is made of.</summary>
public sealed record SearchResults : IPage
{
    /// <summary>How many books were found; at most 5,000 are counted.</summary>
    public required int Total { get; init; }

    /// <summary>False where there are more than <c>total</c>: then the order by relevance ends after these.</summary>
    public required bool TotalIsExact { get; init; }

    /// <summary>
    /// How many books the facets count: all that were found, or of more than 2,000 the best 2,000. Where it is less than <c>total</c>, or <c>totalIsExact</c> is false, counts are those
    /// of a part, and say which values there are and which of them are common.
    /// </summary>
    public required int FacetsOf { get; init; }

    /// <summary>The books of this page.</summary>
    public required IReadOnlyList<BookResponse> Items { get; init; }

    /// <summary>What was asked for in <c>facets</c>, by name: the values that most of the books have that <c>facetsOf</c> tells of, most first.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets { get; init; }

    /// <summary>What may have been meant, where nothing was found as it was typed, or only a few and something much like it finds far more.</summary>
    public required IReadOnlyList<string> Suggestions { get; init; }

    /// <summary>Whether nothing was found as it was typed, and the books are those of the suggestion.</summary>
    public required bool Corrected { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string? NextCursor { get; init; }

    /// <summary>The number stands in the answer itself.</summary>
    long? IPage.Total => null;
}

internal sealed class SearchBooksValidator : BookConditionsValidator<SearchBooks>
{
    public SearchBooksValidator()
        : base(SearchBooksHandler.Relevance) => RuleFor(query => query.Facets).MaximumLength(200).NamesOf(SearchBooksHandler.FacetNames.Keys);
}

internal sealed class SearchBooksHandler(ILmsDbContext db, IMapper mapper, ITextMatch text, IBookSearch search) : IRequestHandler<SearchBooks, SearchResults>
{
    internal const string Relevance = "relevance";

    public static IReadOnlyDictionary<string, Facet> FacetNames { get; } =
        Enum.GetValues<Facet>().ToDictionary(NameOf);

    public async Task<SearchResults> Handle(SearchBooks query, CancellationToken cancellationToken)
    {
        var asked = SearchQuery.Read(query.Q);
        var byRelevance = query.Sort is null or Relevance;
        var after = byRelevance && query.Cursor is { } cursor ? PlaceOf(PageCursor.Read(cursor, Relevance)) : null;
        if (!byRelevance)
            BookConditions.Order.Read(query.Sort);

        var facets = query.Facets?.Split(',').Distinct().Select(name => FacetNames[name]).ToList() ?? [];
        var found = await search.FindAsync(asked, query.Filter(text), facets, byRelevance, cancellationToken);
        var (items, next) = byRelevance
            ? await BestAsync(found, after, query.Limit, cancellationToken)
            : await SortedAsync(query.Keep(search.BooksOf(found), text), query, cancellationToken);
        return new SearchResults
        {
            Total = found.Best.Count,
            TotalIsExact = found.IsWhole,
            FacetsOf = Math.Min(found.Best.Count, FoundBooks.MaxCounted),
            Items = items,
            NextCursor = next,
            Facets = found.Facets.ToDictionary(facet => NameOf(facet.Key), facet => facet.Value),
            Suggestions = (found.Understood ?? found.Suggested) is { } meant ? [meant.ToString()] : [],
            Corrected = found.Understood is not null,
        };
    }

    private async Task<(IReadOnlyList<BookResponse> Items, string? Next)> SortedAsync(IQueryable<Book> books, SearchBooks query, CancellationToken cancellationToken)
    {
        var page = await books.PageAsync(query with { Count = false }, BookConditions.Order, mapper.Project<Book, BookResponse>(), cancellationToken);
        return (page, page.NextCursor);
    }

    private async Task<(IReadOnlyList<BookResponse> Items, string? Next)> BestAsync(FoundBooks found, FoundBook? after, int limit, CancellationToken cancellationToken)
    {
        var rest = found.Best.Where(book => after is null || book.Score < after.Score || (book.Score == after.Score && book.BookId > after.BookId)).Take(limit + 1).ToList();
        var ids = rest.Take(limit).Select(book => book.BookId).ToList();
        var books = await db.Books.AsNoTracking().Where(book => ids.Contains(book.Id)).Select(mapper.Project<Book, BookResponse>()).ToDictionaryAsync(book => book.Id, cancellationToken);
        var next = rest.Count > limit
            ? new PageCursor(Relevance, [JsonSerializer.SerializeToElement(rest[limit - 1].Score), JsonSerializer.SerializeToElement(rest[limit - 1].BookId)]).Write()
            : null;
        return ([.. ids.Where(books.ContainsKey).Select(id => books[id])], next);
    }

    private static string NameOf(Facet facet) => JsonNamingPolicy.CamelCase.ConvertName(facet.ToString());

    private static FoundBook PlaceOf(PageCursor cursor) =>
        cursor.Keys is [{ ValueKind: JsonValueKind.Number } score, { ValueKind: JsonValueKind.Number } id] && score.TryGetInt32(out var points) && id.TryGetInt32(out var bookId)
            ? new FoundBook(bookId, points)
            : throw PageCursor.Unusable();
}
