using System.Globalization;
using Lms.Domain.Common;
using Lms.Domain.Holds;

namespace Lms.Domain.Catalog;

/// <summary>A bibliographic record: one title as catalogued. Also for a film or a map; the material type says which.</summary>
public sealed class Book : Entity
{
    /// <summary>The longest title and subtitle, in characters.</summary>
    public const int MaxTitle = 1000;

    /// <summary>The longest author statement, in characters.</summary>
    public const int MaxAuthor = 500;

    /// <summary>The longest identifier, in characters.</summary>
    public const int MaxIsbn = 64;

    /// <summary>The longest genre, series, publisher, edition, subject and classification, in characters.</summary>
    public const int MaxPhrase = 300;

    /// <summary>The longest description, in characters.</summary>
    public const int MaxDescription = 20_000;

    /// <summary>The most contributors, other titles, other languages and subjects.</summary>
    public const int MaxListed = 200;

    /// <summary>The earliest year of publication: writing is no older.</summary>
    public const int MinYear = -4000;

    /// <summary>The latest year of publication.</summary>
    public const int MaxYear = 9999;

    /// <summary>The most pages.</summary>
    public const int MaxPages = 100_000;

    private readonly List<Contributor> _contributors = [];
    private readonly List<Copy> _copies = [];
    private readonly List<Hold> _holds = [];

    private Book()
    {
    }

    /// <inheritdoc cref="BookDescription.Title"/>
    public string Title { get; private set; } = "";

    /// <summary>The title as the shelf sorts it: lower case, without a leading article or punctuation.</summary>
    public string SortTitle { get; private set; } = "";

    /// <inheritdoc cref="BookDescription.Subtitle"/>
    public string? Subtitle { get; private set; }

    /// <inheritdoc cref="BookDescription.OtherTitles"/>
    public IReadOnlyList<OtherTitle> OtherTitles { get; private set; } = [];

    /// <inheritdoc cref="BookDescription.Author"/>
    public string Author { get; private set; } = "";

    /// <inheritdoc cref="BookDescription.Contributors"/>
    public IReadOnlyList<Contributor> Contributors => _contributors;

    /// <inheritdoc cref="BookDescription.Isbn"/>
    public string? Isbn { get; private set; }

    /// <summary>
    /// What makes two identifiers the same: the thirteen digits of an ISBN, an ISSN with its hyphen, else the identifier in upper case; null where
    /// it has none.
    /// </summary>
    public string? IsbnKey { get; private set; }

    /// <summary>Whether it was catalogued knowing that another book has the same identifier.</summary>
    public bool SharesIsbn { get; private set; }

    /// <inheritdoc cref="BookDescription.Genre"/>
    public string? Genre { get; private set; }

    /// <inheritdoc cref="BookDescription.Subjects"/>
    public IReadOnlyList<string> Subjects { get; private set; } = [];

    /// <inheritdoc cref="BookDescription.Series"/>
    public string? Series { get; private set; }

    /// <inheritdoc cref="BookDescription.Publisher"/>
    public string? Publisher { get; private set; }

    /// <inheritdoc cref="BookDescription.PublishedYear"/>
    public int? PublishedYear { get; private set; }

    /// <inheritdoc cref="BookDescription.Edition"/>
    public string? Edition { get; private set; }

    /// <inheritdoc cref="BookDescription.Language"/>
    public string? Language { get; private set; }

    /// <inheritdoc cref="BookDescription.OtherLanguages"/>
    public IReadOnlyList<string> OtherLanguages { get; private set; } = [];

    /// <inheritdoc cref="BookDescription.OriginalLanguage"/>
    public string? OriginalLanguage { get; private set; }

    /// <inheritdoc cref="BookDescription.PageCount"/>
    public int? PageCount { get; private set; }

    /// <inheritdoc cref="BookDescription.Description"/>
    public string? Description { get; private set; }

    /// <inheritdoc cref="BookDescription.MaterialType"/>
    public string MaterialType { get; private set; } = Catalog.MaterialType.Book;

    /// <inheritdoc cref="BookDescription.MinimumAge"/>
    public int? MinimumAge { get; private set; }

    /// <inheritdoc cref="BookDescription.Classification"/>
    public string? Classification { get; private set; }

    /// <summary>The import that brought it; null where somebody catalogued it.</summary>
    public int? ImportId { get; private init; }

    /// <summary>Its copies, the withdrawn ones too.</summary>
    public IReadOnlyCollection<Copy> Copies => _copies;

    /// <summary>The holds on it, past ones too.</summary>
    public IReadOnlyCollection<Hold> Holds => _holds;

    /// <summary>What the editions of one work have in common, by <see cref="Work.KeyOf"/>; empty where it has not been worked out yet.</summary>
    public string WorkKey { get; private set; } = "";

    /// <summary>When it was catalogued.</summary>
    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>When its description was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>Catalogues a book.</summary>
    /// <param name="description">What is known about it.</param>
    /// <param name="sharesIsbn">Whether another book may have the same identifier.</param>
    /// <param name="now">The moment it is catalogued.</param>
    public static Book Catalogue(BookDescription description, bool sharesIsbn, DateTimeOffset now)
    {
        var book = new Book { CreatedAt = now, SharesIsbn = sharesIsbn };
        book.Describe(description, now);
        return book;
    }

