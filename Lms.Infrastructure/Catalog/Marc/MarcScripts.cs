using System.Globalization;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>Fields in other scripts: 880, each linked to the field that it is another form of by subfield $6, as in <c>$6 245-01/(N</c>.</summary>
internal static class MarcScripts
{
    public const string Tag = "880";

    /// <summary>The number of a field that is another form of none.</summary>
    private const string Unlinked = "00";

    /// <summary>The other forms of a field, as if they had its tag. There is one title proper; its other forms are known without a link.</summary>
    public static IEnumerable<DataField> OtherForms(MarcRecord record, DataField field) => record.All(Tag).Where(form => IsFormOf(form, field)).Select(form => form with { Tag = field.Tag });

    /// <summary>The record with those fields in their places that are in another script only.</summary>
    public static MarcRecord WithUnlinked(MarcRecord record) => record.Fields.Any(field => field is DataField { Tag: Tag } data && InPlace(data).Tag != Tag)
        ? record with { Fields = [.. record.Fields.Select(field => field is DataField data ? InPlace(data) : field)] }
        : record;

    /// <summary>A field as it would be in its place, where it is in another script only; any other as it is.</summary>
    public static DataField InPlace(DataField field) => field.Tag == Tag && PartsOf(field) is { Number: Unlinked } link ? field with { Tag = link.Tag } : field;

    /// <summary>Whether a field is another form of one.</summary>
    public static bool IsFormOf(DataField form, DataField field) => TagOf(form) == field.Tag && (NumberOf(field) is { } number ? NumberOf(form) == number : field.Tag == "245");

    /// <summary>The tag of the field that an 880 is another form of; null where it does not say, or the field is none.</summary>
    public static string? TagOf(DataField field) => field.Tag == Tag ? PartsOf(field)?.Tag : null;

    /// <summary>What links a field and its other forms; null where nothing does.</summary>
    public static string? NumberOf(DataField field) => PartsOf(field) is { Number: not Unlinked } link ? link.Number : null;

    /// <summary>A number that links no fields of a record so far.</summary>
    public static string NextNumber(IEnumerable<MarcField> fields) => (1 + fields.OfType<DataField>()
        .Select(field => int.TryParse(NumberOf(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).DefaultIfEmpty(0).Max()).ToString("00", CultureInfo.InvariantCulture);

    /// <summary>A field that is linked.</summary>
    /// <param name="field">The field; a link that it has is replaced, and what the link says of the script stays.</param>
    /// <param name="tag">The tag of what it is linked to.</param>
    /// <param name="number">What links it.</param>
    public static DataField Linked(DataField field, string tag, string number)
    {
        var script = field['6']?.IndexOf('/', StringComparison.Ordinal) is >= 0 and var at ? field['6']![at..] : "";
        return field with { Subfields = [new Subfield('6', $"{tag}-{number}{script}"), .. field.Subfields.Where(part => part.Code != '6')] };
    }

    private static (string Tag, string Number)? PartsOf(DataField field) =>
        field['6']?.Trim() is [_, _, _, '-', .. var rest] link && rest.TakeWhile(char.IsAsciiDigit).ToArray() is { Length: > 1 } digits ? (link[..3], new string(digits)) : null;
}
