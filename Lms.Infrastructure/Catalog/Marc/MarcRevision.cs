using Lms.Application.Catalog;
using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>Brings a record up to what the catalogue says. A field that still says what the catalogue says stays as it is, and so do the fields that are linked to it.</summary>
internal sealed class MarcRevision
{
    /// <summary>What stands in fields that have one thing to say each.</summary>
    private static readonly (Func<BookFields, object?> Said, string[] Tags)[] Parts =
    [
        (book => (book.Title, book.Subtitle), ["245"]),
        (book => IsIssn(book) ? null : book.Isbn, ["020"]),
        (book => IsIssn(book) ? book.Isbn : null, ["022"]),
        (book => book.Genre, ["655"]),
        (book => book.Series, ["440", "490", "800", "810", "811", "830"]),
        (book => (book.Publisher, book.PublishedYear), ["260", "264"]),
        (book => book.Edition, ["250"]),
        (book => (book.Language, string.Join(' ', book.OtherLanguages), book.OriginalLanguage), ["041"]),
        (book => book.PageCount, ["300"]),
        (book => book.Description, ["505", "520"]),
        (book => book.Classification, ["050", "082", "090"]),
    ];

    private readonly MarcRecord _record;
    private readonly BookFields _before;
    private readonly List<MarcField> _fields;

    private MarcRevision(MarcRecord record, BookFields before) => (_record, _before, _fields) = (record, before, [.. record.Fields]);

    /// <summary>Brings a record up to what the catalogue says now. Where nothing was changed, it is the same record.</summary>
    public static MarcRecord Revise(MarcRecord record, Book book)
    {
        var revision = new MarcRevision(record, MarcDescription.Read(record, out _) ?? new BookFields());
        revision.ReviseParts(book);
        revision.RevisePeople(book);
        revision.ReviseSubjects(book);
        revision.ReviseTitles(book);
        return revision._fields.SequenceEqual(record.Fields) ? record : record with { Fields = revision._fields };
    }

    /// <summary>Everything that the catalogue says about a book, but its copies.</summary>
    public static IReadOnlyList<MarcField> Describe(Book book)
    {
        var made = new MarcRevision(new MarcRecord(Leader.OfBook, []), new BookFields());
        foreach (var field in BookAsMarc.Single(book))
            made.Put(field, []);
        made.RevisePeople(book);
        made.ReviseSubjects(book);
        made.ReviseTitles(book);
        return made._fields;
    }

    private void ReviseParts(Book book)
    {
        var now = BookFields.Of(book);
        var changed = Parts.Where(part => !Equals(part.Said(_before), part.Said(now)) && part.Said(now) is not null).SelectMany(part => part.Tags).ToHashSet(StringComparer.Ordinal);
        var title = changed.Contains("245") ? _record.First("245") : null;
        foreach (var field in HeldIn(field => changed.Contains(field.Tag)).Select(held => held.Field).ToList())
            Remove(field, isWithForms: field != title);
        foreach (var field in BookAsMarc.Single(book).Where(field => changed.Contains(field.Tag)))
            Put(title is not null && field.Tag == "245" ? WithRest(field, title) : field, []);
        if (changed.Contains("264") || changed.Contains("041"))
            ReviseFixedLength(book);
    }

    /// <summary>A title with what else stood beside the one before: the medium, the statement of responsibility, the link to another script.</summary>
    private static DataField WithRest(DataField title, DataField before)
    {
        var rest = before.Subfields.Where(part => part.Code is not ('a' or 'b' or 'n' or 'p')).ToLookup(part => part.Code is '6' ? 0 : part.Code is 'h' ? 1 : 2);
        List<Subfield> subfields = [.. rest[0], title.Subfields[0], .. rest[1], .. title.Subfields.Skip(1)];
        if (rest[2].Any(part => part.Code == 'c'))
            subfields[^1] = subfields[^1] with { Value = subfields[^1].Value + " /" };
        return title with { Subfields = [.. subfields, .. rest[2]] };
    }

    private void ReviseFixedLength(Book book)
    {
        var at = _fields.FindIndex(field => field is ControlField { Tag: "008", Data.Length: 40 });
        if (at < 0)
            return;
        var (stated, made) = (((ControlField)_fields[at]).Data, BookAsMarc.FixedLength(book));
        _fields[at] = new ControlField("008", stated[..6] + made[6..15] + stated[15..35] + made[35..38] + stated[38..]);
    }

    private void RevisePeople(Book book)
    {
        // A book that names nobody is catalogued under its author as displayed.
        var before = _before.Contributors is [] && _before.Author.Length > 0 ? [new Contributor(_before.Author, Contributor.Author)] : _before.Contributors;
        if (before.SequenceEqual(book.Contributors))
            return;

        var held = HeldIn(MarcNames.IsPart).Select(field => (field.Field, field.View, Person: MarcNames.PersonIn(_record, field.View))).Where(field => field.Person is not null).ToList();
        var hasMain = held.Exists(field => field.View.Tag[0] == '1');
        var isInOrder = held.Select(field => KeyOf(field.Person!)).Distinct().Where(book.Contributors.Select(KeyOf).Contains)
            .SequenceEqual(book.Contributors.Select(KeyOf).Where(key => held.Exists(field => KeyOf(field.Person!) == key)));
        var put = new List<(DataField Field, IReadOnlyCollection<DataField> Forms)>();
        foreach (var (index, person) in book.Contributors.Index())
        {
            var isMain = index == 0 && person.Role == Contributor.Author;
            var same = held.Where(field => KeyOf(field.Person!) == KeyOf(person)).ToList();
            if (isInOrder && same is not [] && same.TrueForAll(field => (field.View.Tag[0] == '1') == (isMain && hasMain) && field.Person!.Equals(person)))
                held.RemoveAll(same.Contains);
            else
                put.Add(Renewed(person, isMain, same is [var first, ..] ? first.View : null));
        }

        foreach (var field in held)
            Remove(field.Field, isWithForms: true);
        foreach (var (field, forms) in put)
            Put(field, forms);
    }

