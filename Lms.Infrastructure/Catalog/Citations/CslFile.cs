using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Catalog.Files;

namespace Lms.Infrastructure.Catalog.Citations;

/// <summary>Items of the Citation Style Language, as JSON (schema csl-data 1.0.2): always a list, as the schema has it, even of one.</summary>
internal sealed class CslFile(Stream target) : BookFile
{
    /// <summary>The roles that the schema has a variable for; the variable has the role's name, but for hyphens.</summary>
    private static readonly string[] Roles = ["chair", "compiler", "composer", "contributor", "curator", "director", "editor", "host", "illustrator", "narrator", "organizer", "performer", "producer", "translator"];

    private string _before = "[\n";

    public override bool HasRecords => true;

    public override Task GoOnAsync(int booksBefore, CancellationToken cancellationToken)
    {
        _before = booksBefore > 0 ? ",\n" : _before;
        return Task.CompletedTask;
    }

    public override async Task AddAsync(OutgoingBook book, CancellationToken cancellationToken)
    {
        await target.WriteAsync(Encoding.UTF8.GetBytes(_before + Item(Citation.Of(book)).ToJsonString(LmsJson.Options)), cancellationToken);
        _before = ",\n";
    }

    public override async Task EndAsync(CancellationToken cancellationToken) =>
        await target.WriteAsync(Encoding.UTF8.GetBytes(_before == ",\n" ? "\n]\n" : "[]\n"), cancellationToken);

    internal static JsonObject Item(Citation citation)
    {
        var book = citation.Book;
        return JsonMembers.Of(
        [
            ("id", book.Id.ToString(CultureInfo.InvariantCulture)),
            ("type", TypeOf(book)),
            ("title", citation.FullTitle),
            ("title-short", book.Subtitle is null ? null : book.Title),
            ("author", Names(citation.In(Contributor.Author, "creator", "cartographer"))),
            .. Roles.Select(role => (role, (JsonNode?)Names(citation.In(role)))),
            ("medium", book.MaterialType is "audiobook" or "cd" or "dvd" ? book.MaterialType : null),
            ("issued", book.PublishedYear is { } year ? new JsonObject { ["date-parts"] = new JsonArray(new JsonArray(year)) } : null),
            ("publisher", book.Publisher),
            ("edition", book.Edition),
            ("collection-title", citation.Series?.Title),
            ("collection-number", citation.Series?.Volume),
            ("number-of-pages", book.PageCount),
            ("language", book.Language),
            ("ISBN", citation.Isbn?.Hyphenated),
            ("ISSN", citation.Issn?.ToString()),
            ("call-number", book.Classification),
            ("genre", book.Genre),
            ("keyword", book.Subjects is [] ? null : string.Join(", ", book.Subjects)),
            ("abstract", book.Description),
        ]);
    }

    private static string TypeOf(Book book) => book.MaterialType switch
    {
        "cd" => "song",
        "dvd" => "motion_picture",
        "game" => "document",
        "magazine" => "periodical",
        "map" => "map",
        "score" => "musical_score",
        _ => "book",
    };

    private static JsonArray? Names(IEnumerable<PersonName> people) => JsonMembers.ListOf(people.Select(name => name.Family is null
        ? new JsonObject { ["literal"] = name.Whole }
        : JsonMembers.Of(("family", name.Family), ("given", name.Given), ("suffix", name.Suffix))));
}
