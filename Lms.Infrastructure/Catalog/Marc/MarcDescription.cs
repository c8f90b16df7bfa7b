using System.Globalization;
using System.Text.RegularExpressions;
using Lms.Application.Catalog;
using Lms.Domain.Catalog;
using Lms.Domain.Imports;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>What the catalogue takes from a MARC 21 bibliographic record. The record itself is kept too, so that nothing of it is lost by this.</summary>
internal sealed partial class MarcDescription
{
    /// <summary>What parts the notes that make up a description.</summary>
    public const string Paragraph = "\n\n";

    /// <summary>The codes of the subfields of a note that say something of the book.</summary>
    public const string NoteCodes = "abdefghijklmnopqrstvwxyz";

    private const string UnknownAuthor = "Unknown";

    private readonly MarcRecord _record;
    private readonly List<string> _remarks = [];

    private MarcDescription(MarcRecord record) => _record = MarcScripts.WithUnlinked(record);

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
        var languages = Languages();
        return new BookFields
        {
            Title = Cut(title, Domain.Catalog.Book.MaxTitle, "title"),
            Subtitle = CutOrNull(Isbd.Join(" : ", _record.First("245")?.All("b") ?? []), Domain.Catalog.Book.MaxTitle, "subtitle"),
            OtherTitles = [.. MarcTitles.Others(_record, title).Take(Domain.Catalog.Book.MaxListed).Select(other => other with { Title = Cut(other.Title, Domain.Catalog.Book.MaxTitle, "other title") })],
            Author = Cut(people.FirstOrDefault(person => person.Role == Contributor.Author)?.Name ?? people.FirstOrDefault()?.Name ?? Isbd.Trim(_record.First("245")?['c']) ?? UnknownAuthor, Domain.Catalog.Book.MaxAuthor, "author"),
            Contributors = [.. people.Take(Domain.Catalog.Book.MaxListed).Select(Fitting)],
            Isbn = Identifier(),
            Genre = CutOrNull(_record.All("655").Select(MarcSubjects.Heading).FirstOrDefault(), Domain.Catalog.Book.MaxPhrase, "genre"),
            Subjects = [.. Subjects().Take(Domain.Catalog.Book.MaxListed)],
            Series = CutOrNull(Series(), Domain.Catalog.Book.MaxPhrase, "series"),
            Publisher = CutOrNull(Publisher(), Domain.Catalog.Book.MaxPhrase, "publisher"),
            PublishedYear = Year(),
            Edition = CutOrNull(Isbd.Join(" / ", _record.First("250")?.All("ab") ?? []), Domain.Catalog.Book.MaxPhrase, "edition"),
            Language = languages.FirstOrDefault(),
            OtherLanguages = [.. languages.Skip(1).Take(Domain.Catalog.Book.MaxListed)],
            OriginalLanguage = Codes("h").FirstOrDefault(),
            PageCount = Pages(),
            Description = CutOrNull(Summary(), Domain.Catalog.Book.MaxDescription, "description"),
            Classification = CutOrNull(Classification(), Domain.Catalog.Book.MaxPhrase, "classification"),
        };
    }

    /// <summary>The title proper with the number and name of a part; where 245 has none, what other title fields have.</summary>
    private string? Title() => MarcTitles.Proper(_record.First("245"))
        ?? Isbd.Trim(_record.First("245")?['k']) ?? Isbd.Trim(_record.First("245")?['b'])
        ?? _record.All("240", "130", "246", "222", "210").Select(field => Isbd.Trim(field['a'])).FirstOrDefault(text => text is not null);

    /// <summary>Everybody in 1xx and 7xx, with roles.</summary>
    private List<Contributor> People() =>
    [
        .. MarcNames.Fields(_record).Select(field => MarcNames.PersonIn(_record, field)).OfType<Contributor>().DistinctBy(person => (person.Name.ToUpperInvariant(), person.Role)),
    ];

    private Contributor Fitting(Contributor person) => new(Cut(person.Name, Contributor.MaxName, "contributor"), Cut(person.Role, Contributor.MaxRole, "role"))
    {
        OtherNames = [.. person.OtherNames.Take(Contributor.MaxOtherNames).Select(name => Cut(name, Contributor.MaxName, "contributor"))],
    };

    /// <summary>The first valid ISBN of 020, else its first number; for a serial without, the ISSN of 022.</summary>
    private string? Identifier()
    {
        var numbers = _record.All("020").SelectMany(field => field.All("a")).Select(NumberIn).Where(number => number.Length > 0).ToList();
        return numbers.FirstOrDefault(number => Isbn.TryParse(number, out _)) ?? numbers.FirstOrDefault(number => number.Length is > 7 and <= Domain.Catalog.Book.MaxIsbn)
            ?? (_record.Leader.BibliographicLevel is 'b' or 'i' or 's' ? Serial() : null);
    }

    /// <summary>The number in a subfield of 020, without what is said of it.</summary>
    public static string NumberIn(string value) => Number().Match(Isbd.Line(value)).Value;

    /// <summary>The ISSN of a serial, with its hyphen.</summary>
    private string? Serial()
    {
        var numbers = _record.All("022").SelectMany(field => field.All("a")).Select(Isbd.Trim).OfType<string>().ToList();
        return numbers.Select(number => Issn.TryParse(number, out var issn) ? issn.ToString() : null).OfType<string>().FirstOrDefault() ?? numbers.Find(number => number.Length <= Domain.Catalog.Book.MaxIsbn);
    }

    private IEnumerable<string> Subjects() => _record.Fields.OfType<DataField>().Where(MarcSubjects.IsOne).SelectMany(MarcSubjects.In)
        .Distinct(StringComparer.OrdinalIgnoreCase).Select(subject => Cut(subject, Domain.Catalog.Book.MaxPhrase, "subject"));

    /// <summary>The series as the book names it (490, and 440, which cataloguers used before), else as others are named (8xx), each with its volume.</summary>
    private string? Series() => (_record.First("490") ?? _record.First("440") ?? _record.First("800", "810", "811", "830")) is { } field ? SeriesIn(field) : null;

    /// <summary>The series that a field names, with its volume; null where it names none.</summary>
    public static string? SeriesIn(DataField field) => Isbd.Join(" ; ", [SeriesTitleIn(field), field['v']]);

    /// <summary>The title of the series that a field names; null where it names none.</summary>
    public static string? SeriesTitleIn(DataField field) => field.Tag switch
    {
        "490" => Isbd.Trim(field['a']),
        "440" => Isbd.Join(". ", field.All("anp")),
        _ => Isbd.Trim(field['t'] ?? field['a']),
    };

    /// <summary>The publication statement: of several 264, the one that is about publication.</summary>
    public static DataField? PublicationIn(IEnumerable<DataField> fields) =>
        fields.FirstOrDefault(field => field is { Tag: "264", Indicator2: '1' }) ?? fields.FirstOrDefault(field => field.Tag is "260" or "264");

    /// <summary>Who published it. That nobody is known (s.n.) is no name.</summary>
    private string? Publisher() => Publication() is { } statement && PrintedPublisherIn(statement) is { } printed && !NobodyKnown().IsMatch(printed) ? printed : null;

    /// <summary>Who published it, as a publication statement has it; null where it has nobody.</summary>
    public static string? PrintedPublisherIn(DataField statement) => Isbd.Join(" ; ", statement.All("b"));

    private DataField? Publication() => PublicationIn(_record.All("260", "264"));

    private int? Year()
    {
        var coded = _record.Control("008") is { Length: >= 11 } fixedLength && HasYear(fixedLength) ? fixedLength[7..11] : "";
        if (coded.Length == 4 && coded.All(char.IsAsciiDigit) && YearOf(coded) is { } year)
            return year;
        var printed = Publication()?['c'] ?? "";
        return BeforeChrist().Match(printed) is { Success: true } early ? -YearOf(early.Groups[1].Value) : PrintedYear(printed);
    }

    /// <summary>Whether field 008 says in which year it was published.</summary>
    public static bool HasYear(string fixedLength) => fixedLength[6] is not ('b' or 'n' or '|' or ' ');

    /// <summary>Of several calendars, ours.</summary>
    private static int? PrintedYear(string printed)
    {
        var years = FourDigits().Matches(printed).Select(match => YearOf(match.Value)).OfType<int>().ToList();
        return years.Cast<int?>().FirstOrDefault(year => year is > 1400 and < 2200) ?? years.Cast<int?>().FirstOrDefault();
    }

    private static int? YearOf(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and <= Domain.Catalog.Book.MaxYear and not 9999 ? year : null;

    /// <summary>The language in 008 first, then all of 041.</summary>
    private List<string> Languages()
    {
        var coded = _record.Control("008") is { Length: >= 38 } fixedLength ? OneLanguage(fixedLength[35..38]) : null;
        return [.. Codes("a").DefaultIfEmpty(Codes("d").FirstOrDefault()).Prepend(coded).OfType<string>().Distinct()];
    }

    /// <summary>The languages in a subfield of 041. Old records write several codes into one.</summary>
    private IEnumerable<string> Codes(string subfield) => _record.All("041")
        .SelectMany(field => field.All(subfield).Select(Isbd.Line).SelectMany(codes => field.Indicator2 != '7' && codes.Length % 3 == 0 ? codes.Chunk(3).Select(code => new string(code)) : [codes]))
        .Select(OneLanguage).OfType<string>();

    private static string? OneLanguage(string code) => code.ToLowerInvariant() is "und" or "mul" or "zxx" or "mis" ? null : ReportedLanguage.Read(code);

    private int? Pages()
    {
        // Plates come after the text, and are counted apart.
        return PagesIn(_record.First("300")?['a']) is { Success: true } pages && int.TryParse(pages.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= Domain.Catalog.Book.MaxPages ? count : null;
    }

    /// <summary>Where an extent says how many pages there are.</summary>
    public static Group PagesIn(string? extent) => PageNumbers().Match(extent ?? "").Groups[1];

    /// <summary>The summary (520); where there is none, the contents (505).</summary>
    private string? Summary()
    {
        var notes = _record.All("520").Any() ? _record.All("520") : _record.All("505").Take(1);
        return string.Join(Paragraph, notes.Select(Note).Where(note => note.Length > 0)) is { Length: > 0 } summary ? summary : null;
    }

    /// <summary>What a note says.</summary>
    public static string Note(DataField field) => Isbd.Line(string.Join(' ', field.Subfields.Where(part => NoteCodes.Contains(part.Code, StringComparison.Ordinal)).Select(part => part.Value)));

    /// <summary>Dewey's number (082), without the marks where it may be cut; else the Library of Congress's (050, or a library's own in 090).</summary>
    private string? Classification() => DeweyIn(_record.First("082")) ?? _record.All("050", "090").Select(ShelfMarkIn).FirstOrDefault(number => number is not null);

    /// <summary>Dewey's number in 082; null where there is none.</summary>
    public static string? DeweyIn(DataField? field) => Isbd.Trim(field?['a']?.Replace("/", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal));

    /// <summary>The Library of Congress's number in 050 or 090, with the item's; null where there is none.</summary>
    public static string? ShelfMarkIn(DataField field) => Isbd.Trim(string.Join(' ', field.All("ab").Select(Isbd.Line)));

    private string? CutOrNull(string? text, int length, string name) => text is null ? null : Cut(text, length, name);

    private string Cut(string text, int length, string name)
    {
        if (text.Length <= length)
            return text;
        _remarks.Add(string.Create(CultureInfo.InvariantCulture, $"The {name} is longer than {length} characters and was cut; the record has it whole."));
        return Cut(text, length);
    }

    /// <summary>A text as the catalogue has room for it.</summary>
    public static string Cut(string text, int length) => text.Length <= length
        ? text
        : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1).TrimEnd(), "…");

    [GeneratedRegex(@"^[0-9Xx\-\u2010\u2011\u2013 ]*[0-9Xx]", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex("[0-9]{4}", RegexOptions.CultureInvariant)]
    private static partial Regex FourDigits();

    [GeneratedRegex(@"^\[?(?:s\. ?n\.?|publisher not identified|publisher unknown)\]?\.?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NobodyKnown();

    [GeneratedRegex(@"\b([1-9][0-9]{0,3}) ?B\. ?C\.", RegexOptions.CultureInvariant)]
    private static partial Regex BeforeChrist();

    [GeneratedRegex(@"([0-9]{1,6})\]?\s*(?:unnumbered\s+)?(?:p\b|pp\b|pages?\b|S\b|Seiten\b|s\b|с\b|blz\b)", RegexOptions.CultureInvariant)]
    private static partial Regex PageNumbers();
}