    /// <summary>A field for somebody; what stood in the one before of dates, identifiers and scripts stays.</summary>
    private (DataField Field, IReadOnlyCollection<DataField> Forms) Renewed(Contributor person, bool isMain, DataField? before)
    {
        if (before is null)
        {
            var made = BookAsMarc.Person(person, isMain);
            return (made, [.. person.OtherNames.Select(name => BookAsMarc.OtherName(made, name))]);
        }

        var field = before with { Tag = (isMain ? "1" : "7") + before.Tag[1..] };
        var forms = MarcNames.PersonIn(_record, before)!.OtherNames.SequenceEqual(person.OtherNames)
            ? MarcScripts.OtherForms(_record, before).Select(form => form with { Subfields = [.. form.Subfields.Where(part => part.Code != '6')] })
            : person.OtherNames.Select(name => BookAsMarc.OtherName(field, name));
        return (field, [.. forms.Select(form => form with { Tag = field.Tag })]);
    }

    private void ReviseSubjects(Book book)
    {
        if (_before.Subjects.SequenceEqual(book.Subjects))
            return;
        var said = book.Subjects.ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, view) in HeldIn(MarcSubjects.IsOne).ToList())
        {
            var subjects = MarcSubjects.In(view).ToList();
            if (!subjects.TrueForAll(said.Contains))
                Remove(field, isWithForms: true);
        }

        said.ExceptWith(HeldIn(MarcSubjects.IsOne).SelectMany(field => MarcSubjects.In(field.View)));
        foreach (var subject in book.Subjects.Where(said.Remove))
            Put(BookAsMarc.Subject(subject), []);
    }

    private void ReviseTitles(Book book)
    {
        if (_before.OtherTitles.ToHashSet().SetEquals(book.OtherTitles))
            return;
        var removed = _before.OtherTitles.Except(book.OtherTitles).ToHashSet();
        // A title may stand in several fields, of which the catalogue names the first.
        var gone = removed.Select(title => title.Title).Except(book.OtherTitles.Select(title => title.Title), StringComparer.OrdinalIgnoreCase).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, _) in HeldIn(IsTitled).Where(field => MarcTitles.TitlesIn(_record, field.View).Any(title => removed.Contains(title) || gone.Contains(title.Title))).ToList())
            Remove(field, isWithForms: true);
        var kept = HeldIn(IsTitled).SelectMany(field => MarcTitles.TitlesIn(_record, field.View)).ToHashSet();
        foreach (var title in book.OtherTitles.Where(title => title.Kind != TitleKind.OtherScript && !kept.Contains(title)))
            Put(BookAsMarc.Title(title), []);

        var scripts = book.OtherTitles.Where(title => title.Kind == TitleKind.OtherScript).ToList();
        if (_fields.OfType<DataField>().FirstOrDefault(field => field.Tag == "245") is { } proper && !MarcTitles.TitlesIn(_record, proper).SequenceEqual(scripts))
        {
            Remove(proper, isWithForms: true);
            Put(proper, [.. scripts.Select(title => BookAsMarc.OtherScript(title.Title))]);
        }
    }

    private static bool IsTitled(DataField field) => MarcTitles.KindOf(field) is not (null or TitleKind.OtherScript);

    /// <summary>The fields that are something, each also as it would be in its place: what is in another script only, stands in an 880.</summary>
    private IEnumerable<(DataField Field, DataField View)> HeldIn(Func<DataField, bool> isOne) =>
        _fields.OfType<DataField>().Select(field => (field, MarcScripts.InPlace(field))).Where(field => isOne(field.Item2));

    private void Remove(DataField field, bool isWithForms)
    {
        _fields.RemoveAll(other => ReferenceEquals(other, field));
        if (isWithForms && field.Tag != MarcScripts.Tag)
            _fields.RemoveAll(other => other is DataField form && MarcScripts.IsFormOf(form, field));
    }

    private void Put(DataField field, IReadOnlyCollection<DataField> forms)
    {
        var (linked, others) = forms is { Count: 0 } && MarcScripts.NumberOf(field) is { } number && _fields.OfType<DataField>().Any(form => MarcScripts.TagOf(form) == field.Tag && MarcScripts.NumberOf(form) == number)
            ? (field, [])
            : MarcScripts.Link(field, forms, MarcScripts.NextNumber(_fields));
        foreach (var one in others.Prepend(linked))
            _fields.Insert(_fields.FindLastIndex(other => string.CompareOrdinal(other.Tag, one.Tag) <= 0) + 1, one);
    }

    private static bool IsIssn(BookFields book) => Issn.TryParse(book.Isbn, out _);

    private static (string Name, string Role) KeyOf(Contributor person) => (person.Name, person.Role);
}
