namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>What people did for a book, by the MARC Code List for Relators.</summary>
internal static class Relators
{
    /// <summary>Codes, each followed by its term.</summary>
    private const string Codes = """
        act actor|adp adapter|aft author of afterword|ann annotator|arr arranger|art artist|aui author of introduction|aus screenwriter|aut author|cmp composer|
        cnd conductor|com compiler|cov cover designer|cre creator|ctb contributor|cwt commentator|drt director|dte dedicatee|edt editor|fmo former owner|
        hnr honoree|ill illustrator|isb issuing body|itr instrumentalist|ive interviewee|ivr interviewer|lbt librettist|lyr lyricist|nrt narrator|
        org originator|pbl publisher|pht photographer|prf performer|pro producer|res researcher|sng singer|spk speaker|trl translator|wpr writer of preface
        """;

    private static readonly Dictionary<string, string> Terms = Codes.Split('|', StringSplitOptions.TrimEntries)
        .ToDictionary(relator => relator[..3], relator => relator[4..], StringComparer.Ordinal);

    /// <summary>The role that a name field names, by term or by code.</summary>
    /// <param name="field">A field of the names: 100, 110, 111, 700, 710, 711.</param>
    /// <returns>In lower case; null where it names none.</returns>
    public static string? RoleIn(DataField field) =>
        Isbd.Trim(field[field.Tag is "111" or "711" ? 'j' : 'e'])?.TrimEnd('.').ToLowerInvariant()
        ?? (Isbd.Trim(field['4'])?.Split('/')[^1].ToLowerInvariant() is { } code ? Terms.GetValueOrDefault(code, code) : null);

    /// <summary>The code of a role; null where the list has none.</summary>
    public static string? CodeOf(string role) => Terms.Where(term => term.Value == role).Select(term => term.Key).FirstOrDefault();
}
