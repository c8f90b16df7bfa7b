namespace Lms.Application.Catalog;

/// <summary>Keeps the records that books were made of.</summary>
public interface IBookRecords
{
    /// <summary>
    /// Takes over the records of books that become part of another: where that has none, it gets the first of theirs. The others are kept as records of merged books, by whose control
    /// numbers later imports find it.
    /// </summary>
    /// <param name="going">The books that go; noted as merged, and not deleted yet.</param>
    /// <param name="survivor">The book that stays.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task TakeOverAsync(IReadOnlyList<int> going, int survivor, CancellationToken cancellationToken);
}
