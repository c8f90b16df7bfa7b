using System.Globalization;
using Lms.Application.Catalog;
using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>Makes MARC 21 records of books: whole ones of books that were catalogued here, and revised ones of books that came as records.</summary>
internal static class BookAsMarc
{
    /// <summary>Who made the control numbers of records that are made here (field 003).</summary>
    private const string Agency = "Lms";

    private static readonly (Func<BookFields, object?> Said, string[] Tags)[] Parts =
    [
        (book => (book.Title, book.Subtitle), ["245"]),
        (book => (book.Author, string.Join('\n', book.Contributors)), ["100", "110", "111", "700", "710", "711"]),
        (book => book.Isbn, ["020"]),
        (book => book.Genre, ["655"]),
        (book => string.Join('\n', book.Subjects), ["600", "610", "611", "630", "647", "648", "650", "651", "653"]),
        (book => book.Series, ["440", "490", "800", "810", "811", "830"]),
        (book => (book.Publisher, book.PublishedYear), ["260", "264"]),
        (book => book.Edition, ["250"]),
        (book => book.Language, ["041"]),
        (book => book.PageCount, ["300"]),
        (book => book.Description, ["505", "520"]),
        (book => book.Classification, ["050", "082", "090"]),
    ];

    /// <summary>Makes a record of a book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="holdings">Its copies, each with the code of its home branch.</param>
    public static MarcRecord Of(Book book, IEnumerable<(Copy Copy, string Branch)> holdings) => new(LeaderOf(book),
    [
        new ControlField("001", book.Id.ToString(CultureInfo.InvariantCulture)),
        new ControlField("003", Agency),
        new ControlField("005", book.UpdatedAt.UtcDateTime.ToString("yyyyMMddHHmmss.0", CultureInfo.InvariantCulture)),
        new ControlField("008", FixedLength(book)),
        .. Described(book),
        .. holdings.Select(holding => Field("852", ' ', ' ', ('b', holding.Branch), ('c', holding.Copy.ShelfLocation), ('h', holding.Copy.CallNumber), ('p', holding.Copy.Barcode))),
    ]);

    /// <summary>Brings a record up to what the catalogue says now. Where nothing was changed, it is the same record; a part that was changed is written anew, all others stay.</summary>
    public static MarcRecord Revise(MarcRecord record, Book book)
    {
        var before = MarcDescription.Read(record, out _) ?? new BookFields();
        var now = FieldsOf(book);
        var changed = Parts.Where(part => !Equals(part.Said(before), part.Said(now)) && part.Said(now) is not null).SelectMany(part => part.Tags).ToHashSet(StringComparer.Ordinal);
        if (changed.Count == 0)
            return record;

        var fields = record.Fields.Where(field => !changed.Contains(field.Tag) || (field is DataField { Tag: "700" or "710" or "711" } name && name['t'] is not null)).ToList();
        foreach (var field in Described(book).Where(field => changed.Contains(field.Tag)))
            fields.Insert(PlaceOf(field, fields), field);
        if (changed.Contains("264") || changed.Contains("041"))
            ReviseFixedLength(fields, book);
        return record with { Fields = fields };
    }

    /// <summary>Behind the last field with the same tag or a smaller one.</summary>
    private static int PlaceOf(MarcField field, List<MarcField> fields) =>
        fields.FindLastIndex(other => string.CompareOrdinal(other.Tag, field.Tag) <= 0) + 1;

    private static void ReviseFixedLength(List<MarcField> fields, Book book)
    {
        var at = fields.FindIndex(field => field is ControlField { Tag: "008", Data.Length: 40 });
        if (at < 0)
            return;
        var (stated, made) = (((ControlField)fields[at]).Data, FixedLength(book));
        fields[at] = new ControlField("008", stated[..6] + made[6..15] + stated[15..35] + made[35..38] + stated[38..]);
    }

    private static Leader LeaderOf(Book book) => Leader.OfBook.With(6, book.MaterialType switch
    {
        "score" => "cm",
        "map" => "em",
        "dvd" => "gm",
        "audiobook" => "im",
        "cd" => "jm",
        "game" => "rm",
        "magazine" => "as",
        _ => "am",
    });

