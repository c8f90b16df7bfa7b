using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Domain.Imports;

namespace Lms.Application.Imports;

/// <summary>Makes a record of a row.</summary>
internal sealed class CsvRecord
{
    private const int LongestQuotation = 100;

    private readonly CsvRow _row;
    private readonly CsvColumns _columns;
    private readonly List<string> _remarks = [];

    private CsvRecord(CsvRow row, CsvColumns columns) => (_row, _columns) = (row, columns);

    /// <summary>Reads a row.</summary>
    /// <param name="number">The record's place in the file.</param>
    /// <param name="row">Is not kept.</param>
    /// <param name="columns">What its cells are.</param>
    /// <param name="copies">How many copies to make where the row does not say.</param>
    public static CatalogueRecord Read(int number, CsvRow row, CsvColumns columns, int copies)
    {
        if (FaultOf(row, columns) is { } fault)
            return new CatalogueRecord(number) { Fault = fault };

        var record = new CsvRecord(row, columns);
        if (record.Text(CsvField.Barcode).AsSpan().CountAny(CsvCopies.Separators) >= CreateBook.MaxCopies)
            return new CatalogueRecord(number) { Fault = $"barcode: It has more than {CreateBook.MaxCopies} barcodes." };
        var cells = new CsvCopies(record.Text, record.Remark);
        return new CatalogueRecord(number)
        {
            Book = record.Book(),
            MaterialType = record.LineOrNull(CsvField.MaterialType),
            Copies = cells.Read(copies),
            Remarks = record._remarks,
        };
    }

    private static string? FaultOf(CsvRow row, CsvColumns columns)
    {
        if (row.IsBroken)
            return $"A quotation mark in {row.Lines} is not closed where its field ends; nothing of it was read.";
        if (row.Count != columns.Header.Count)
            return $"It has {row.Count} fields where the header has {columns.Header.Count} ({row.Lines}).";
        foreach (var (field, place) in columns.Places)
        {
            if (!CleanText.IsClean(row[place]))
                return $"{CsvFieldNames.NameOf(field)}: It has control characters.";
            if (row[place].Contains('\uFFFD', StringComparison.Ordinal))
                return $"{CsvFieldNames.NameOf(field)}: It has bytes that are no text. If the file is not UTF-8, say so, as in Content-Type: text/csv; charset=windows-1252.";
        }

        return null;
    }

    private BookFields Book()
    {
        var title = ReportedTitle.Read(Line(CsvField.Title));
        var people = ReportedAuthors.Read(Line(CsvField.Author));
        var isbn = ReportedIsbn.Read(Text(CsvField.Isbn), Text(CsvField.Isbn13));
        _remarks.AddRange(isbn.Remarks);
        var series = LineOrNull(CsvField.Series);
        var languages = Languages();
        var proper = series is null ? title.Title : Line(CsvField.Title);
        return new BookFields
        {
            Title = proper,
            OtherTitles = OtherTitles(proper),
            Subtitle = LineOrNull(CsvField.Subtitle),
            Author = people.FirstOrDefault(person => person.Role == Contributor.Author)?.Name ?? (people is [var first, ..] ? first.Name : ""),
            Contributors = people is [{ Name.Length: > Contributor.MaxName }] ? [] : people,
            Isbn = isbn.Identifier,
            Genre = LineOrNull(CsvField.Genre),
            Subjects = [.. Text(CsvField.Subjects).Split([';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)],
            Series = series ?? title.Series,
            Publisher = LineOrNull(CsvField.Publisher),
            PublishedYear = Understood(CsvField.PublishedYear, ReportedYear.Read),
            Edition = LineOrNull(CsvField.Edition),
            Language = languages.FirstOrDefault(),
            OtherLanguages = [.. languages.Skip(1)],
            OriginalLanguage = Language(CsvField.OriginalLanguage, Text(CsvField.OriginalLanguage)),
            PageCount = Understood(CsvField.PageCount, ReportedPages.Read),
            Description = Text(CsvField.Description) is { Length: > 0 } description ? description : null,
            Classification = LineOrNull(CsvField.Classification),
        };
    }

    private void Remark(CsvField field, string text) => _remarks.Add($"{CsvFieldNames.NameOf(field)} '{Shorten(text)}' cannot be understood and was left out.");

    private T? Understood<T>(CsvField field, Func<string, T?> read)
        where T : struct
    {
        var text = Text(field);
        if (text.Length == 0)
            return null;
        var value = read(text);
        if (value is null)
            Remark(field, text);
        return value;
    }

    /// <summary>The original title, and what else it is called: titles with bars between them, or, without a bar, with semicolons.</summary>
    private IReadOnlyList<OtherTitle> OtherTitles(string proper)
    {
        var others = Line(CsvField.OtherTitles);
        var titles = others.Split(others.Contains('|', StringComparison.Ordinal) ? '|' : ';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(title => new OtherTitle(title));
        return [.. (LineOrNull(CsvField.OriginalTitle) is { } original ? titles.Prepend(new OtherTitle(ReportedTitle.Read(original).Title, TitleKind.Uniform)) : titles)
            .Where(title => !title.Title.Equals(proper, StringComparison.OrdinalIgnoreCase)).DistinctBy(title => title.Title.ToUpperInvariant())];
    }

    private List<string> Languages() =>
        [.. Text(CsvField.Language).Split([';', '|', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => Language(CsvField.Language, text)).OfType<string>().Distinct()];

    private string? Language(CsvField field, string text)
    {
        if (text.Length == 0)
            return null;
        var language = ReportedLanguage.Read(text);
        if (language is null)
            Remark(field, text);
        return language;
    }

    private static string Shorten(string text) => text.Length <= LongestQuotation ? text : string.Concat(text.AsSpan(0, LongestQuotation), "…");

    private string Text(CsvField field) => _columns[field] is { } place ? _row[place].Trim() : "";

    /// <summary>Text on one line, with single spaces.</summary>
    private string Line(CsvField field) => string.Join(' ', Text(field).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private string? LineOrNull(CsvField field) => Line(field) is { Length: > 0 } line ? line : null;
}
