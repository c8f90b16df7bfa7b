using Lms.Application.Catalog;
using Lms.Domain.Catalog;
using Lms.Domain.Imports;

namespace Lms.Application.Imports;

/// <summary>Decides what becomes of the records of a batch, one after the other. Writes nothing.</summary>
/// <param name="mode">What happens to a record that the catalogue has already.</param>
/// <param name="facts">What the library has already.</param>
/// <param name="now">The moment of the batch.</param>
public sealed class Intake(ImportMode mode, CatalogueFacts facts, DateTimeOffset now)
{
    private readonly List<IntakeBook> _new = [];
    private readonly List<(int Record, ImportErrorKind Kind, string Reason)> _errors = [];
    private readonly Dictionary<int, IntakeBook> _existing = [];
    private readonly Dictionary<string, IntakeBook> _byControlNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IntakeBook> _byIsbn = [];
    private readonly Dictionary<TitleKey, IntakeBook> _byTitle = [];
    private readonly Dictionary<string, IntakeBook> _byBarcode = new(StringComparer.Ordinal);

    /// <summary>The books to create, in the order of the file.</summary>
    public IReadOnlyList<IntakeBook> NewBooks => _new;

    /// <summary>Books of the catalogue that are described anew or get copies.</summary>
    public IEnumerable<IntakeBook> ExistingBooks => _existing.Values;

    /// <summary>The records to name, in the order of the file.</summary>
    public IReadOnlyList<(int Record, ImportErrorKind Kind, string Reason)> Errors => _errors;

    /// <summary>What later records may be recognised by, with the book that has it: its id, or the number of the record that makes it with a minus sign.</summary>
    public IEnumerable<(string Key, int Owner)> Keys =>
        _byControlNumber.Select(entry => (CatalogueFacts.ControlNumberKey(entry.Key), OwnerOf(entry.Value)))
            .Concat(_byIsbn.Select(entry => (CatalogueFacts.IsbnKey(entry.Key), OwnerOf(entry.Value))))
            .Concat(_byTitle.Select(entry => (CatalogueFacts.TitleKey(entry.Key), OwnerOf(entry.Value))))
            .Concat(_byBarcode.Select(entry => (CatalogueFacts.BarcodeKey(entry.Key), OwnerOf(entry.Value))));

    /// <summary>The counts so far.</summary>
    public ImportTally Tally { get; private set; }

    /// <summary>Takes in a record.</summary>
    public void Take(CatalogueRecord record)
    {
        if (Resolve(ref record, out var materialType, out var copies) is { } fault)
        {
            Fail(record, fault);
            return;
        }

        var same = FindSame(record, out var why, out var isMerged);
        if (copies!.FirstOrDefault(copy => Owner(copy) is { } owner && owner != same) is { } foreign)
            Fail(record, $"The barcode '{foreign.Fields.Barcode}' belongs to a copy of {Owner(foreign)!.Label}.");
        else if (same is null)
            Create(record, materialType, copies!);
        else
            Meet(record, same, why, mode == ImportMode.Upsert && !isMerged, materialType, [.. copies!.Where(copy => copy.Fields.Barcode is not null && Owner(copy) is null)]);
    }

    private void Create(CatalogueRecord record, string? materialType, IReadOnlyList<IntakeCopy> copies)
    {
        var book = IntakeBook.Create(record, record.Book! with { MaterialType = materialType ?? MaterialType.Book }, now);
        _new.Add(book);
        if (book.New!.IsbnKey is { } key)
            _byIsbn.TryAdd(key, book);
        if (ControlNumberOf(record) is { } number)
            _byControlNumber.TryAdd(number, book);
        _byTitle.TryAdd(KeyOf(record.Book!), book);
        Add(book, copies);
        Tally = Tally with { Created = Tally.Created + 1 };
        Remark(record);
    }

    /// <summary>The catalogue has the book. Copies with barcodes of their own are not the book's, so they come in all the same.</summary>
    private void Meet(CatalogueRecord record, IntakeBook same, string why, bool describes, string? materialType, IReadOnlyList<IntakeCopy> newCopies)
    {
        if (!describes && newCopies.Count == 0)
        {
            _errors.Add((record.Number, ImportErrorKind.Skipped, $"The catalogue has it: {same.Label} has the same {why}."));
            Tally = Tally with { Skipped = Tally.Skipped + 1 };
            return;
        }

        if (describes)
            same.Change(record, materialType, now);
        Add(same, newCopies);
        Tally = Tally with { Updated = Tally.Updated + 1 };
        Remark(record);
    }

