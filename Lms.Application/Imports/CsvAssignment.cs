using System.Text;

namespace Lms.Application.Imports;

/// <summary>What somebody said the columns of a CSV file are: <c>title=Name,author="Last, First"</c>.</summary>
internal sealed record CsvAssignment(IReadOnlyList<KeyValuePair<CsvField, string>> Columns)
{
    /// <summary>Reads an assignment.</summary>
    /// <param name="text">Pairs separated by commas; a column's name may stand in double quotes. Null for none.</param>
    /// <param name="fault">What is wrong with it; null where nothing is.</param>
    public static CsvAssignment Read(string? text, out string? fault)
    {
        var columns = new List<KeyValuePair<CsvField, string>>();
        fault = null;
        foreach (var pair in Split(text ?? ""))
        {
            if (pair.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var column] || column.Trim('"').Trim().Length == 0)
                fault ??= $"'{pair}' is not of the form field=column.";
            else if (CsvFieldNames.Find(name) is not { } field)
                fault ??= $"There is no field '{name}'; there are {string.Join(", ", CsvFieldNames.All)}.";
            else if (columns.Any(other => other.Key == field))
                fault ??= $"The field '{name}' stands twice.";
            else
                columns.Add(KeyValuePair.Create(field, column.Trim('"').Trim()));
        }

        return new CsvAssignment(columns);
    }

    private static IEnumerable<string> Split(string text)
    {
        var (pair, quoted) = (new StringBuilder(), false);
        foreach (var character in text)
        {
            quoted ^= character == '"';
            if (character != ',' || quoted)
            {
                pair.Append(character);
                continue;
            }

            yield return pair.ToString();
            pair.Clear();
        }

        if (text.Length > 0)
            yield return pair.ToString();
    }
}
