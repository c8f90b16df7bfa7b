namespace Lms.Application.Catalog;

/// <summary>One book by its id: the most read thing in the library, so its query is compiled.</summary>
public interface IBookLookup
{
    /// <returns>Null where there is no such book.</returns>
    Task<BookResponse?> FindAsync(int id, CancellationToken cancellationToken);
}

/// <summary>Running numbers for barcodes and cards; never given twice.</summary>
public interface IRunningNumbers
{
    /// <summary>Numbers for new copies.</summary>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    Task<IReadOnlyList<long>> NextCopiesAsync(int count, CancellationToken cancellationToken);

    /// <summary>A number for a new card.</summary>
    Task<long> NextCardAsync(CancellationToken cancellationToken);
}
