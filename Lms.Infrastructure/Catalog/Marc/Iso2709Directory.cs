using System.Text;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>The directory of a record: which fields it has, and where.</summary>
internal static class Iso2709Directory
{
    /// <summary>Whether bytes can be a directory: entries of twelve characters that begin with a tag of letters and digits.</summary>
    /// <param name="directory">The bytes.</param>
    /// <param name="isExact">Whether lengths and addresses must be numbers.</param>
    public static bool IsOne(ReadOnlySpan<byte> directory, bool isExact)
    {
        for (; directory.Length >= Iso2709.EntryLength; directory = directory[Iso2709.EntryLength..])
        {
            if (!char.IsAsciiLetterOrDigit((char)directory[0]) || !char.IsAsciiLetterOrDigit((char)directory[1]) || !char.IsAsciiLetterOrDigit((char)directory[2]))
                return false;
            if (isExact && directory[3..Iso2709.EntryLength].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                return false;
        }

        return directory.IsEmpty;
    }

    /// <summary>How many fields there are by their terminators.</summary>
    public static int CountOf(ReadOnlySpan<byte> data) => Ends(data).Count;

    /// <summary>
    /// Finds the fields. Lengths and addresses are believed where each leads to the beginning of a field of its own; else, where there are as many fields as entries, they
    /// are taken in their order; else where each address and length leads at least to a field's end.
    /// </summary>
    /// <param name="directory">The entries.</param>
    /// <param name="data">The fields, with their terminators but without the record's.</param>
    /// <returns>Each field's tag and place, without its terminator, in the order of the directory; null where they cannot be told apart.</returns>
    public static IReadOnlyList<(string Tag, Range Place)>? Locate(ReadOnlySpan<byte> directory, ReadOnlySpan<byte> data)
    {
        var entries = Entries(directory);
        var ends = Ends(data);
        return ByAddress(entries, ends) ?? ByOrder(entries, ends) ?? ByLength(entries, ends, data.Length);
    }

    private static List<Entry> Entries(ReadOnlySpan<byte> directory)
    {
        var entries = new List<Entry>(directory.Length / Iso2709.EntryLength);
        for (; !directory.IsEmpty; directory = directory[Iso2709.EntryLength..])
            entries.Add(new Entry(Encoding.ASCII.GetString(directory[..3]), Iso2709.NumberOf(directory[3..7]), Iso2709.NumberOf(directory[7..12])));
        return entries;
    }

    /// <summary>Where fields end: at terminators, and at the end of the data where the last one has none.</summary>
    private static List<int> Ends(ReadOnlySpan<byte> data)
    {
        var ends = new List<int>();
        for (var at = 0; at < data.Length;)
        {
            var length = data[at..].IndexOf(Iso2709.FieldTerminator);
            ends.Add(length < 0 ? data.Length : at + length);
            at = ends[^1] + 1;
        }

        return ends;
    }

    private static List<(string Tag, Range Place)>? ByAddress(List<Entry> entries, List<int> ends)
    {
        var starts = new HashSet<int>();
        if (!entries.All(entry => IsStart(entry.Start, ends) && starts.Add(entry.Start)))
            return null;

        var inOrder = starts.Order().ToList();
        var places = new List<(string, Range)>(entries.Count);
        foreach (var entry in entries)
        {
            var end = ends[FirstNotBefore(ends, entry.Start)];
            var stated = entry.Start + entry.Length - 1;
            // A terminator within a field, rather than a length that reaches into the next one.
            if (stated > end && FirstNotBefore(ends, stated) is var at && at < ends.Count && ends[at] == stated && !HasBetween(inOrder, entry.Start, stated))
                end = stated;
            places.Add((entry.Tag, entry.Start..end));
        }

        return places;
    }

    private static List<(string Tag, Range Place)>? ByOrder(List<Entry> entries, List<int> ends) => entries.Count != ends.Count
        ? null
        : [.. entries.Select((entry, index) => (entry.Tag, (index == 0 ? 0 : ends[index - 1] + 1)..ends[index]))];

    private static List<(string Tag, Range Place)>? ByLength(List<Entry> entries, List<int> ends, int length) =>
        entries.All(entry => entry is { Start: >= 0, Length: > 0 } && entry.Start < length && entry.Start + entry.Length <= length + 1 && IsEnd(entry.Start + entry.Length - 1, ends))
            ? [.. entries.Select(entry => (entry.Tag, entry.Start..(entry.Start + entry.Length - 1)))]
            : null;

    private static bool IsStart(int at, List<int> ends) => ends.Count > 0 && (at == 0 || (at > 0 && IsEnd(at - 1, ends) && at - 1 != ends[^1]));

    private static bool IsEnd(int at, List<int> ends) => ends.BinarySearch(at) >= 0;

    private static int FirstNotBefore(List<int> sorted, int at) => sorted.BinarySearch(at) is var index and < 0 ? ~index : sorted.BinarySearch(at);

    /// <summary>Whether one of some sorted numbers is after the first and not after the last.</summary>
    private static bool HasBetween(List<int> sorted, int first, int last)
    {
        var index = FirstNotBefore(sorted, first + 1);
        return index < sorted.Count && sorted[index] <= last;
    }

    private readonly record struct Entry(string Tag, int Length, int Start);
}