    private static string FixedLength(Book book)
    {
        var year = book.PublishedYear is > 0 and { } known ? known.ToString("0000", CultureInfo.InvariantCulture) : "uuuu";
        var language = book.Language is { } code ? LanguageCode.Bibliographic(code) : "und";
        return $"{book.CreatedAt.UtcDateTime.ToString("yyMMdd", CultureInfo.InvariantCulture)}{(year == "uuuu" ? 'n' : 's')}{year}{(year == "uuuu" ? "uuuu" : "    ")}xx            000 u {language.PadRight(3)[..3]} d";
    }

    private static IEnumerable<DataField> Described(Book book)
    {
        if (book.Isbn is not null)
            yield return Field("020", ' ', ' ', ('a', book.Isbn));
        if (book.Language is { } language)
            yield return Field("041", '0', ' ', ('a', LanguageCode.Bibliographic(language)));
        if (book.Classification is { } classification)
            yield return char.IsAsciiDigit(classification[0]) ? Field("082", '0', '4', ('a', classification)) : Field("050", ' ', '4', ('a', classification));
        foreach (var (index, person) in book.Contributors.Index())
            yield return Field(index == 0 && person.Role == Contributor.Author ? "100" : "700", person.Name.Contains(',', StringComparison.Ordinal) ? '1' : '0', ' ', [('a', person.Name), ('e', person.Role), ('4', Relators.CodeOf(person.Role))]);
        var nonFiling = NonFiling(book);
        yield return Field("245", book.Contributors is [{ Role: Contributor.Author }, ..] ? '1' : '0', (char)('0' + nonFiling), [('a', book.Subtitle is null ? book.Title : book.Title + " :"), ('b', book.Subtitle)]);
        if (book.Edition is not null)
            yield return Field("250", ' ', ' ', ('a', book.Edition));
        if (book.Publisher is not null || book.PublishedYear is not null)
            yield return Field("264", ' ', '1', ('b', book is { Publisher: { } publisher, PublishedYear: not null } ? publisher + "," : book.Publisher), ('c', book.PublishedYear?.ToString(CultureInfo.InvariantCulture)));
        if (book.PageCount is { } pages)
            yield return Field("300", ' ', ' ', ('a', string.Create(CultureInfo.InvariantCulture, $"{pages} pages")));
        if (book.Series is not null)
            yield return Field("490", '0', ' ', ('a', book.Series));
        if (book.Description is not null)
            yield return Field("520", ' ', ' ', ('a', book.Description));
        foreach (var subject in book.Subjects)
            yield return Field("653", ' ', ' ', ('a', subject));
        if (book.Genre is not null)
            yield return Field("655", ' ', '4', ('a', book.Genre));
    }

    /// <summary>How many characters the shelf passes over: as many as the title has before its sorted form.</summary>
    private static int NonFiling(Book book) =>
        book.Title.IndexOf(book.SortTitle, StringComparison.OrdinalIgnoreCase) is > 0 and <= 9 and var count && count + book.SortTitle.Length == book.Title.Length ? count : 0;

    private static DataField Field(string tag, char first, char second, params (char Code, string? Value)[] subfields) =>
        new(tag, first, second, [.. subfields.Where(subfield => subfield.Value is not null).Select(subfield => new Subfield(subfield.Code, subfield.Value!))]);

    private static BookFields FieldsOf(Book book) => new()
    {
        Title = book.Title,
        Subtitle = book.Subtitle,
        Author = book.Author,
        Contributors = book.Contributors,
        Isbn = book.Isbn,
        Genre = book.Genre,
        Subjects = book.Subjects,
        Series = book.Series,
        Publisher = book.Publisher,
        PublishedYear = book.PublishedYear,
        Edition = book.Edition,
        Language = book.Language,
        PageCount = book.PageCount,
        Description = book.Description,
        Classification = book.Classification,
    };
}
