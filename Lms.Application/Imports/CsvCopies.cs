using System.Globalization;
using Lms.Application.Catalog;

namespace Lms.Application.Imports;

/// <summary>Makes a row's copies.</summary>
/// <param name="text">A cell of the row, trimmed; empty where there is no such column.</param>
/// <param name="remark">Is told of cells that cannot be understood.</param>
internal sealed class CsvCopies(Func<CsvField, string> text, Action<CsvField, string> remark)
{
    /// <summary>What stands between the barcodes of one cell.</summary>
    public static readonly char[] Separators = [';', '|', ','];

    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/MM/dd", "d.M.yyyy"];

    /// <summary>One copy for each barcode; without barcodes, as many as the row says; where it does not say, <paramref name="usual"/>.</summary>
    public IReadOnlyList<RecordCopy> Read(int usual)
    {
        var barcodes = text(CsvField.Barcode).Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (barcodes is not [])
            return [.. barcodes.Distinct(StringComparer.Ordinal).Select(Make)];

        var count = Value(CsvField.Copies, stated => int.TryParse(stated, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= CreateBook.MaxCopies ? (int?)number : null) ?? usual;
        return count == 0 ? [] : [.. Enumerable.Repeat(Make(null), count)];
    }

    private RecordCopy Make(string? barcode)
    {
        var fields = new CopyFields
        {
            Barcode = barcode,
            ShelfLocation = TextOrNull(CsvField.ShelfLocation),
            CallNumber = TextOrNull(CsvField.CallNumber),
            Price = Value(CsvField.Price, ReadPrice),
            AcquiredOn = Value(CsvField.AcquiredOn, ReadDay),
            Note = TextOrNull(CsvField.Note),
        };
        return new RecordCopy(fields, TextOrNull(CsvField.Branch));
    }

    private string? TextOrNull(CsvField field) => text(field) is { Length: > 0 } stated ? stated : null;

    private T? Value<T>(CsvField field, Func<string, T?> read)
        where T : struct
    {
        if (text(field) is not { Length: > 0 } stated)
            return null;
        var value = read(stated);
        if (value is null)
            remark(field, stated);
        return value;
    }

    /// <summary><c>12.50</c> or <c>12,50</c>, with a currency's sign before or after it.</summary>
    private static decimal? ReadPrice(string stated)
    {
        var amount = stated.Trim('$', '€', '£', ' ');
        if (amount.Length > 3 && amount[^3] == ',' && !amount.Contains('.', StringComparison.Ordinal))
            amount = string.Concat(amount.AsSpan(0, amount.Length - 3), ".", amount.AsSpan(amount.Length - 2));
        return decimal.TryParse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price : null;
    }

    private static DateOnly? ReadDay(string stated) =>
        DateOnly.TryParseExact(stated, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
