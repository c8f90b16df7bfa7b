using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>The people, bodies and conferences in a record.</summary>
internal static class MarcNames
{
    /// <summary>The fields that name who had a part in it. A 7xx with a title names another work, not a part in this one.</summary>
    public static IEnumerable<DataField> Fields(MarcRecord record) => record.All("100", "110", "111").Concat(record.All("700", "710", "711").Where(IsPart));

    /// <summary>Whether a field names somebody who had a part in the book.</summary>
    public static bool IsPart(DataField field) => field.Tag is "100" or "110" or "111" || (field.Tag is "700" or "710" or "711" && field['t'] is null);

    /// <summary>Whom a field names, with the other forms of the name that are linked to it (880).</summary>
    /// <returns>Null where it names nobody.</returns>
    public static Contributor? PersonIn(MarcRecord record, DataField field) => NameIn(field) is { } name
        ? new Contributor(name, Relators.RoleIn(field) ?? (field.Tag[0] == '1' ? Contributor.Author : "contributor"))
        {
            OtherNames = [.. MarcScripts.OtherForms(record, field).Select(NameIn).OfType<string>().Where(other => other != name).Distinct()],
        }
        : null;

    /// <summary>The bodies and conferences among a record's names.</summary>
    public static HashSet<string> Bodies(MarcRecord record) => record.All("110", "111", "710", "711").Select(NameIn).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>The name in a field; null where it has none.</summary>
    public static string? NameIn(DataField field) => field.Tag[1..] switch
    {
        "00" => Isbd.Trim(string.Join(' ', field.All("abcq").Select(Isbd.Line))),
        "10" => Isbd.Join(". ", field.All("abn")),
        _ => Isbd.Trim(string.Join(' ', field.All("andc").Select(Isbd.Line))),
    };
}
