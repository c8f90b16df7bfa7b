using System.Globalization;
using Lms.Application.Catalog;
using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>
/// Writes anew what fields with one thing to say each say of a book: in each the words that were changed, and in other fields nothing. What the catalogue says no
/// longer stays where the field would be of no use without it.
/// </summary>
/// <param name="fields">The fields of the record.</param>
/// <param name="before">What the catalogue reads in the record.</param>
/// <param name="book">What it says now.</param>
internal sealed class MarcStatements(MarcFields fields, BookFields before, Book book)
{
    private readonly List<DataField> _made = [.. BookAsMarc.Single(book)];

    /// <summary>Writes what was changed.</summary>
    public void Revise()
    {
        ReviseTitle();
        ReviseIdentifier();
        ReviseLanguages();
        ReviseClassification();
        ReviseEdition();
        RevisePublication();
        RevisePages();
        ReviseSeries();
        ReviseDescription();
        ReviseGenre();
    }

    private void ReviseTitle()
    {
        if ((before.Title, before.Subtitle) == (book.Title, book.Subtitle))
            return;
        if (First(field => field.Tag == "245") is not var (held, title))
        {
            Put("245");
            return;
        }

        if (before.Title != book.Title)
            title = MarcWording.Reword(title, "anp", before.Title, book.Title) with { Indicator2 = Made("245").Indicator2 };
        title = (before.Subtitle, book.Subtitle) switch
        {
            (null, { } now) => MarcWording.Add(title, "anph", new Subfield('b', now), " :"),
            ({ }, null) when title['b'] is not null => MarcWording.Remove(title, 'b'),
            ({ } was, { } now) when was != now => MarcWording.Reword(title, "b", was, now),
            _ => title,
        };
        Replace(held, title);
    }

    private void ReviseIdentifier()
    {
        if (book.Isbn is not { } now || now == before.Isbn)
            return;
        var tag = Issn.TryParse(now, out _) ? "022" : "020";
        if (before.Isbn is not { } was || First(field => field.Tag is "020" or "022" && PlaceOf(field, was) >= 0) is not var (held, field))
        {
            Put(tag);
        }
        else if (field.Tag == tag)
        {
            var at = PlaceOf(field, was);
            Replace(held, MarcWording.With(field, at, MarcWording.Reword(field.Subfields[at].Value, was, Made(tag)['a']!)));
        }
        else
        {
            fields.Remove(held);
            Put(tag);
        }
    }

    /// <summary>Which subfield of 020 or 022 has a number; -1 where none has.</summary>
    private static int PlaceOf(DataField field, string number) => field.Subfields.Index()
        .Where(part => part.Item.Code == 'a' && (field.Tag == "022" ? Book.KeyOf(Isbd.Trim(part.Item.Value)) == Book.KeyOf(number) : MarcDescription.NumberIn(part.Item.Value) == number))
        .Select(part => part.Index).DefaultIfEmpty(-1).First();

    private void ReviseLanguages()
    {
        List<string> were = [.. new[] { before.Language }.Concat(before.OtherLanguages).OfType<string>()];
        List<string> are = [.. new[] { book.Language }.Concat(book.OtherLanguages).OfType<string>()];
        if (!were.SequenceEqual(are))
        {
            var hasCode = before.Language == book.Language || ReviseCodedLanguage();
            WriteCodes('a', are.Count > 1 || !hasCode || fields.Held(field => field.Tag == "041" && field['a'] is not null) is not [] ? are : []);
        }

        if (before.OriginalLanguage != book.OriginalLanguage)
            WriteCodes('h', book.OriginalLanguage is { } original ? [original] : []);
    }

    /// <summary>Writes languages into one subfield each of the first field that has such a subfield, and takes them out of all others.</summary>
    private void WriteCodes(char code, IReadOnlyList<string> languages)
    {
        var held = fields.Held(field => field.Tag == "041");
        var (target, view) = held.Where(field => field.View.Indicator2 != '7').OrderBy(field => field.View[code] is null).FirstOrDefault();
        foreach (var (field, other) in held.Where(field => field.Field != target && field.View[code] is not null))
        {
            var rest = MarcWording.Put(other, code, [], isFirst: false);
            if (rest.Subfields.Any(part => char.IsAsciiLetter(part.Code)))
                Replace(field, rest);
            else
                fields.Remove(field);
        }

        var codes = languages.Select(LanguageCode.Bibliographic);
        if (target is null && languages is not [])
            fields.Put(MarcWording.Put(new DataField("041", code == 'h' ? '1' : '0', ' ', []), code, codes, isFirst: true));
        else if (target is not null && (languages is not [] || view[code] is not null))
            Replace(target, MarcWording.Put(code == 'h' ? view with { Indicator1 = languages is [] ? '0' : '1' } : view, code, codes, isFirst: code == 'a'));
    }

