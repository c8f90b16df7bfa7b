namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>Puts other words into fields: of a field's subfields only those change that say something else, and the punctuation between them stays.</summary>
internal static class MarcWording
{
    /// <summary>Puts another text in the place of one that several subfields make up together.</summary>
    /// <param name="field">The field.</param>
    /// <param name="codes">The codes of the subfields that make the text up.</param>
    /// <param name="before">The text that they make up; null where they make up none.</param>
    /// <param name="now">The text that they shall make up.</param>
    /// <returns>The field with one subfield changed where that is enough; else the first of them has all of the text.</returns>
    public static DataField Reword(DataField field, string codes, string? before, string now)
    {
        var parts = PartsOf(field, codes, before ?? "");
        foreach (var (index, said, from) in parts)
        {
            var (head, tail) = (before![..from], before[(from + said.Length)..]);
            if (now.Length > head.Length + tail.Length && now.StartsWith(head, StringComparison.Ordinal) && now.EndsWith(tail, StringComparison.Ordinal))
                return With(field, index, Reword(field.Subfields[index].Value, said, now[head.Length..(now.Length - tail.Length)]));
        }

        if (parts is not [var first, ..])
            return Insert(field, BeginningOf(field), new Subfield(codes[0], now));
        var end = TailOf(field.Subfields[parts[^1].Index].Value);
        var gone = parts.Skip(1).Select(part => part.Index).ToHashSet();
        return field with { Subfields = [.. With(field, first.Index, Close(now, end)).Subfields.Index().Where(part => !gone.Contains(part.Index)).Select(part => part.Item)] };
    }

    /// <summary>Puts other words in the place of some within a value.</summary>
    public static string Reword(string value, string said, string now)
    {
        var at = value.IndexOf(said, StringComparison.Ordinal);
        return at < 0 ? Close(now, TailOf(value)) : value[..at] + Close(now, value[(at + said.Length)..]);
    }

    /// <summary>Adds a part behind others, with the punctuation that stood behind them.</summary>
    /// <param name="field">The field.</param>
    /// <param name="after">The codes of what the part stands behind.</param>
    /// <param name="part">The part.</param>
    /// <param name="mark">What parts it from what it stands behind.</param>
    public static DataField Add(DataField field, string after, Subfield part, string mark)
    {
        var at = field.Subfields.Index().Where(other => after.Contains(other.Item.Code, StringComparison.Ordinal)).Select(other => other.Index).DefaultIfEmpty(-1).Max();
        if (at < 0)
            return Insert(field, BeginningOf(field), part);
        var before = field.Subfields[at].Value;
        var tail = TailOf(before);
        var core = before[..(before.Length - tail.Length)];
        var end = tail.Trim() != mark.Trim() ? tail : at + 1 < field.Subfields.Count && char.IsAsciiLetter(field.Subfields[at + 1].Code) ? "," : "";
        // Behind an open date no mark is written.
        return Insert(With(field, at, core.EndsWith('-') ? core : core + mark), at + 1, part with { Value = Close(part.Value, end) });
    }

    /// <summary>Takes all parts of a kind out; what stands before them gets the punctuation that stood behind them.</summary>
    public static DataField Remove(DataField field, char code)
    {
        var (first, last) = (field.Subfields.Index().First(part => part.Item.Code == code).Index, field.Subfields.Last(part => part.Code == code));
        var shorter = first > 0 && char.IsAsciiLetter(field.Subfields[first - 1].Code) && field.Subfields[first - 1].Value is var before
            ? With(field, first - 1, Close(before[..(before.Length - TailOf(before).Length)], TailOf(last.Value)))
            : field;
        return shorter with { Subfields = [.. shorter.Subfields.Where(part => part.Code != code)] };
    }

    /// <summary>Puts other values in the place of all subfields with a code.</summary>
    /// <param name="field">The field.</param>
    /// <param name="code">The code.</param>
    /// <param name="values">The values; where there were none, they come at the beginning or at the end.</param>
    /// <param name="isFirst">Whether at the beginning.</param>
    public static DataField Put(DataField field, char code, IEnumerable<string> values, bool isFirst)
    {
        var at = field.Subfields.Index().Where(part => part.Item.Code == code).Select(part => part.Index).DefaultIfEmpty(isFirst ? BeginningOf(field) : field.Subfields.Count).First();
        return field with { Subfields = [.. field.Subfields.Take(at), .. values.Select(value => new Subfield(code, value)), .. field.Subfields.Skip(at).Where(part => part.Code != code)] };
    }

    /// <summary>The field with another value in one of its subfields.</summary>
    public static DataField With(DataField field, int index, string value) =>
        field with { Subfields = [.. field.Subfields.Take(index), field.Subfields[index] with { Value = value }, .. field.Subfields.Skip(index + 1)] };

    private static DataField Insert(DataField field, int at, Subfield part) => field with { Subfields = [.. field.Subfields.Take(at), part, .. field.Subfields.Skip(at)] };

    /// <summary>Behind what links the field or says what it is about.</summary>
    private static int BeginningOf(DataField field) => field.Subfields.TakeWhile(part => part.Code is '3' or '6' or '8' or 'i').Count();

    /// <summary>Which subfields make a text up, what each says of it, and where.</summary>
    private static List<(int Index, string Said, int From)> PartsOf(DataField field, string codes, string text)
    {
        var parts = new List<(int, string, int)>();
        var at = 0;
        foreach (var (index, part) in field.Subfields.Index().Where(part => codes.Contains(part.Item.Code, StringComparison.Ordinal)))
        {
            if (Isbd.Trim(part.Value) is not { } said || text.IndexOf(said, at, StringComparison.Ordinal) is not (>= 0 and var from))
                continue;
            parts.Add((index, said, from));
            at = from + said.Length;
        }

        return parts;
    }

    /// <summary>The punctuation behind what a value says.</summary>
    private static string TailOf(string value) =>
        Isbd.Trim(value) is { } said && value.LastIndexOf(said, StringComparison.Ordinal) is >= 0 and var at ? value[(at + said.Length)..] : value[value.AsSpan().TrimEnd(" /:;,=.").Length..];

    private static string Close(string text, string end) => text.EndsWith('.') && end.StartsWith('.') ? text + end[1..] : text + end;
}