    /// <summary>Replaces the whole description.</summary>
    public void Describe(BookDescription description, DateTimeOffset now)
    {
        var title = description.Title.Trim();
        var author = description.Author.Trim();
        // A cataloguer who mends another field does not say again how the title is sorted, and which work it is.
        var isSame = (title, author) == (Title, Author) && description.SortTitle is null && UniformTitleIn(description.OtherTitles) == UniformTitleIn(OtherTitles);
        SortTitle = description.SortTitle ?? (title == Title ? SortTitle : SortForm(title));
        WorkKey = isSame ? WorkKey : Work.KeyOf(UniformTitleIn(description.OtherTitles) ?? SortTitle, author);
        Title = title;
        if (!OtherTitles.SequenceEqual(description.OtherTitles))
            OtherTitles = [.. description.OtherTitles];
        Subtitle = description.Subtitle;
        Author = author;
        _contributors.Clear();
        _contributors.AddRange(description.Contributors is { Count: > 0 } listed
            ? listed
            : [new Contributor(Truncate(Author, Contributor.MaxName), Contributor.Author)]);
        Isbn = description.Isbn;
        IsbnKey = KeyOf(description.Isbn);
        Genre = description.Genre;
        Subjects = [.. description.Subjects];
        Series = description.Series;
        Publisher = description.Publisher;
        PublishedYear = description.PublishedYear;
        Edition = description.Edition;
        Language = OneCode(description.Language);
        OtherLanguages = [.. description.OtherLanguages.Select(OneCode).OfType<string>().Distinct().Where(language => language != Language)];
        OriginalLanguage = OneCode(description.OriginalLanguage);
        PageCount = description.PageCount;
        Description = description.Description;
        MaterialType = description.MaterialType;
        MinimumAge = description.MinimumAge;
        Classification = description.Classification;
        UpdatedAt = now;
    }

    /// <summary>Takes up what books said that were merged into it.</summary>
    /// <param name="description">Its own description, completed by theirs.</param>
    /// <param name="sharesIsbn">Whether another book may have the same identifier, where the identifier is one of theirs.</param>
    /// <param name="now">The moment it is merged.</param>
    public void TakeUp(BookDescription description, bool sharesIsbn, DateTimeOffset now)
    {
        if (Isbn is null && description.Isbn is not null)
            SharesIsbn = sharesIsbn;
        Describe(description, now);
    }

    /// <summary>Works out which work it is an edition of, by its title and author.</summary>
    public void FindWork() => WorkKey = Work.KeyOf(UniformTitleIn(OtherTitles) ?? SortTitle, Author);

    /// <summary>Adds other titles, names and languages from the record that it was made of, of each kind where the catalogue has none. It is no change that somebody made.</summary>
    /// <param name="record">What the record says.</param>
    public void AddOtherForms(BookDescription record)
    {
        if (OtherTitles is [])
            OtherTitles = [.. record.OtherTitles.Where(title => !title.Title.Equals(Title, StringComparison.OrdinalIgnoreCase))];
        if (OtherLanguages is [])
            OtherLanguages = [.. record.OtherLanguages.Select(OneCode).OfType<string>().Distinct().Where(language => language != Language)];
        OriginalLanguage ??= OneCode(record.OriginalLanguage);
        foreach (var (place, person) in _contributors.Index().Where(person => person.Item.OtherNames is []).ToList())
            _contributors[place] = person with { OtherNames = record.Contributors.FirstOrDefault(other => other.Name == person.Name)?.OtherNames ?? [] };
        FindWork();
    }

    /// <summary>Adds a copy, with the book's material type and classification.</summary>
    /// <param name="barcode">What the scanner will read; no other copy may have it.</param>
    /// <param name="homeBranchId">The branch it belongs to and stands at.</param>
    public Copy AddCopy(string barcode, int homeBranchId)
    {
        var copy = Copy.Acquire(Id, new CopyDescription
        {
            Barcode = barcode,
            HomeBranchId = homeBranchId,
            MaterialType = MaterialType,
            CallNumber = Classification is { Length: <= Copy.MaxPlace } ? Classification : null,
        });
        _copies.Add(copy);
        return copy;
    }

    /// <summary>What makes two identifiers the same, as in <see cref="IsbnKey"/>.</summary>
    public static string? KeyOf(string? isbn) =>
        string.IsNullOrWhiteSpace(isbn) ? null
        : Catalog.Isbn.TryParse(isbn, out var number) ? number.Digits13
        : Issn.TryParse(isbn, out var serial) ? serial.ToString()
        : isbn.Trim().ToUpperInvariant();

    /// <summary>A title as the shelf sorts it.</summary>
    public static string SortForm(string title)
    {
        var words = WithoutPunctuation(title);
        foreach (var article in (ReadOnlySpan<string>)["the ", "a ", "an "])
        {
            if (words.StartsWith(article, StringComparison.Ordinal) && words.Length > article.Length)
                return words[article.Length..].TrimStart();
        }

        return words.Length == 0 ? title.Trim() : words;
    }

    /// <summary>A title as the shelf sorts it where a cataloguer says how much of it is an article.</summary>
    /// <param name="title">The title.</param>
    /// <param name="nonFiling">How many characters at its beginning are passed over; fewer than it has.</param>
    public static string SortForm(string title, int nonFiling) => WithoutPunctuation(title[nonFiling..]) is { Length: > 0 } words ? words : SortForm(title);

    private static string? UniformTitleIn(IEnumerable<OtherTitle> titles) => titles.FirstOrDefault(title => title.Kind == TitleKind.Uniform)?.Title;

    private static string? OneCode(string? language) => language is null ? null : LanguageCode.Normalise(language) ?? language.ToLowerInvariant();

    private static string WithoutPunctuation(string title) =>
        title.Trim().ToLower(CultureInfo.InvariantCulture).TrimStart('"', '\'', '“', '‘', '«', '(', '[', '¿', '¡', '.', ' ');

    /// <summary>A letter of two places is not cut in half.</summary>
    private static string Truncate(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
