using Lms.Domain.Catalog;

namespace Lms.Application.Catalog;

/// <summary>What is said of a book once others that are the same were merged into it.</summary>
internal static class BookCompletion
{
    /// <summary>
    /// The survivor's own description, and what it lacks from the books that go, the first named first: single values where it has none, and what is not in its lists yet, until these are full. Another
    /// title of theirs becomes another title of the survivor; a subtitle goes with its title.
    /// </summary>
    public static BookFields CompletedBy(this BookFields survivor, IEnumerable<BookFields> going) => going.Aggregate(survivor, Complete);

    private static BookFields Complete(BookFields book, BookFields other) => book with
    {
        Subtitle = book.Subtitle ?? (IsSame(book.Title, other.Title) ? other.Subtitle : null),
        OtherTitles = TitlesOf(book, other),
        Contributors = Joined(book.Contributors, other.Contributors, person => (person.Name.ToUpperInvariant(), person.Role.ToUpperInvariant())),
        Isbn = book.Isbn ?? other.Isbn,
        Genre = book.Genre ?? other.Genre,
        Subjects = Joined(book.Subjects, other.Subjects, subject => subject.ToUpperInvariant()),
        Series = book.Series ?? other.Series,
        Publisher = book.Publisher ?? other.Publisher,
        PublishedYear = book.PublishedYear ?? other.PublishedYear,
        Edition = book.Edition ?? other.Edition,
        Language = book.Language ?? other.Language,
        OtherLanguages = Joined(book.OtherLanguages, other.OtherLanguages, language => language),
        OriginalLanguage = book.OriginalLanguage ?? other.OriginalLanguage,
        PageCount = book.PageCount ?? other.PageCount,
        Description = book.Description ?? other.Description,
        Classification = book.Classification ?? other.Classification,
        MinimumAge = book.MinimumAge ?? other.MinimumAge,
    };

    private static IReadOnlyList<OtherTitle> TitlesOf(BookFields book, BookFields other)
    {
        // Two uniform titles would make it an edition of two works.
        var hasUniform = book.OtherTitles.Any(title => title.Kind is TitleKind.Uniform);
        var titles = other.OtherTitles.Append(new OtherTitle(other.Title)).Where(title => !IsSame(title.Title, book.Title) && !(hasUniform && title.Kind is TitleKind.Uniform));
        return Joined(book.OtherTitles, titles, title => Book.SortForm(title.Title));
    }

    private static bool IsSame(string title, string other) => Book.SortForm(title) == Book.SortForm(other);

    private static IReadOnlyList<T> Joined<T, TKey>(IReadOnlyList<T> own, IEnumerable<T> more, Func<T, TKey> keyOf)
    {
        var known = own.Select(keyOf).ToHashSet();
        return [.. own, .. more.Where(item => known.Add(keyOf(item))).Take(Math.Max(0, Book.MaxListed - own.Count))];
    }
}
