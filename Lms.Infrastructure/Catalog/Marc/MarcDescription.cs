using System.Globalization;
using System.Text.RegularExpressions;
using Lms.Application.Catalog;
using Lms.Domain.Catalog;
using Lms.Domain.Imports;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>What the catalogue takes from a MARC 21 bibliographic record. The record itself is kept too, so that nothing of it is lost by this.</summary>
internal sealed partial class MarcDescription
{
    private const string UnknownAuthor = "Unknown";

    private readonly MarcRecord _record;
    private readonly List<string> _remarks = [];

    private MarcDescription(MarcRecord record) => _record = record;

    /// <summary>Reads a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="remarks">What did not fit into the catalogue's fields.</param>
    /// <returns>Null where it has no title, without which it cannot be catalogued.</returns>
    public static BookFields? Read(MarcRecord record, out IReadOnlyList<string> remarks)
    {
        var description = new MarcDescription(record);
        remarks = description._remarks;
        return description.Title() is { } title ? description.Book(title) : null;
    }

    /// <summary>How the shelf sorts a record's title: without the characters that the second indicator of 245 says are not filed.</summary>
    /// <returns>Null where the record does not say.</returns>
    public static string? SortTitle(MarcRecord record, string title) =>
        record.First("245") is { Indicator2: >= '0' and <= '9' and var count } && title.Length > count - '0' ? Domain.Catalog.Book.SortForm(title, count - '0') : null;

    /// <summary>The uniform title of the work (130, 240), without language, date and form of the edition.</summary>
    /// <returns>Null where the record has none.</returns>
    public static string? UniformTitle(MarcRecord record) => Isbd.Join(". ", record.First("130", "240")?.All("anp") ?? []);

    /// <summary>The bodies and conferences among a record's names.</summary>
    public static HashSet<string> Bodies(MarcRecord record) => record.All("110", "111", "710", "711").Select(NameIn).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>The code of the material type by the leader and field 008; null where it is text and no serial.</summary>
    public static string? MaterialType(MarcRecord record) => (record.Leader.TypeOfRecord, record.Leader.BibliographicLevel) switch
    {
        ('a', 's') => "magazine",
        ('c' or 'd', _) => "score",
        ('e' or 'f', _) => "map",
        ('g', _) => "dvd",
        ('i', _) => "audiobook",
        ('j', _) => "cd",
        _ => null,
    };

    private BookFields Book(string title)
    {
        var people = People();
        return new BookFields
        {
            Title = Cut(title, Domain.Catalog.Book.MaxTitle, "title"),
            Subtitle = CutOrNull(Isbd.Join(" : ", _record.First("245")?.All("b") ?? []), Domain.Catalog.Book.MaxTitle, "subtitle"),
            Author = Cut(people.FirstOrDefault(person => person.Role == Contributor.Author)?.Name ?? people.FirstOrDefault()?.Name ?? Isbd.Trim(_record.First("245")?['c']) ?? UnknownAuthor, Domain.Catalog.Book.MaxAuthor, "author"),
            Contributors = [.. people.Take(Domain.Catalog.Book.MaxListed).Select(person => new Contributor(Cut(person.Name, Contributor.MaxName, "contributor"), Cut(person.Role, Contributor.MaxRole, "role")))],
            Isbn = Identifier(),
            Genre = CutOrNull(_record.All("655").Select(Heading).FirstOrDefault(), Domain.Catalog.Book.MaxPhrase, "genre"),
            Subjects = [.. Subjects().Take(Domain.Catalog.Book.MaxListed)],
            Series = CutOrNull(Series(), Domain.Catalog.Book.MaxPhrase, "series"),
            Publisher = CutOrNull(Isbd.Join(" ; ", Publication()?.All("b") ?? []), Domain.Catalog.Book.MaxPhrase, "publisher"),
            PublishedYear = Year(),
            Edition = CutOrNull(Isbd.Join(" / ", _record.First("250")?.All("ab") ?? []), Domain.Catalog.Book.MaxPhrase, "edition"),
            Language = Language(),
            PageCount = Pages(),
            Description = CutOrNull(Summary(), Domain.Catalog.Book.MaxDescription, "description"),
            Classification = CutOrNull(Classification(), Domain.Catalog.Book.MaxPhrase, "classification"),
        };
    }

