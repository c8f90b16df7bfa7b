using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>The titles in a record.</summary>
internal static class MarcTitles
{
    /// <summary>The title proper in a field like 245, with the number and name of a part.</summary>
    /// <returns>Null where it has none.</returns>
    public static string? Proper(DataField? field)
    {
        var title = "";
        foreach (var part in (field?.Subfields ?? []).Where(subfield => subfield.Code is 'a' or 'n' or 'p'))
        {
            if (Isbd.Trim(part.Value) is { } text)
                title += title.Length == 0 ? text : part.Code == 'p' && !title.EndsWith(']') && field!['n'] is not null ? ", " + text : ". " + text;
        }

        return title.Length == 0 ? null : title;
    }

    /// <summary>The other titles: uniform, in another script, variant, parallel, former, abbreviated, key, and those of works that are contained, each also in its other script.</summary>
    /// <param name="record">The record.</param>
    /// <param name="proper">The title proper, which is none of them.</param>
    public static IEnumerable<OtherTitle> Others(MarcRecord record, string proper) => Fields(record)
        .SelectMany(field => TitlesIn(record, field))
        .Where(title => !title.Title.Equals(proper, StringComparison.OrdinalIgnoreCase))
        .DistinctBy(title => title.Title.ToUpperInvariant());

    /// <summary>The titles in a field; none where it has no other title.</summary>
    public static IEnumerable<OtherTitle> TitlesIn(MarcRecord record, DataField field)
    {
        if (KindOf(field) is not { } kind)
            return [];
        var others = MarcScripts.OtherForms(record, field).Select(TextIn);
        return (kind == TitleKind.OtherScript ? others : others.Prepend(TextIn(field))).OfType<string>().Select(title => new OtherTitle(title, kind));
    }

    /// <summary>What kind of other title a field has; null where it has none. That of 245 stands in the fields that are linked to it.</summary>
    public static TitleKind? KindOf(DataField field) => field.Tag switch
    {
        "130" or "240" => TitleKind.Uniform,
        "210" => TitleKind.Abbreviated,
        "222" => TitleKind.Key,
        "245" => TitleKind.OtherScript,
        "246" => field.Indicator2 == '1' ? TitleKind.Parallel : TitleKind.Variant,
        "247" => TitleKind.Former,
        "740" => TitleKind.Part,
        "700" or "710" or "711" or "730" when field.Indicator2 == '2' => TitleKind.Part,
        _ => null,
    };

    private static IEnumerable<DataField> Fields(MarcRecord record) => record.All("130", "240").Concat(record.All("245").Take(1)).Concat(record.All("246", "247", "210", "222", "700", "710", "711", "730", "740"));

    /// <summary>The title in a field; null where it has none.</summary>
    public static string? TextIn(DataField field) => field.Tag switch
    {
        "210" or "222" => Isbd.Trim(string.Join(' ', field.All("ab").Select(Isbd.Line))),
        "245" or "246" or "247" => Isbd.Join(" : ", [Proper(field), .. field.All("b")]),
        "700" or "710" or "711" => field['t'] is null ? null : Isbd.Join(". ", field.Subfields.SkipWhile(part => part.Code != 't').Where(part => part.Code is 't' or 'n' or 'p').Select(part => part.Value)),
        _ => Isbd.Join(". ", field.All("anp")),
    };

    /// <summary>The codes of the subfields that make up the title in a field, the first one first.</summary>
    public static string CodesOf(DataField field) => field.Tag switch
    {
        "210" or "222" => "ab",
        "245" or "246" or "247" => "anpb",
        "700" or "710" or "711" => "tnp",
        _ => "anp",
    };
}
