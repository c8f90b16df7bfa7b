using Lms.Application.Catalog;
using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>
/// Brings a record up to what the catalogue says. A field that still says what the catalogue says stays as it is, and so do the fields that are linked to it; of one that
/// does not, what was changed is written anew and the rest of it stays.
/// </summary>
internal sealed class MarcRevision
{
    private readonly MarcRecord _record;
    private readonly BookFields _before;
    private readonly MarcFields _fields;

    private MarcRevision(MarcRecord record, BookFields before) => (_record, _before, _fields) = (record, before, new MarcFields(record.Fields));

    /// <summary>Brings a record up to what the catalogue says now. Where nothing was changed, it is the same record.</summary>
    public static MarcRecord Revise(MarcRecord record, Book book)
    {
        var revision = new MarcRevision(record, MarcDescription.Read(record, out _) ?? new BookFields());
        new MarcStatements(revision._fields, revision._before, book).Revise();
        revision.RevisePeople(book);
        revision.ReviseSubjects(book);
        revision.ReviseTitles(book);
        var leader = LeaderOf(record, book);
        return leader == record.Leader && revision._fields.All.SequenceEqual(record.Fields) ? record : new MarcRecord(leader, revision._fields.All);
    }

    /// <summary>Everything that the catalogue says about a book, but its copies.</summary>
    public static IReadOnlyList<MarcField> Describe(Book book)
    {
        var made = new MarcRevision(new MarcRecord(Leader.OfBook, []), new BookFields());
        foreach (var field in BookAsMarc.Single(book))
            made._fields.Put(field);
        made.RevisePeople(book);
        made.ReviseSubjects(book);
        made.ReviseTitles(book);
        return made._fields.All;
    }

    /// <summary>The leader; it says what kind of thing a book is where it said another before, and where there is a code for it.</summary>
    private static Leader LeaderOf(MarcRecord record, Book book) =>
        BookAsMarc.KindOf(book.MaterialType) is { } kind && MarcDescription.MaterialType(record) != book.MaterialType && (kind == "as" || record.Leader.TypeOfRecord != kind[0])
            ? record.Leader.With(6, kind)
            : record.Leader;

    private void RevisePeople(Book book)
    {
        // A book that names nobody is catalogued under its author as displayed.
        var before = _before.Contributors is [] && _before.Author.Length > 0 ? [new Contributor(_before.Author, Contributor.Author)] : _before.Contributors;
        // A role that was catalogued by its code is the same in words.
        List<Contributor> people = [.. book.Contributors.Select(person => person with { Role = Relators.TermOf(person.Role) ?? person.Role })];
        if (before.SequenceEqual(people))
            return;

        var held = _fields.Held(MarcNames.IsPart).OrderBy(field => field.View.Tag[0]).Select(field => new NameField(field.Field, field.View, MarcNames.PersonIn(_record, field.View)!)).Where(field => field.Person is not null).ToList();
        var order = held.Select(field => field.Field).ToList();
        var hasMain = held.Exists(field => field.IsMain);
        var parts = people.Select(person => new Part(person)).ToList();
        foreach (var part in parts)
            part.Take(held, field => (field.Person.Name, field.Person.Role) == (part.Person.Name, part.Person.Role));
        foreach (var part in parts.Where(part => part.Field is null))
            part.Take(held, field => field.Person.Name == part.Person.Name);
        foreach (var field in held)
            _fields.Remove(field.Field);

        var isInOrder = parts.Where(part => part.Field is not null).Select(part => order.IndexOf(part.Field!.Field)) is var places && places.SequenceEqual(places.Order());
        DataField? last = null;
        foreach (var (index, part) in parts.Index())
        {
            var isMain = index == 0 && (part.Field is { } known ? known.IsMain && (part.Person.Role is Contributor.Author || part.Person.Role == known.Person.Role) || hasMain && part.Person.Role is Contributor.Author : part.Person.Role is Contributor.Author);
            last = part.Field is { } field ? Renew(field, part.Person, isMain, isInOrder, last) : Make(part.Person, isMain, last);
        }
    }

    /// <summary>Somebody's field as it must be now; what stands in it of dates, identifiers and scripts stays.</summary>
    private DataField Renew(NameField name, Contributor person, bool isMain, bool isInOrder, DataField? before)
    {
        var view = name.View with { Tag = (isMain ? "1" : "7") + name.View.Tag[1..] };
        if (name.Person.Role != person.Role)
            view = Relators.WithRole(view, name.Person.Role, person.Role);
        var isElsewhere = name.Field.Tag == MarcScripts.Tag;
        var field = isElsewhere ? view with { Tag = MarcScripts.Tag } : view;
        if (isElsewhere && view.Tag != name.View.Tag)
            field = MarcScripts.Linked(field, view.Tag, "00");
        foreach (var form in view.Tag == name.View.Tag ? [] : _fields.FormsOf(name.Field))
            _fields.Replace(form, MarcScripts.Linked(form, view.Tag, MarcScripts.NumberOf(form)!));
        if (isInOrder && view.Tag == name.View.Tag)
        {
            _fields.Replace(name.Field, field);
        }
        else
        {
            _fields.RemoveAlone(name.Field);
            PutBehind(field, before);
        }

        return name.Person.OtherNames.SequenceEqual(person.OtherNames) ? field : _fields.ReviseForms(field, MarcNames.NameIn, person.OtherNames, other => BookAsMarc.OtherName(view, other));
    }