    /// <summary>The title proper with the number and name of a part; where 245 has none, what other title fields have.</summary>
    private string? Title()
    {
        var title = "";
        foreach (var part in (_record.First("245")?.Subfields ?? []).Where(subfield => subfield.Code is 'a' or 'n' or 'p'))
        {
            if (Isbd.Trim(part.Value) is { } text)
                title += title.Length == 0 ? text : part.Code == 'p' && title.EndsWith(']') is false && _record.First("245")!['n'] is not null ? ", " + text : ". " + text;
        }

        return title.Length > 0 ? title
            : Isbd.Trim(_record.First("245")?['k']) ?? Isbd.Trim(_record.First("245")?['b'])
            ?? _record.All("240", "130", "246", "222", "210").Select(field => Isbd.Trim(field['a'])).FirstOrDefault(text => text is not null);
    }

    /// <summary>Everybody in 1xx and 7xx, with roles. A 7xx with a title names another work, not a part in this one.</summary>
    private List<Contributor> People() =>
    [
        .. _record.All("100", "110", "111").Concat(_record.All("700", "710", "711").Where(field => field['t'] is null))
            .Select(field => (Name: NameIn(field), Role: Relators.RoleIn(field) ?? (field.Tag[0] == '1' ? Contributor.Author : "contributor")))
            .Where(person => person.Name is not null)
            .Select(person => new Contributor(person.Name!, person.Role))
            .DistinctBy(person => (person.Name.ToUpperInvariant(), person.Role)),
    ];

    private static string? NameIn(DataField field) => field.Tag[1..] switch
    {
        "00" => Isbd.Trim(string.Join(' ', field.All("abcq").Select(Isbd.Line))),
        "10" => Isbd.Join(". ", field.All("abn")),
        _ => Isbd.Trim(string.Join(' ', field.All("andc").Select(Isbd.Line))),
    };

    /// <summary>The first valid ISBN of 020, else its first number; for a serial without, the ISSN of 022.</summary>
    private string? Identifier()
    {
        var numbers = _record.All("020").SelectMany(field => field.All("a")).Select(number => Number().Match(Isbd.Line(number)).Value).Where(number => number.Length > 0).ToList();
        return numbers.FirstOrDefault(number => Isbn.TryParse(number, out _)) ?? numbers.FirstOrDefault(number => number.Length is > 7 and <= Domain.Catalog.Book.MaxIsbn)
            ?? (_record.Leader.BibliographicLevel == 's' && Isbd.Trim(_record.First("022")?['a']) is { Length: <= Domain.Catalog.Book.MaxIsbn } issn ? issn : null);
    }

    private IEnumerable<string> Subjects() => _record.All("600", "610", "611", "630", "647", "648", "650", "651", "653")
        .SelectMany(field => field.Tag == "653" ? field.All("a").Select(Isbd.Trim) : [Heading(field)])
        .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Select(subject => Cut(subject, Domain.Catalog.Book.MaxPhrase, "subject"));

    /// <summary>A heading with its subdivisions, as in <c>Zionism -- Philosophy</c>.</summary>
    private static string? Heading(DataField field)
    {
        var heading = Isbd.Trim(string.Join(' ', field.Subfields.Where(part => part.Code is not ('v' or 'x' or 'y' or 'z' or 'e' or 'j') && char.IsAsciiLetter(part.Code) && part.Code is not ('u' or 'w')).Select(part => Isbd.Line(part.Value))));
        return Isbd.Join(" -- ", [heading, .. field.All("vxyz")]);
    }

