using System.Globalization;
using System.Text.RegularExpressions;
using Lms.Application.Catalog;
using Lms.Application.Imports;
using Lms.Domain.Catalog;

namespace Lms.Infrastructure.Catalog.Marc;

/// <summary>The copies that a record names: in 852 (MARC 21 Format for Holdings Data) or in 952, where Koha keeps its items.</summary>
internal sealed partial class MarcHoldings
{
    private readonly List<RecordCopy> _copies = [];
    private readonly List<string> _remarks = [];

    private MarcHoldings()
    {
    }

    /// <summary>Reads the copies of a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="usual">How many copies to make where it names none.</param>
    /// <param name="remarks">What had to be left out.</param>
    public static IReadOnlyList<RecordCopy> Read(MarcRecord record, int usual, out IReadOnlyList<string> remarks)
    {
        var holdings = new MarcHoldings();
        remarks = holdings._remarks;
        var items = ItemsOf(record).ToList();
        foreach (var item in items)
            holdings.AddItem(item);
        foreach (var location in items is [] ? record.All("852") : [])
            holdings.AddLocation(location);

        var copies = holdings._copies.DistinctBy(copy => copy.Fields.Barcode ?? Guid.NewGuid().ToString()).ToList();
        if (copies.Count > CreateBook.MaxCopies)
            holdings._remarks.Add($"It has more than {CreateBook.MaxCopies} copies; the rest was left out.");
        return items is [] && !record.All("852").Any() ? [.. Enumerable.Repeat(new RecordCopy(new CopyFields(), null), usual)] : [.. copies.Take(CreateBook.MaxCopies)];
    }

    /// <summary>Adds the copies that came otherwise than with a record, and that it does not name: as items where it has items, else as locations.</summary>
    /// <param name="record">The record.</param>
    /// <param name="copies">Copies of its book, each with the code of its home branch.</param>
    /// <returns>The same record where it lacks none.</returns>
    public static MarcRecord Complete(MarcRecord record, IEnumerable<(Copy Copy, string Branch)> copies)
    {
        var named = record.All("852", "952").SelectMany(field => field.All("p")).Select(barcode => barcode.Trim()).ToHashSet(StringComparer.Ordinal);
        var missing = copies.Where(entry => entry.Copy.ImportId is null && !named.Contains(entry.Copy.Barcode)).ToList();
        if (missing is [])
            return record;
        var hasItems = ItemsOf(record).Any();
        return record with { Fields = [.. record.Fields, .. missing.Select(entry => hasItems ? BookAsMarc.Item(entry.Copy, entry.Branch) : BookAsMarc.Location(entry.Copy, entry.Branch))] };
    }

    /// <summary>The fields 952 that are items: other libraries have notes of their own there.</summary>
    private static IEnumerable<DataField> ItemsOf(MarcRecord record) => record.All("952").Where(field => field['p'] is not null || (field['a'] is not null && field['b'] is not null));

    private void AddItem(DataField item)
    {
        var barcode = Barcode(item['p']);
        if (IsSet(item['0']) || IsSet(item['1']))
        {
            _remarks.Add($"A copy{(barcode is null ? "" : $" ({barcode})")} is withdrawn or lost and was left out.");
            return;
        }

        _copies.Add(new RecordCopy(new CopyFields
        {
            Barcode = barcode,
            ShelfLocation = Place(item['c'], "shelf location"),
            CallNumber = Place(item['o'], "call number"),
            Price = Price(item['v']) ?? Price(item['g']),
            AcquiredOn = DateOnly.TryParseExact(item['d']?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            Note = Note([item['x'], item['z']]),
        }, BranchIn(item['a'] ?? item['b'])));
    }

    private void AddLocation(DataField location)
    {
        var fields = new CopyFields
        {
            ShelfLocation = Place(location['c'], "shelf location"),
            CallNumber = Place(string.Join(' ', location.Subfields.Where(part => part.Code is 'k' or 'h' or 'i' or 'j' or 'm').OrderBy(part => "khijm".IndexOf(part.Code, StringComparison.Ordinal)).Select(part => part.Value)), "call number"),
            Price = Price(location['9']),
            Note = Note(location.All("xz")),
        };
        var branch = BranchIn(location['b'] ?? location['a']);
        var barcodes = location.All("p").Select(Barcode).OfType<string>().ToList();
        _copies.AddRange(barcodes is [] ? [new RecordCopy(fields, branch)] : barcodes.Select(barcode => new RecordCopy(fields with { Barcode = barcode }, branch)));
    }

    private string? Barcode(string? stated)
    {
        var barcode = string.Concat(Isbd.Line(stated ?? "").Where(character => !char.IsWhiteSpace(character)));
        if (barcode.Length <= Copy.MaxBarcode)
            return barcode.Length == 0 ? null : barcode;
        _remarks.Add("A barcode is too long; the copy gets another.");
        return null;
    }

    private string? Place(string? stated, string name)
    {
        var place = Isbd.Line(stated ?? "");
        if (place.Length <= Copy.MaxPlace)
            return place.Length == 0 ? null : place;
        _remarks.Add($"A {name} is too long and was left out.");
        return null;
    }

    private static string? BranchIn(string? stated) => Isbd.Line(stated ?? "") is { Length: > 0 } branch ? branch : null;

    private static string? Note(IEnumerable<string?> notes) => string.Join(" ", notes.OfType<string>().Select(Isbd.Line)) is { Length: > 0 and <= Copy.MaxNote } note && note.Trim().Length > 0 ? note : null;

    private static bool IsSet(string? flag) => flag?.Trim() is { Length: > 0 } value && value != "0";

    private static decimal? Price(string? stated) =>
        Amount().Match(stated ?? "") is { Success: true } match && decimal.TryParse(match.Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price : null;

    [GeneratedRegex(@"[0-9]{1,7}(?:[.,][0-9]{1,2})?(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();
}
