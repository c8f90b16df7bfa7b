using System.Globalization;
using System.Text;
using Lms.Domain.Catalog;
using Lms.Infrastructure.Catalog.Files;

namespace Lms.Infrastructure.Catalog.Citations;

/// <summary>RIS references, in Unicode: a line for each value, with the tags that reference managers read for books. Who is neither author, editor nor translator is named in a note.</summary>
internal sealed class RisFile(Stream target) : BookFile
{
    public override bool HasRecords => true;

    public override async Task AddAsync(OutgoingBook book, CancellationToken cancellationToken) =>
        await target.WriteAsync(Encoding.UTF8.GetBytes(Reference(Citation.Of(book))), cancellationToken);

    internal static string Reference(Citation citation)
    {
        var book = citation.Book;
        var makers = citation.Makers.ToHashSet();
        var reference = new StringBuilder();
        Line(reference, "TY", TypeOf(book));
        Line(reference, "ID", book.Id.ToString(CultureInfo.InvariantCulture));
        Line(reference, "TI", citation.FullTitle);
        Lines(reference, "AU", citation.Makers);
        Lines(reference, "ED", citation.In("editor"));
        Lines(reference, "A4", citation.In("translator"));
        Line(reference, "T2", citation.Series?.Title);
        Line(reference, "M1", citation.Series?.Volume);
        Line(reference, "PB", book.Publisher);
        Line(reference, "PY", book.PublishedYear?.ToString("0000", CultureInfo.InvariantCulture));
        Line(reference, "ET", book.Edition);
        Line(reference, "SP", book.PageCount?.ToString(CultureInfo.InvariantCulture));
        Line(reference, "SN", citation.Isbn?.Hyphenated ?? citation.Issn?.ToString());
        Line(reference, "LA", book.Language);
        Line(reference, "CN", book.Classification);
        foreach (var subject in book.Subjects)
            Line(reference, "KW", subject);
        Line(reference, "AB", book.Description);
        foreach (var person in citation.Except("editor", "translator").Where(person => !makers.Contains(person.Name)))
            Line(reference, "N1", $"{person.Role}: {person.Name.Whole}");
        Line(reference, "ER", "");
        return reference.Append("\r\n").ToString();
    }

    private static string TypeOf(Book book) => book.MaterialType switch
    {
        "audiobook" or "cd" => "SOUND",
        "dvd" => "VIDEO",
        "game" => "GEN",
        "magazine" => "SER",
        "map" => "MAP",
        "score" => "MUSIC",
        _ => "BOOK",
    };

    private static void Lines(StringBuilder reference, string tag, IEnumerable<PersonName> people)
    {
        foreach (var person in people)
            Line(reference, tag, person.Filed);
    }

    private static void Line(StringBuilder reference, string tag, string? value)
    {
        if (value is not null)
            reference.Append(tag).Append("  - ").Append(Citation.OnOneLine(value)).Append("\r\n");
    }
}
