using Lms.Application.Chores;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using MediatR;

namespace Lms.Application.Catalog;

/// <summary>
/// Reads other titles, names and languages in some records that came in before the catalogue had room for them: books are found by them then, and the records go out with
/// them.
/// </summary>
public sealed record ReadOtherForms : ICommand<bool>;

/// <summary>Records that came in before the catalogue had other titles, names and languages.</summary>
public interface IUnreadForms
{
    /// <summary>Whether there are any.</summary>
    Task<bool> AnyAsync(CancellationToken cancellationToken);

    /// <summary>Locks some of their books, those that nobody else is at, and takes the records for read.</summary>
    /// <param name="most">The most books.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The books, each with what its record says; null where the record says nothing that can be read.</returns>
    Task<IReadOnlyList<(Book Book, BookFields? Record)>> TakeAsync(int most, CancellationToken cancellationToken);
}

internal sealed class ReadOtherFormsHandler(ILmsDbContext db, IUnreadForms records) : IRequestHandler<ReadOtherForms, bool>
{
    private const int Batch = 200;

    public async Task<bool> Handle(ReadOtherForms command, CancellationToken cancellationToken)
    {
        var taken = await records.TakeAsync(Batch, cancellationToken);
        foreach (var (book, record) in taken)
        {
            if (record is not null)
                book.AddOtherForms(record.Describe());
        }

        await db.SaveChangesAsync(cancellationToken);
        return taken.Count > 0;
    }
}

/// <summary>Goes over the records that came in before, batch by batch.</summary>
internal sealed class ReadingOtherForms(IUnreadForms records) : IChore
{
    private const int BatchesARound = 50;

    public string Name => "read other titles, names and languages in kept records";

    public async Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken) => await records.AnyAsync(cancellationToken) ? [.. Enumerable.Range(1, BatchesARound)] : [];

    public ICommand<bool> Do(int piece) => new ReadOtherForms();
}
