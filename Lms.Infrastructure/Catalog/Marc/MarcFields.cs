namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>The fields of a record while some of them are written anew. All others keep their places.</summary>
internal sealed class MarcFields(IEnumerable<MarcField> fields)
{
    private readonly List<MarcField> _fields = [.. fields];

    /// <summary>All fields, in their order.</summary>
    public IReadOnlyList<MarcField> All => _fields;

    /// <summary>The fields that are something, each also as it would be in its place: what is in another script only, stands in an 880.</summary>
    public IReadOnlyList<(DataField Field, DataField View)> Held(Func<DataField, bool> isOne) =>
        [.. _fields.OfType<DataField>().Select(field => (field, MarcScripts.InPlace(field))).Where(field => isOne(field.Item2))];

    /// <summary>The fields (880) that are other forms of one.</summary>
    public IReadOnlyList<DataField> FormsOf(DataField field) =>
        field.Tag == MarcScripts.Tag ? [] : [.. _fields.OfType<DataField>().Where(form => MarcScripts.IsFormOf(form, field))];

    /// <summary>Puts a field in the place of another.</summary>
    public void Replace(MarcField field, MarcField other) => _fields[PlaceOf(field)] = other;

    /// <summary>Removes a field, and what is another form of it.</summary>
    public void Remove(DataField field)
    {
        foreach (var form in FormsOf(field).Append(field))
            RemoveAlone(form);
    }

    /// <summary>Removes a field. What is another form of it stays.</summary>
    public void RemoveAlone(DataField field) => _fields.RemoveAt(PlaceOf(field));

    /// <summary>Adds a field behind all that have its tag or one before it.</summary>
    public void Put(MarcField field) => _fields.Insert(_fields.FindLastIndex(other => string.CompareOrdinal(other.Tag, field.Tag) <= 0) + 1, field);

    /// <summary>Adds a field behind another.</summary>
    public void PutAfter(DataField field, DataField other) => _fields.Insert(PlaceOf(other) + 1, field);

    /// <summary>Adds a field before another.</summary>
    public void PutBefore(DataField field, DataField other) => _fields.Insert(PlaceOf(other), field);

    /// <summary>Brings the other forms of a field up to what is said now. A form that still says something of it stays as it is.</summary>
    /// <param name="field">The field; where it gets its first form, it is linked.</param>
    /// <param name="textIn">What a form says, as a field of the same tag.</param>
    /// <param name="texts">All that is said now.</param>
    /// <param name="make">Makes a form, as a field of the same tag.</param>
    /// <returns>The field as it is now.</returns>
    public DataField ReviseForms(DataField field, Func<DataField, string?> textIn, IReadOnlyCollection<string> texts, Func<string, DataField> make)
    {
        var added = texts.ToList();
        foreach (var form in FormsOf(field))
        {
            if (textIn(form with { Tag = field.Tag }) is { } text && !added.Remove(text) && !texts.Contains(text))
                RemoveAlone(form);
        }

        if (field.Tag == MarcScripts.Tag || added is [])
            return field;
        var number = MarcScripts.NumberOf(field) ?? MarcScripts.NextNumber(_fields);
        var linked = MarcScripts.NumberOf(field) is null ? MarcScripts.Linked(field, MarcScripts.Tag, number) : field;
        Replace(field, linked);
        foreach (var form in added.Select(make))
            Put(MarcScripts.Linked(form, field.Tag, number) with { Tag = MarcScripts.Tag });
        return linked;
    }

    private int PlaceOf(MarcField field) => _fields.FindIndex(other => ReferenceEquals(other, field));
}
