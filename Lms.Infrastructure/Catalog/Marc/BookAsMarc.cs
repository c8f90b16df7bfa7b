using System.Globalization;
using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>Makes MARC 21 records of books that were catalogued here, and the fields of them.</summary>
internal static class BookAsMarc
{
    /// <summary>Who made the control numbers of records that are made here (field 003).</summary>
    private const string Agency = "Lms";

    /// <summary>Makes a record of a book.</summary>
    /// <param name="book">The book.</param>
    /// <param name="holdings">Its copies, each with the code of its home branch.</param>
    public static MarcRecord Of(Book book, IEnumerable<(Copy Copy, string Branch)> holdings) => new(Leader.OfBook.With(6, KindOf(book.MaterialType) ?? "am"),
    [
        new ControlField("001", book.Id.ToString(CultureInfo.InvariantCulture)),
        new ControlField("003", Agency),
        new ControlField("005", book.UpdatedAt.UtcDateTime.ToString("yyyyMMddHHmmss.0", CultureInfo.InvariantCulture)),
        new ControlField("008", FixedLength(book)),
        .. MarcRevision.Describe(book),
        .. holdings.Select(holding => Location(holding.Copy, holding.Branch)),
    ]);

    /// <summary>A copy as a location (852).</summary>
    public static DataField Location(Copy copy, string branch) => Field("852", ' ', ' ', ('b', branch), ('c', copy.ShelfLocation), ('h', copy.CallNumber), ('p', copy.Barcode));

    /// <summary>A copy as an item of Koha's (952).</summary>
    public static DataField Item(Copy copy, string branch) => Field("952", ' ', ' ', ('a', branch), ('b', branch), ('c', copy.ShelfLocation), ('o', copy.CallNumber), ('p', copy.Barcode));

    /// <summary>The general information (008): when it was catalogued, published, and in which language.</summary>
    public static string FixedLength(Book book)
    {
        var language = book.Language is { } code ? LanguageCode.Bibliographic(code) : "und";
        return $"{book.CreatedAt.UtcDateTime.ToString("yyMMdd", CultureInfo.InvariantCulture)}{Dates(book.PublishedYear)}xx            000 u {language.PadRight(3)[..3]} d";
    }

    /// <summary>The kind of date, and two dates, as field 008 has them: one of them is known, none, or one that is before Christ and has no place there.</summary>
    public static string Dates(int? year) => year switch
    {
        > 0 => string.Create(CultureInfo.InvariantCulture, $"s{year:0000}    "),
        null => "nuuuuuuuu",
        _ => "b        ",
    };

