namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>A MARC 21 record: everything it says, in its order.</summary>
/// <param name="Leader">What kind of record it is.</param>
/// <param name="Fields">Its fields, in the order of its directory.</param>
public sealed record MarcRecord(Leader Leader, IReadOnlyList<MarcField> Fields)
{
    /// <summary>Field 001 with the agency of 003 before it, which makes it one of a kind; null where the record has no control number.</summary>
    public string? ControlNumber => Control("001")?.Trim() is { Length: > 0 } number
        ? Control("003")?.Trim() is { Length: > 0 } agency ? $"({agency}){number}" : number
        : null;

    /// <summary>The data of the first control field with a tag; null where there is none.</summary>
    public string? Control(string tag) => Fields.OfType<ControlField>().FirstOrDefault(field => field.Tag == tag)?.Data;

    /// <summary>The data fields with one of some tags, in the order of the record.</summary>
    public IEnumerable<DataField> All(params string[] tags) => Fields.OfType<DataField>().Where(field => tags.Contains(field.Tag, StringComparer.Ordinal));

    /// <summary>The first data field with one of some tags; null where there is none.</summary>
    public DataField? First(params string[] tags) => All(tags).FirstOrDefault();
}
