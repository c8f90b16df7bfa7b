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
        ?? TermOf(field['4']);

    private static string? TermOf(string? stated) => Isbd.Trim(stated)?.Split('/')[^1].ToLowerInvariant() is { } code ? Terms.GetValueOrDefault(code, code) : null;

    /// <summary>A name field with another role: in the term or the code that says the one before, and where none does, in a term behind the name.</summary>
    /// <param name="field">The field.</param>
    /// <param name="before">The role that it names.</param>
    /// <param name="role">The role that it shall name.</param>
    public static DataField WithRole(DataField field, string before, string role)
    {
        var term = field.Tag is "111" or "711" ? 'j' : 'e';
        var isTerm = field[term] is not null;
        var at = field.Subfields.Index().Where(part => part.Item.Code == term || part.Item.Code == '4').OrderBy(part => part.Item.Code == '4').Select(part => part.Index).DefaultIfEmpty(-1).First();
        if (at < 0)
            return MarcWording.Add(field, term == 'j' ? "andc" : "abcdnq", new Subfield(term, role), ",");
        if (isTerm)
            field = MarcWording.With(field, at, MarcWording.Reword(field.Subfields[at].Value, Isbd.Trim(field.Subfields[at].Value) ?? before, role));
        // A code beside the term says the same.
        if (field.Subfields.Index().FirstOrDefault(part => part.Item.Code == '4' && (!isTerm || TermOf(part.Item.Value) == before)) is not { Item.Code: '4' } coded)
            return field;
        return CodeOf(role) is { } code
            ? MarcWording.With(field, coded.Index, code)
            : MarcWording.Put(isTerm ? field : MarcWording.Add(field, term == 'j' ? "andc" : "abcdnq", new Subfield(term, role), ","), '4', [], isFirst: false);
    }

    /// <summary>The code of a role; null where the list has none.</summary>
    public static string? CodeOf(string role) => Terms.Where(term => term.Value == role).Select(term => term.Key).FirstOrDefault();
}
