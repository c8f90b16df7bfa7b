using Lms.Domain.Catalog;

namespace Lms.Application.Catalog;

/// <summary>Conditions that a book must meet besides answering a query. Null members ask for nothing.</summary>
/// <param name="Books">The books that meet all of them.</param>
/// <param name="IsIndexed">Whether <paramref name="Books"/> meet no other condition than those named here.</param>
public sealed record SearchFilter(IQueryable<Book> Books, bool IsIndexed)
{
    /// <summary>The genre, in any case.</summary>
    public string? Genre { get; init; }

    /// <summary>One of the subjects.</summary>
    public string? Subject { get; init; }

    /// <summary>The language's code in lower case.</summary>
    public string? Language { get; init; }

    /// <summary>The code of the material type.</summary>
    public string? MaterialType { get; init; }

    /// <summary>The first year of publication, inclusive.</summary>
    public int? PublishedFrom { get; init; }

    /// <summary>The last year of publication, inclusive.</summary>
    public int? PublishedTo { get; init; }
}
