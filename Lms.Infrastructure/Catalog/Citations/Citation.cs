using Lms.Domain.Catalog;
using Lms.Domain.Imports;
using Lms.Infrastructure.Catalog.Files;
using Lms.Infrastructure.Catalog.Marc;

namespace Lms.Infrastructure.Catalog.Citations;

/// <summary>What a bibliography says about a book, before it is written in one of the forms.</summary>
internal sealed class Citation
{
    private readonly List<CitedPerson> _people;

    private Citation(Book book, List<CitedPerson> people)
    {
        _people = people;
        Book = book;
        Series = SeriesStatement.Read(book.Series);
        Isbn = Domain.Catalog.Isbn.TryParse(book.Isbn, out var isbn) ? isbn : null;
        Issn = Domain.Catalog.Issn.TryParse(book.Isbn, out var issn) ? issn : null;
    }

    public Book Book { get; }

    /// <summary>The title with the subtitle behind a colon.</summary>
    public string FullTitle => Book.Subtitle is null ? Book.Title : $"{Book.Title}: {Book.Subtitle}";

    public SeriesStatement? Series { get; }

    public Isbn? Isbn { get; }

    public Issn? Issn { get; }

    /// <summary>Who made it in the first place: its authors; of music the composers, of films the directors, of maps the cartographers.</summary>
    public IEnumerable<PersonName> Makers => In(Contributor.Author, "creator", Book.MaterialType switch
    {
        "cd" or "score" => "composer",
        "dvd" => "director",
        "map" => "cartographer",
        _ => Contributor.Author,
    });

    /// <summary>Everybody whose role is not one of some.</summary>
    public IEnumerable<CitedPerson> Except(params string[] roles) => _people.Where(person => !roles.Contains(person.Role, StringComparer.Ordinal));

    /// <summary>Everybody in one of some roles.</summary>
    public IEnumerable<PersonName> In(params string[] roles) => _people.Where(person => roles.Contains(person.Role, StringComparer.Ordinal)).Select(person => person.Name);

    public static Citation Of(OutgoingBook outgoing)
    {
        var book = outgoing.Book;
        var bodies = outgoing.Record is { } record ? MarcNames.Bodies(record) : [];
        // Where nobody was named but the author as displayed, that may be several people.
        var people = book.Contributors is [{ Role: Contributor.Author } only] && only.Name == book.Author && !bodies.Contains(only.Name) ? ReportedAuthors.Read(only.Name) : book.Contributors;
        return new Citation(book, [.. people.Select(person => new CitedPerson(bodies.Contains(person.Name) ? PersonName.Body(person.Name) : PersonName.Read(person.Name), person.Role.ToLowerInvariant()))]);
    }

    /// <summary>A text on one line: the forms give line breaks a meaning of their own.</summary>
    public static string OnOneLine(string text) => Isbd.Line(text);
}

/// <summary>Somebody who had a part in a book.</summary>
/// <param name="Name">The name, in its parts.</param>
/// <param name="Role">What they did, in lower case.</param>
internal sealed record CitedPerson(PersonName Name, string Role);
