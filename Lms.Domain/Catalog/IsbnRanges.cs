namespace Lms.Domain.Catalog;

/// <summary>Where the hyphens of ISBNs stand, by the ranges that the International ISBN Agency has given to registrants.</summary>
internal static class IsbnRanges
{
    private const int LongestGroup = 5;

    private static readonly Lazy<Dictionary<string, (string First, string Last)[]>> Groups = new(() =>
        CodeList.Read("IsbnRanges").ToDictionary(line => line[0].Replace("-", "", StringComparison.Ordinal), line => line[1..].Select(Range).ToArray(), StringComparer.Ordinal));

    /// <summary>Parts thirteen digits into prefix, group, registrant, publication and check digit.</summary>
    /// <returns>Null where no registrant has the number's range.</returns>
    public static string? Hyphenate(string digits13)
    {
        for (var length = 1; length <= LongestGroup; length++)
        {
            if (!Groups.Value.TryGetValue(digits13[..(3 + length)], out var ranges))
                continue;
            var rest = digits13[(3 + length)..12];
            foreach (var (first, last) in ranges)
            {
                var registrant = rest.Length > first.Length ? rest[..first.Length] : "";
                if (registrant.Length > 0 && string.CompareOrdinal(first, registrant) <= 0 && string.CompareOrdinal(registrant, last) <= 0)
                    return $"{digits13[..3]}-{digits13[3..(3 + length)]}-{registrant}-{rest[first.Length..]}-{digits13[12]}";
            }

            return null;
        }

        return null;
    }

    private static (string First, string Last) Range(string range) => range.Split('-') is [var first, var last] ? (first, last) : (range, range);
}
