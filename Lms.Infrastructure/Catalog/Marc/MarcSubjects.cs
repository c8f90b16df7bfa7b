namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>What a record says that the book is about.</summary>
internal static class MarcSubjects
{
    /// <summary>Whether a field names a subject.</summary>
    public static bool IsOne(DataField field) => field.Tag is "600" or "610" or "611" or "630" or "647" or "648" or "650" or "651" or "653";

    /// <summary>The subjects that a field names: one, with its subdivisions, or several words that somebody chose.</summary>
    public static IEnumerable<string> In(DataField field) => (field.Tag == "653" ? field.All("a").Select(Isbd.Trim) : [Heading(field)]).OfType<string>();

    /// <summary>A heading with its subdivisions, as in <c>Zionism -- Philosophy</c>.</summary>
    /// <returns>Null where it is empty.</returns>
    public static string? Heading(DataField field)
    {
        var heading = Isbd.Trim(string.Join(' ', field.Subfields.Where(part => part.Code is not ('v' or 'x' or 'y' or 'z' or 'e' or 'j') && char.IsAsciiLetter(part.Code) && part.Code is not ('u' or 'w')).Select(part => Isbd.Line(part.Value))));
        return Isbd.Join(" -- ", [heading, .. field.All("vxyz")]);
    }
}
