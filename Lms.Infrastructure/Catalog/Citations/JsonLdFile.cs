using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Catalog.Files;

namespace Lms.Infrastructure.Catalog.Citations;

/// <summary>Linked data in the words of schema.org, as JSON-LD: one book as an object, several as a graph. A book's <c>@id</c> is its path at this library.</summary>
/// <param name="target">Where to.</param>
/// <param name="alone">Whether there is one book only.</param>
internal sealed class JsonLdFile(Stream target, bool alone) : BookFile
{
    private const string Context = "https://schema.org";

    /// <summary>The roles that schema.org has a property for.</summary>
    private static readonly (string Role, string Property)[] Roles =
    [
        (Contributor.Author, "author"), ("creator", "creator"), ("cartographer", "creator"), ("editor", "editor"), ("translator", "translator"), ("illustrator", "illustrator"), ("composer", "composer"), ("director", "director"),
        ("lyricist", "lyricist"), ("actor", "actor"), ("producer", "producer"), ("performer", "byArtist"), ("singer", "byArtist"), ("narrator", "readBy"),
    ];

    private bool _any;

    public override bool HasRecords => true;

    public override Task BeginAsync(CancellationToken cancellationToken) => alone ? Task.CompletedTask : WriteAsync($"{{\"@context\":\"{Context}\",\"@graph\":[\n", cancellationToken);

    public override Task GoOnAsync(int booksBefore, CancellationToken cancellationToken)
    {
        _any = booksBefore > 0;
        return Task.CompletedTask;
    }

    public override async Task AddAsync(OutgoingBook book, CancellationToken cancellationToken)
    {
        var thing = Thing(Citation.Of(book));
        if (alone)
            thing.Insert(0, "@context", Context);
        await WriteAsync((_any ? ",\n" : "") + thing.ToJsonString(LmsJson.Options), cancellationToken);
        _any = true;
    }

    public override Task EndAsync(CancellationToken cancellationToken) => WriteAsync(alone ? "\n" : "\n]}\n", cancellationToken);

    internal static JsonObject Thing(Citation citation)
    {
        var book = citation.Book;
        var type = TypeOf(book);
        return JsonMembers.Of(
        [
            ("@id", string.Create(CultureInfo.InvariantCulture, $"/books/{book.Id}")),
            ("@type", type),
            ("name", book.Title),
            ("alternativeHeadline", book.Subtitle),
            ("alternateName", JsonMembers.ListOf(book.OtherTitles.Where(title => title.Kind != TitleKind.Part).Select(title => title.Title).Distinct().Select(title => (JsonNode)title))),
            .. Roles.GroupBy(role => role.Property).Select(roles => (roles.Key, (JsonNode?)People(citation.In([.. roles.Select(role => role.Role)])))),
            ("contributor", People(citation.Except([.. Roles.Select(role => role.Role)]).Select(person => person.Name))),
            ("isbn", citation.Isbn?.Digits13),
            ("issn", citation.Issn?.ToString()),
            ("publisher", book.Publisher is { } publisher ? Named("Organization", publisher) : null),
            // ISO 8601 has a year 0, which is 1 BC.
            ("datePublished", book.PublishedYear is { } year ? (year < 0 ? year + 1 : year).ToString("0000", CultureInfo.InvariantCulture) : null),
            ("bookEdition", book.Edition),
            ("bookFormat", type == "Audiobook" ? $"{Context}/AudiobookFormat" : null),
            ("isPartOf", citation.Series is { } series ? Named(type is "Book" or "Audiobook" ? "BookSeries" : "CreativeWorkSeries", series.Title) : null),
            ("position", citation.Series?.Volume),
            ("inLanguage", book.Language),
            ("numberOfPages", book.PageCount),
            ("genre", book.Genre),
            ("about", JsonMembers.ListOf(book.Subjects.Select(subject => Named("Thing", subject)))),
            ("description", book.Description),
            ("typicalAgeRange", book.MinimumAge is { } age ? string.Create(CultureInfo.InvariantCulture, $"{age}-") : null),
        ]);
    }

    private static string TypeOf(Book book) => book.MaterialType switch
    {
        "audiobook" => "Audiobook",
        "cd" => "MusicAlbum",
        "dvd" => "Movie",
        "game" => "Game",
        "magazine" => "Periodical",
        "map" => "Map",
        "score" => "SheetMusic",
        _ => "Book",
    };

    private static JsonArray? People(IEnumerable<PersonName> people) => JsonMembers.ListOf(people.Select(name => name.IsBody
        ? Named("Organization", name.Whole)
        : JsonMembers.Of(("@type", "Person"), ("name", name.Whole), ("givenName", name.Given), ("familyName", name.Family), ("honorificSuffix", name.Suffix))));

    private static JsonObject Named(string type, string name) => new() { ["@type"] = type, ["name"] = name };

    private async Task WriteAsync(string text, CancellationToken cancellationToken) => await target.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
}