    /// <returns>Whether field 008 says the language.</returns>
    private bool ReviseCodedLanguage()
    {
        if (FixedLength() is not { Data: { Length: >= 38 } data } field)
            return false;
        fields.Replace(field, field with { Data = data[..35] + BookAsMarc.FixedLength(book)[35..38] + data[38..] });
        return true;
    }

    private void ReviseClassification()
    {
        if (book.Classification is not { } now || now == before.Classification)
            return;
        var isDewey = char.IsAsciiDigit(now[0]);
        var dewey = fields.Held(field => field.Tag == "082");
        if (!isDewey)
        {
            // Dewey's number is what the catalogue takes first.
            foreach (var (field, _) in dewey)
                fields.Remove(field);
        }

        if (isDewey && dewey is [var (held, number), ..])
            Replace(held, MarcWording.Put(number, 'a', [now], isFirst: true));
        else if (!isDewey && First(field => field.Tag is "050" or "090" && MarcDescription.ShelfMarkIn(field) is not null) is var (shelved, mark))
            Replace(shelved, MarcWording.Reword(mark, "ab", MarcDescription.ShelfMarkIn(mark), now));
        else
            Put(isDewey ? "082" : "050");
    }

    private void ReviseEdition()
    {
        if (book.Edition is not { } now || now == before.Edition)
            return;
        if (First(field => field.Tag == "250") is var (held, edition))
            Replace(held, MarcWording.Reword(edition, "ab", before.Edition, now));
        else
            Put("250");
    }

    private void RevisePublication()
    {
        var (publisher, year) = (book.Publisher == before.Publisher ? null : book.Publisher, book.PublishedYear == before.PublishedYear ? null : book.PublishedYear);
        if (publisher is null && year is null)
            return;
        var held = fields.Held(field => field.Tag is "260" or "264");
        if (MarcDescription.PublicationIn(held.Select(field => field.View)) is not { } statement)
        {
            Put("264");
        }
        else
        {
            var field = held.First(field => ReferenceEquals(field.View, statement)).Field;
            var printed = MarcDescription.PrintedPublisherIn(statement);
            if (publisher is not null && publisher != printed)
                statement = printed is null ? MarcWording.Add(statement, "a", new Subfield('b', publisher), " :") : MarcWording.Reword(statement, "b", printed, publisher);
            if (year is { } now)
                statement = WithYear(statement, now);
            Replace(field, statement);
        }

        if (year is { } coded && FixedLength() is { Data: { Length: >= 15 } data } fixedLength)
        {
            var dates = BookAsMarc.Dates(coded);
            fields.Replace(fixedLength, fixedLength with { Data = data[..6] + (coded > 0 && MarcDescription.HasYear(data) ? data[6] + dates[1..5] + data[11..15] : dates) + data[15..] });
        }
    }

    private DataField WithYear(DataField statement, int year)
    {
        var at = statement.Subfields.Index().Where(part => part.Item.Code == 'c').Select(part => part.Index).DefaultIfEmpty(-1).First();
        if (at < 0)
            return MarcWording.Add(statement, "ab", new Subfield('c', BookAsMarc.Year(year)), ",");
        var stated = statement.Subfields[at].Value;
        var (printed, now) = (before.PublishedYear is { } was ? BookAsMarc.Year(was) : "", BookAsMarc.Year(year));
        if (printed.Length == 0 || !stated.Contains(printed, StringComparison.Ordinal))
            return MarcWording.With(statement, at, MarcWording.Reword(stated, Isbd.Trim(stated) ?? stated, now));
        // As a year of publication and again as one of copyright.
        var renewed = stated.Replace(printed, now, StringComparison.Ordinal);
        return MarcWording.With(statement, at, renewed.EndsWith("..", StringComparison.Ordinal) && !stated.EndsWith("..", StringComparison.Ordinal) ? renewed[..^1] : renewed);
    }

    private void RevisePages()
    {
        if (book.PageCount is not { } pages || pages == before.PageCount)
            return;
        if (First(field => field.Tag == "300") is not var (held, field))
        {
            Put("300");
            return;
        }

        var at = field.Subfields.Index().Where(part => part.Item.Code == 'a').Select(part => part.Index).DefaultIfEmpty(-1).First();
        Replace(held, at >= 0 && MarcDescription.PagesIn(field.Subfields[at].Value) is { Success: true } stated
            ? MarcWording.With(field, at, string.Concat(field.Subfields[at].Value.AsSpan(0, stated.Index), pages.ToString(CultureInfo.InvariantCulture), field.Subfields[at].Value.AsSpan(stated.Index + stated.Length)))
            : MarcWording.Reword(field, "a", Isbd.Trim(field['a']), Made("300")['a']!));
    }