    /// <summary>The series as the book names it (490, and 440, which cataloguers used before), else as others are named (8xx), each with its volume.</summary>
    private string? Series() => _record.First("490") is { } statement
        ? Isbd.Join(" ; ", [statement['a'], statement['v']])
        : _record.First("440") is { } old ? Isbd.Join(" ; ", [Isbd.Join(". ", old.All("anp")), old['v']])
        : _record.First("800", "810", "811", "830") is { } entry ? Isbd.Join(" ; ", [entry['t'] ?? entry['a'], entry['v']]) : null;

    /// <summary>The publication statement: of several 264, the one that is about publication.</summary>
    private DataField? Publication() => _record.All("264").FirstOrDefault(field => field.Indicator2 == '1') ?? _record.First("260", "264");

    private int? Year()
    {
        var coded = _record.Control("008") is { Length: >= 11 } fixedLength && fixedLength[6] is not ('b' or 'n' or '|' or ' ') ? fixedLength[7..11] : "";
        var text = coded.All(char.IsAsciiDigit) && coded.Length == 4 ? coded : FourDigits().Match(Publication()?['c'] ?? "").Value;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and <= Domain.Catalog.Book.MaxYear and not 9999 ? year : null;
    }

    private string? Language()
    {
        var coded = _record.Control("008") is { Length: >= 38 } fixedLength ? fixedLength[35..38] : "";
        // Old records write several codes into one subfield.
        var first = _record.First("041")?['a'] is { Length: >= 3 } stated ? stated[..3] : "";
        return new[] { coded, first }.Where(code => code.Length == 3 && code.ToLowerInvariant() is not ("und" or "mul" or "zxx" or "mis"))
            .Select(ReportedLanguage.Read).FirstOrDefault(language => language is not null);
    }

    private int? Pages()
    {
        // Plates come after the text, and are counted apart.
        return PageNumbers().Match(_record.First("300")?['a'] ?? "") is { Success: true } pages && int.TryParse(pages.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= Domain.Catalog.Book.MaxPages ? count : null;
    }

    /// <summary>The summary (520); where there is none, the contents (505).</summary>
    private string? Summary()
    {
        var notes = _record.All("520").Any() ? _record.All("520") : _record.All("505").Take(1);
        return string.Join("\n\n", notes.Select(note => Isbd.Line(string.Join(' ', note.Subfields.Where(part => char.IsAsciiLetterLower(part.Code) && part.Code is not ('u' or 'c')).Select(part => part.Value)))).Where(note => note.Length > 0)) is { Length: > 0 } summary ? summary : null;
    }

    /// <summary>Dewey's number (082), without the marks where it may be cut; else the Library of Congress's (050, or a library's own in 090).</summary>
    private string? Classification() =>
        Isbd.Trim(_record.First("082")?['a']?.Replace("/", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal))
        ?? _record.All("050", "090").Select(field => Isbd.Trim(string.Join(' ', field.All("ab").Select(Isbd.Line)))).FirstOrDefault(number => number is not null);

    private string? CutOrNull(string? text, int length, string name) => text is null ? null : Cut(text, length, name);

    private string Cut(string text, int length, string name)
    {
        if (text.Length <= length)
            return text;
        _remarks.Add(string.Create(CultureInfo.InvariantCulture, $"The {name} is longer than {length} characters and was cut; the record has it whole."));
        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return string.Concat(text.AsSpan(0, end).TrimEnd(), "…");
    }

    [GeneratedRegex(@"^[0-9Xx\-\u2010\u2011\u2013 ]*[0-9Xx]", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex("[0-9]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex FourDigits();

    [GeneratedRegex(@"([0-9]{1,6})\]?\s*(?:unnumbered\s+)?(?:p\b|pp\b|pages?\b|S\b|Seiten\b|s\b|с\b|blz\b)", RegexOptions.CultureInvariant)]
    private static partial Regex PageNumbers();
}
