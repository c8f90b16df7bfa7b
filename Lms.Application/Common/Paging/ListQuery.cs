using FluentValidation;

namespace Lms.Application.Common.Paging;

/// <summary>What every list can be asked.</summary>
public abstract record ListQuery
{
    /// <summary>The most items on a page.</summary>
    public const int MaxLimit = 200;

    /// <summary>How many items a page holds at most: 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Where the page begins: the cursor of the previous page's <c>Link</c>; leave it out for the first page.</summary>
    public string? Cursor { get; init; }

    /// <summary>Field names, separated by commas; a leading <c>-</c> turns the order round. Newest first where it is left out.</summary>
    public virtual string? Sort { get; init; }

    /// <summary>Whether to count the items of all pages, in the header <c>X-Total-Count</c>.</summary>
    public bool Count { get; init; }
}

/// <summary>What holds for every list.</summary>
internal abstract class ListQueryValidator<TQuery> : AbstractValidator<TQuery>
    where TQuery : ListQuery
{
    /// <param name="sortNames">By what the list may be sorted.</param>
    /// <param name="otherwise">Another order that it may have, which has no direction; null for none.</param>
    protected ListQueryValidator(IEnumerable<string> sortNames, string? otherwise = null)
    {
        RuleFor(query => query.Limit).InclusiveBetween(1, ListQuery.MaxLimit);
        RuleFor(query => query.Cursor).MaximumLength(4000);
        RuleFor(query => query.Sort).MaximumLength(200).NamesOf(sortNames, before: "-?", alone: otherwise);
    }
}
