using FluentValidation;
using Lms.Application.Catalog;

namespace Lms.Application.Imports;

/// <summary>Holds records against what the catalogue takes from anybody.</summary>
public sealed class RecordCheck(IValidator<BookFields> books, IValidator<CopyFields> copies)
{
    /// <summary>The record itself, or the same one with its fault.</summary>
    public CatalogueRecord Check(CatalogueRecord record)
    {
        if (record.Fault is not null)
            return record;
        // Copies of one record differ by their barcodes alone, and without barcodes they do not differ.
        var faults = books.Validate(record.Book!).Errors.Concat(record.Copies.DistinctBy(copy => copy.Fields.Barcode).SelectMany(copy => copies.Validate(copy.Fields).Errors))
            .Select(fault => $"{char.ToLowerInvariant(fault.PropertyName[0])}{fault.PropertyName[1..]}: {fault.ErrorMessage}").Distinct().ToList();
        return faults.Count == 0 ? record : new CatalogueRecord(record.Number) { Fault = string.Join(" ", faults) };
    }
}