    private void ReviseSeries()
    {
        if (book.Series is not { } now || now == before.Series)
            return;
        if ((First(field => field.Tag == "490") ?? First(field => field.Tag == "440") ?? First(IsSeriesEntry)) is not var (held, field))
        {
            Put("490");
            return;
        }

        var (title, volume) = (MarcDescription.SeriesTitleIn(field), Isbd.Trim(field['v']));
        var renewed = MarcWording.Reword(field, field.Tag switch { "490" => "av", "440" => "anpv", _ => field['t'] is null ? "av" : "tv" }, MarcDescription.SeriesIn(field), now);
        Replace(held, renewed);
        if (field.Tag == "490")
            ReviseSeriesEntries(title, volume, renewed, held);
    }

    /// <summary>A series stands once as the book names it, and once more as it is filed.</summary>
    private void ReviseSeriesEntries(string? title, string? volume, DataField statement, DataField held)
    {
        var (newTitle, newVolume) = (MarcDescription.SeriesTitleIn(statement), Isbd.Trim(statement['v']));
        var isGone = false;
        foreach (var (field, entry) in fields.Held(IsSeriesEntry).Where(field => string.Equals(MarcDescription.SeriesTitleIn(field.View), title, StringComparison.OrdinalIgnoreCase)))
        {
            if (newTitle == title && volume is not null && newVolume is not null && entry['v'] is { } filed)
            {
                Replace(field, MarcWording.Put(entry, 'v', [MarcWording.Reword(filed, filed.Contains(volume, StringComparison.Ordinal) ? volume : Isbd.Trim(filed) ?? filed, newVolume)], isFirst: false));
                continue;
            }

            fields.Remove(field);
            isGone = true;
        }

        if (isGone && fields.Held(IsSeriesEntry) is [] && held.Tag == "490")
            fields.Replace(fields.All.First(field => field is DataField { Tag: "490" }), statement with { Indicator1 = '0' });
    }

    private static bool IsSeriesEntry(DataField field) => field.Tag is "800" or "810" or "811" or "830";

    private void ReviseDescription()
    {
        if (book.Description is not { } now || now == before.Description)
            return;
        var notes = fields.Held(field => field.Tag == "520").Where(note => MarcDescription.Note(note.View).Length > 0).ToList();
        var paragraphs = now.Split(MarcDescription.Paragraph, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        // What was not changed at the beginning and at the end keeps its fields.
        var head = notes.Zip(paragraphs).TakeWhile(pair => MarcDescription.Note(pair.First.View) == Isbd.Line(pair.Second)).Count();
        var tail = Enumerable.Reverse(notes.Skip(head)).Zip(Enumerable.Reverse(paragraphs.Skip(head))).TakeWhile(pair => MarcDescription.Note(pair.First.View) == Isbd.Line(pair.Second)).Count();
        var (old, changed) = (notes[head..^tail], paragraphs[head..^tail]);
        foreach (var ((field, view), paragraph) in old.Zip(changed))
            Replace(field, MarcWording.Reword(view, MarcDescription.NoteCodes, MarcDescription.Note(view), paragraph));
        foreach (var (field, _) in old.Skip(changed.Count))
            fields.Remove(field);
        var last = head + Math.Min(old.Count, changed.Count) is > 0 and var kept ? fields.Held(field => field.Tag == "520").Where(note => MarcDescription.Note(note.View).Length > 0).ElementAt(kept - 1).Field : null;
        foreach (var made in changed.Skip(old.Count).Select(BookAsMarc.Note))
        {
            if (last is null)
                fields.Put(made);
            else
                fields.PutAfter(made, last);
            last = made;
        }
    }

    private void ReviseGenre()
    {
        if (book.Genre is null || book.Genre == before.Genre)
            return;
        if (First(field => field.Tag == "655") is not var (held, _))
        {
            Put("655");
            return;
        }

        // A heading of a list of terms is that one or none.
        foreach (var form in fields.FormsOf(held))
            fields.RemoveAlone(form);
        fields.Replace(held, Made("655"));
    }

    private (DataField Field, DataField View)? First(Func<DataField, bool> isOne) => fields.Held(isOne) is [var first, ..] ? first : null;

    private ControlField? FixedLength() => fields.All.OfType<ControlField>().FirstOrDefault(field => field.Tag == "008");

    private DataField Made(string tag) => _made.First(field => field.Tag == tag);

    private void Put(string tag) => fields.Put(Made(tag));

    /// <summary>Puts a field as it would be in its place in the place of another, which may be elsewhere for its script.</summary>
    private void Replace(DataField field, DataField view) => fields.Replace(field, view with { Tag = field.Tag });
}
