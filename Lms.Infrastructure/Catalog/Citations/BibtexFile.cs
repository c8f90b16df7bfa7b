using System.Globalization;
using System.Text;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Catalog.Files;

namespace Lms.Infrastructure.Catalog.Citations;

/// <summary>
/// BibTeX entries, in Unicode, with the fields that BibTeX's own styles and biblatex both read. What TeX would take for a command is escaped, words with capitals are protected from
/// styles that write titles small, and a body's name is braced, so that it is not taken apart.
/// </summary>
internal sealed class BibtexFile(Stream target) : BookFile
{
    public override bool HasRecords => true;

    public override async Task AddAsync(OutgoingBook book, CancellationToken cancellationToken) =>
        await target.WriteAsync(Encoding.UTF8.GetBytes(Entry(Citation.Of(book))), cancellationToken);

    internal static string Entry(Citation citation)
    {
        var book = citation.Book;
        var entry = new StringBuilder().Append('@').Append(TypeOf(book)).Append('{').Append(KeyOf(citation));
        Field(entry, "title", Protected(citation.FullTitle));
        Field(entry, "author", People(citation.Makers));
        Field(entry, "editor", People(citation.In("editor")));
        Field(entry, "translator", People(citation.In("translator")));
        Field(entry, "publisher", Escaped(book.Publisher));
        // biblatex counts years before Christ from a year 0, in a field of its own.
        Field(entry, book.PublishedYear < 0 ? "date" : "year", book.PublishedYear is { } year ? (year < 0 ? year + 1 : year).ToString(year < 0 ? "0000" : "D", CultureInfo.InvariantCulture) : null);
        Field(entry, "edition", Escaped(book.Edition));
        Field(entry, "series", Escaped(citation.Series?.Title));
        Field(entry, "number", Escaped(citation.Series?.Volume));
        Field(entry, "isbn", citation.Isbn?.Hyphenated);
        Field(entry, "issn", citation.Issn?.ToString());
        Field(entry, "language", book.Language);
        Field(entry, "pagetotal", book.PageCount?.ToString(CultureInfo.InvariantCulture));
        Field(entry, "keywords", Escaped(book.Subjects is [] ? null : string.Join(", ", book.Subjects)));
        Field(entry, "abstract", Escaped(book.Description));
        return entry.Append("\n}\n\n").ToString();
    }

    private static string TypeOf(Book book) => book.MaterialType switch
    {
        "cd" or "dvd" or "game" or "map" => "misc",
        _ => "book",
    };

    /// <summary>The first maker's name, the year and the book's number, which keeps any two apart.</summary>
    private static string KeyOf(Citation citation)
    {
        var name = citation.Makers.FirstOrDefault() is { } maker ? maker.Family ?? maker.Whole : citation.Book.Title;
        var letters = new string([.. name.Normalize(NormalizationForm.FormD).Where(char.IsAsciiLetter).Take(30)]).ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"{(letters.Length > 0 ? letters : "book")}{citation.Book.PublishedYear}-{citation.Book.Id}");
    }

    private static void Field(StringBuilder entry, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            entry.Append(",\n  ").Append(name).Append(" = {").Append(value).Append('}');
    }

    private static string People(IEnumerable<PersonName> people) => string.Join(" and ", people.Select(Person));

    private static string Person(PersonName name) => name switch
    {
        { Family: null } => $"{{{Escaped(name.Whole)}}}",
        { Suffix: { } suffix } => $"{Guarded(name.Family)}, {Guarded(suffix)}, {Guarded(name.Given!)}",
        _ => $"{Guarded(name.Family)}, {Guarded(name.Given!)}",
    };

    /// <summary>A part of a name, in braces where it has a word that parts names.</summary>
    private static string Guarded(string part) => part.Split(' ').Contains("and", StringComparer.OrdinalIgnoreCase) ? $"{{{Escaped(part)}}}" : Escaped(part)!;

    private static string Protected(string title) => string.Join(' ', Citation.OnOneLine(title).Split(' ').Select((word, index) => word.Skip(index == 0 ? 1 : 0).Any(char.IsUpper) ? $"{{{Escaped(word)}}}" : Escaped(word)));

    private static string? Escaped(string? text)
    {
        if (text is null)
            return null;
        var escaped = new StringBuilder(text.Length);
        foreach (var character in Citation.OnOneLine(text))
        {
            escaped.Append(character switch
            {
                '\\' => "{\\textbackslash}",
                // BibTeX counts braces even where TeX would not.
                '{' => "{\\textbraceleft}",
                '}' => "{\\textbraceright}",
                '~' => "{\\textasciitilde}",
                '^' => "{\\textasciicircum}",
                '#' or '$' or '%' or '&' or '_' => $"\\{character}",
                _ => character.ToString(),
            });
        }

        return escaped.ToString();
    }
}