    /// <summary>The fields that have one thing to say each, in the order of their tags.</summary>
    public static IEnumerable<DataField> Single(Book book)
    {
        if (book.Isbn is not null)
            yield return Issn.TryParse(book.Isbn, out var issn) ? Field("022", ' ', ' ', ('a', issn.ToString())) : Field("020", ' ', ' ', ('a', book.Isbn));
        if (book.Language is not null || book.OriginalLanguage is not null)
            yield return Languages(book);
        if (book.Classification is { } classification)
            yield return char.IsAsciiDigit(classification[0]) ? Field("082", '0', '4', ('a', classification)) : Field("050", ' ', '4', ('a', classification));
        yield return Field("245", book.Contributors is [{ Role: Contributor.Author }, ..] ? '1' : '0', (char)('0' + NonFiling(book)), [('a', book.Subtitle is null ? book.Title : book.Title + " :"), ('b', book.Subtitle)]);
        if (book.Edition is not null)
            yield return Field("250", ' ', ' ', ('a', book.Edition));
        if (book.Publisher is not null || book.PublishedYear is not null)
            yield return Field("264", ' ', '1', ('b', book is { Publisher: { } publisher, PublishedYear: not null } ? publisher + "," : book.Publisher), ('c', book.PublishedYear is { } year ? Year(year) : null));
        if (book.PageCount is { } pages)
            yield return Field("300", ' ', ' ', ('a', string.Create(CultureInfo.InvariantCulture, $"{pages} pages")));
        if (book.Series is not null)
            yield return Field("490", '0', ' ', ('a', book.Series));
        foreach (var paragraph in book.Description?.Split(MarcDescription.Paragraph, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
            yield return Note(paragraph);
        if (book.Genre is not null)
            yield return Field("655", ' ', '4', ('a', book.Genre));
    }

    /// <summary>A paragraph of a description.</summary>
    public static DataField Note(string paragraph) => Field("520", ' ', ' ', ('a', paragraph));

    /// <summary>A year as books print it.</summary>
    public static string Year(int year) => year > 0 ? year.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{-year} B.C.");

    /// <summary>A subject.</summary>
    public static DataField Subject(string subject) => Field("653", ' ', ' ', ('a', subject));

    /// <summary>Somebody who had a part in it.</summary>
    /// <param name="person">Who.</param>
    /// <param name="isMain">Whether the book is filed under the name.</param>
    public static DataField Person(Contributor person, bool isMain) => Name(isMain ? "100" : "700", person.Name, [('e', person.Role), ('4', Relators.CodeOf(person.Role))]);

    /// <summary>Another form of a name, as a field of the same tag.</summary>
    public static DataField OtherName(DataField field, string name) => Name(field.Tag, name, []);

    /// <summary>A title in another script, as a field of the tag of the title proper.</summary>
    public static DataField OtherScript(string title) => Field("245", '0', '0', ('a', title));

    /// <summary>Another title. One in another script has no field of its own.</summary>
    public static DataField Title(OtherTitle title) => title.Kind switch
    {
        TitleKind.Uniform => Field("240", '1', '0', ('a', title.Title)),
        TitleKind.Abbreviated => Field("210", '1', ' ', ('a', title.Title)),
        TitleKind.Key => Field("222", ' ', '0', ('a', title.Title)),
        TitleKind.Parallel => Field("246", '3', '1', ('a', title.Title)),
        TitleKind.Former => Field("247", '1', '0', ('a', title.Title)),
        TitleKind.Part => Field("740", '0', '2', ('a', title.Title)),
        _ => Field("246", '3', ' ', ('a', title.Title)),
    };

    private static DataField Languages(Book book) => new("041", book.OriginalLanguage is null ? '0' : '1', ' ',
    [
        .. new[] { book.Language }.Concat(book.OtherLanguages).OfType<string>().Select(language => new Subfield('a', LanguageCode.Bibliographic(language))),
        .. new[] { book.OriginalLanguage }.OfType<string>().Select(language => new Subfield('h', LanguageCode.Bibliographic(language))),
    ]);

    /// <summary>What the leader says of a material type at positions 06 and 07; null where it says no more than that it is text.</summary>
    public static string? KindOf(string materialType) => materialType switch
    {
        "score" => "cm",
        "map" => "em",
        "dvd" => "gm",
        "audiobook" => "im",
        "cd" => "jm",
        "game" => "rm",
        "magazine" => "as",
        _ => null,
    };

    /// <summary>How many characters the shelf passes over: as many as the title has before its sorted form.</summary>
    private static int NonFiling(Book book) =>
        book.Title.IndexOf(book.SortTitle, StringComparison.OrdinalIgnoreCase) is > 0 and <= 9 and var count && count + book.SortTitle.Length == book.Title.Length ? count : 0;

    private static DataField Name(string tag, string name, (char Code, string? Value)[] role) => Field(tag, name.Contains(',', StringComparison.Ordinal) ? '1' : '0', ' ', [('a', name), .. role]);

    private static DataField Field(string tag, char first, char second, params (char Code, string? Value)[] subfields) =>
        new(tag, first, second, [.. subfields.Where(subfield => subfield.Value is not null).Select(subfield => new Subfield(subfield.Code, subfield.Value!))]);
}
