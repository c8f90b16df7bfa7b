namespace Lms.Application.Imports;

/// <summary>Which column of a CSV file holds which field.</summary>
internal sealed class CsvColumns
{
    private readonly Dictionary<CsvField, int> _places;

    private CsvColumns(IReadOnlyList<string> header, Dictionary<CsvField, int> places) => (Header, _places) = (header, places);

    public IReadOnlyList<string> Header { get; }

    /// <summary>The fields that the file has, with their places.</summary>
    public IEnumerable<KeyValuePair<CsvField, int>> Places => _places;

    /// <summary>The place of a field's column, from 0; null where the file has none.</summary>
    public int? this[CsvField field] => _places.TryGetValue(field, out var place) ? place : null;

    /// <summary>Understands a header.</summary>
    /// <param name="header">The columns' names.</param>
    /// <param name="assignment">What somebody said the columns are; it counts more than the names.</param>
    /// <exception cref="UnreadableFileException">A column that was assigned is missing, or no column holds titles or authors.</exception>
    public static CsvColumns Read(IReadOnlyList<string> header, CsvAssignment assignment)
    {
        var places = new Dictionary<CsvField, int>();
        foreach (var (field, column) in assignment.Columns)
        {
            var place = header.Index().Where(named => named.Item.Trim().Equals(column, StringComparison.OrdinalIgnoreCase)).Select(named => (int?)named.Index).FirstOrDefault();
            places[field] = place ?? throw new UnreadableFileException($"There is no column '{column}'. {Seen(header)}");
        }

        foreach (var (place, column) in header.Index())
        {
            if (!places.ContainsValue(place) && CsvFieldNames.Guess(column) is { } field)
                places.TryAdd(field, place);
        }

        foreach (var needed in (ReadOnlySpan<CsvField>)[CsvField.Title, CsvField.Author])
        {
            if (!places.ContainsKey(needed))
                throw new UnreadableFileException($"No column holds the {CsvFieldNames.NameOf(needed)}. Say which one does, as in columns={CsvFieldNames.NameOf(needed)}=Column. {Seen(header)}");
        }

        return new CsvColumns(header, places);
    }

    /// <summary>For people: which column was taken for what, and which were left out.</summary>
    public string Describe()
    {
        var read = _places.OrderBy(place => place.Key).Select(place => $"{CsvFieldNames.NameOf(place.Key)} from '{Header[place.Value].Trim()}'");
        var ignored = Header.Index().Where(column => !_places.ContainsValue(column.Index) && !string.IsNullOrWhiteSpace(column.Item)).Select(column => $"'{column.Item.Trim()}'").ToList();
        return string.Join(", ", read) + (ignored.Count == 0 ? "." : $"; not read: {string.Join(", ", ignored)}.");
    }

    private static string Seen(IReadOnlyList<string> header) =>
        $"The header has these columns: {string.Join(", ", header.Take(60).Select(Legible))}{(header.Count > 60 ? ", …" : "")}.";

    private static string Legible(string column)
    {
        var clean = string.Concat(column.Trim().Where(character => !char.IsControl(character) && !char.IsSurrogate(character)));
        return $"'{(clean.Length <= 60 ? clean : clean[..60] + "…")}'";
    }
}