    private DataField Make(Contributor person, bool isMain, DataField? before)
    {
        var made = BookAsMarc.Person(person, isMain);
        PutBehind(made, before);
        return _fields.ReviseForms(made, MarcNames.NameIn, person.OtherNames, other => BookAsMarc.OtherName(made, other));
    }

    /// <summary>Puts a name behind the one that comes before it in the book, and before those that come behind it.</summary>
    private void PutBehind(DataField field, DataField? before)
    {
        if (before is { Tag: "700" or "710" or "711" })
            _fields.PutAfter(field, before);
        else if (field.Tag[0] == '7' && _fields.Held(MarcNames.IsPart).FirstOrDefault(other => other.Field.Tag[0] == '7').Field is { } next)
            _fields.PutBefore(field, next);
        else
            _fields.Put(field);
    }

    private void ReviseSubjects(Book book)
    {
        if (_before.Subjects.SequenceEqual(book.Subjects))
            return;
        var gone = _before.Subjects.Except(book.Subjects, StringComparer.OrdinalIgnoreCase).ToHashSet(StringComparer.OrdinalIgnoreCase);
        bool IsGone(string subject) => gone.Contains(MarcDescription.Cut(subject, Domain.Catalog.Book.MaxPhrase));
        foreach (var (field, view) in _fields.Held(MarcSubjects.IsOne))
        {
            var subjects = MarcSubjects.In(view).ToList();
            if (subjects is not [] && subjects.TrueForAll(IsGone))
                _fields.Remove(field);
            else if (subjects.Exists(IsGone))
                _fields.Replace(field, field with { Subfields = [.. field.Subfields.Where(part => part.Code != 'a' || Isbd.Trim(part.Value) is not { } subject || !IsGone(subject))] });
        }

        foreach (var subject in book.Subjects.Except(_before.Subjects, StringComparer.OrdinalIgnoreCase))
            _fields.Put(BookAsMarc.Subject(subject));
    }

    private void ReviseTitles(Book book)
    {
        if (_before.OtherTitles.ToHashSet().SetEquals(book.OtherTitles))
            return;
        var added = book.OtherTitles.Except(_before.OtherTitles).Where(title => title.Kind != TitleKind.OtherScript).ToList();
        // A title may stand in several fields, of which the catalogue names the first.
        var gone = _before.OtherTitles.Except(book.OtherTitles).Where(title => title.Kind != TitleKind.OtherScript).ToList();
        bool IsGone(OtherTitle title) => gone.Contains(title) || gone.Exists(other => other.Title.Equals(title.Title, StringComparison.OrdinalIgnoreCase) && !book.OtherTitles.Any(said => said.Title.Equals(other.Title, StringComparison.OrdinalIgnoreCase)));
        foreach (var (field, view) in _fields.Held(IsTitled))
        {
            var kind = MarcTitles.KindOf(view)!.Value;
            foreach (var form in _fields.FormsOf(field).Where(form => MarcTitles.TextIn(form with { Tag = view.Tag }) is { } text && IsGone(new OtherTitle(text, kind))))
                _fields.RemoveAlone(form);
            if (MarcTitles.TextIn(view) is not { } said || !IsGone(new OtherTitle(said, kind)))
                continue;
            if (added.Find(title => title.Kind == kind) is { } other && gone.Contains(new OtherTitle(said, kind)))
            {
                _fields.Replace(field, MarcWording.Reword(view, MarcTitles.CodesOf(view), said, other.Title) with { Tag = field.Tag });
                added.Remove(other);
            }
            else
            {
                _fields.Remove(field);
            }
        }

        var kept = _fields.Held(IsTitled).SelectMany(field => MarcTitles.TitlesIn(_record, field.View)).ToHashSet();
        foreach (var title in book.OtherTitles.Where(title => title.Kind != TitleKind.OtherScript && !kept.Contains(title) && (added.Contains(title) || _before.OtherTitles.Contains(title))))
            _fields.Put(BookAsMarc.Title(title));

        List<string> scripts = [.. book.OtherTitles.Where(title => title.Kind == TitleKind.OtherScript).Select(title => title.Title)];
        var wereScripts = _before.OtherTitles.Where(title => title.Kind == TitleKind.OtherScript).Select(title => title.Title);
        if (!wereScripts.SequenceEqual(scripts) && _fields.All.OfType<DataField>().FirstOrDefault(field => field.Tag == "245") is { } proper)
            _fields.ReviseForms(proper, MarcTitles.TextIn, scripts, BookAsMarc.OtherScript);
    }

    private static bool IsTitled(DataField field) => MarcTitles.KindOf(field) is not (null or TitleKind.OtherScript);

    /// <summary>A field that names somebody.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="View">The same as it would be in its place.</param>
    /// <param name="Person">Whom it names.</param>
    private sealed record NameField(DataField Field, DataField View, Contributor Person)
    {
        public bool IsMain => View.Tag[0] == '1';
    }

    /// <summary>Somebody who had a part in the book, and the field that names them.</summary>
    private sealed class Part(Contributor person)
    {
        public Contributor Person => person;

        public NameField? Field { get; private set; }

        /// <summary>Takes a field that names the same, and with it all others that do.</summary>
        public void Take(List<NameField> left, Func<NameField, bool> isSame)
        {
            Field = left.Find(field => isSame(field));
            if (Field is { Person: var named })
                left.RemoveAll(field => (field.Person.Name.ToUpperInvariant(), field.Person.Role) == (named.Name.ToUpperInvariant(), named.Role));
        }
    }
}