    private void Add(IntakeBook book, IReadOnlyList<IntakeCopy> copies)
    {
        book.Add(copies);
        foreach (var copy in copies)
        {
            if (copy.Fields.Barcode is { } barcode)
                _byBarcode.Add(barcode, book);
        }
    }

    /// <summary>Finds what the record names. A record that another library wrote may name what ours has not; the default takes its place, with a remark.</summary>
    /// <returns>What is wrong with it; null where nothing is.</returns>
    private string? Resolve(ref CatalogueRecord record, out string? materialType, out IReadOnlyList<IntakeCopy>? copies)
    {
        (materialType, copies) = (null, null);
        if (record.Fault is not null)
            return record.Fault;
        var isForeign = record.Source is not null;
        if (record.MaterialType is { } named && !facts.MaterialTypes.TryGetValue(named.ToUpperInvariant(), out materialType) && !isForeign)
            return $"materialType: There is no material type '{named}'.";

        var resolved = new List<IntakeCopy>(record.Copies.Count);
        var missing = new List<string>();
        foreach (var copy in record.Copies)
        {
            var branchId = copy.Branch is null ? facts.DefaultBranchId : facts.Branches.TryGetValue(copy.Branch.ToUpperInvariant(), out var id) ? id : null;
            if (branchId is null && isForeign && facts.DefaultBranchId is { } fallback)
            {
                missing.Add($"There is no branch '{copy.Branch}'; the default branch has the copy.");
                branchId = fallback;
            }

            if (branchId is null)
                return copy.Branch is null ? "The library has no branch for its copies." : $"branch: There is no branch '{copy.Branch}'.";
            resolved.Add(new IntakeCopy(copy.Fields, branchId.Value, materialType ?? MaterialType.Book));
        }

        if (missing.Count > 0)
            record = record with { Remarks = [.. record.Remarks, .. missing.Distinct()] };
        copies = resolved;
        return null;
    }

    /// <summary>Finds the book that a record is of: by control number, else by ISBN, else, where it has none, by title, author and year.</summary>
    /// <param name="record">The record.</param>
    /// <param name="why">What they have in common.</param>
    /// <param name="isMerged">Whether the record is of a book that was merged into it, and not the one by which it is described.</param>
    private IntakeBook? FindSame(CatalogueRecord record, out string why, out bool isMerged)
    {
        isMerged = false;
        why = "control number";
        if (ControlNumberOf(record) is { } number)
        {
            if (Find(number, _byControlNumber, facts.BooksByControlNumber) is { } numbered)
                return numbered;
            if (facts.BooksByMergedNumber.TryGetValue(number, out var survivor))
            {
                why = "control number as a book that was merged into it";
                isMerged = true;
                return Existing(survivor);
            }
        }

        why = "ISBN";
        if (Book.KeyOf(record.Book!.Isbn) is { } isbn)
            return Find(isbn, _byIsbn, facts.BooksByIsbn);
        why = "title, author and year";
        return Find(KeyOf(record.Book), _byTitle, facts.BooksByTitle);
    }

    private IntakeBook? Find<TKey>(TKey key, Dictionary<TKey, IntakeBook> made, IReadOnlyDictionary<TKey, int> had)
        where TKey : notnull => made.TryGetValue(key, out var book) ? book : had.TryGetValue(key, out var id) ? Existing(id) : null;

    private IntakeBook? Owner(IntakeCopy copy) => copy.Fields.Barcode is not { } barcode ? null
        : _byBarcode.TryGetValue(barcode, out var book) ? book
        : facts.BooksByBarcode.TryGetValue(barcode, out var id) ? Existing(id)
        : null;

    private IntakeBook Existing(int id)
    {
        if (!_existing.TryGetValue(id, out var book))
            _existing[id] = book = IntakeBook.Existing(id);
        return book;
    }

    private void Fail(CatalogueRecord record, string reason)
    {
        _errors.Add((record.Number, ImportErrorKind.Failed, reason));
        Tally = Tally with { Failed = Tally.Failed + 1 };
    }

    private void Remark(CatalogueRecord record)
    {
        if (record.Remarks.Count == 0)
            return;
        _errors.Add((record.Number, ImportErrorKind.Incomplete, string.Join(" ", record.Remarks)));
        Tally = Tally with { Incomplete = Tally.Incomplete + 1 };
    }

    private static int OwnerOf(IntakeBook book) => book.Id ?? -book.MadeBy;

    private static string? ControlNumberOf(CatalogueRecord record) => record.Source?.ControlNumber is { Length: <= SourceRecord.MaxControlNumber } number ? number : null;

    private static TitleKey KeyOf(BookFields fields) => TitleKey.Of(fields.Title, fields.Author, fields.PublishedYear);
}
