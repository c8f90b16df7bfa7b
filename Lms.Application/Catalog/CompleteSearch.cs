using FluentValidation;
using Lms.Domain.Catalog;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>Offers what somebody may be about to type.</summary>
public sealed record CompleteSearch : IRequest<IReadOnlyList<SearchSuggestion>>
{
    /// <summary>The most of each kind.</summary>
    public const int MaxLimit = 20;

    /// <summary>What was typed so far; titles, authors and subjects that begin so are offered, authors and subjects by any of their words.</summary>
    public string? Q { get; init; }

    /// <summary>The most of each kind: 1 to 20.</summary>
    public int Limit { get; init; } = 5;
}

/// <summary>Something to search for.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As it stands in the catalogue.</param>
public sealed record SearchSuggestion(SuggestionKind Kind, string Text);

/// <summary>The kinds of suggestions.</summary>
public enum SuggestionKind
{
    /// <summary>The title of a book.</summary>
    Title,

    /// <summary>Somebody who had a part in a book.</summary>
    Author,

    /// <summary>What books are about.</summary>
    Subject,
}

internal sealed class CompleteSearchValidator : AbstractValidator<CompleteSearch>
{
    public CompleteSearchValidator()
    {
        RuleFor(query => query.Q).MaximumLength(Book.MaxTitle);
        RuleFor(query => query.Limit).InclusiveBetween(1, CompleteSearch.MaxLimit);
    }
}

internal sealed class CompleteSearchHandler(IBookSearch search) : IRequestHandler<CompleteSearch, IReadOnlyList<SearchSuggestion>>
{
    public async Task<IReadOnlyList<SearchSuggestion>> Handle(CompleteSearch query, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(query.Q) ? [] : await search.CompleteAsync(query.Q, query.Limit, cancellationToken);
}
