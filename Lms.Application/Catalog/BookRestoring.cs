using Lms.Application.Common;
using Lms.Domain.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Gives books back what was said of them before an import or an edit changed it.</summary>
public sealed class BookRestoring(ILmsDbContext db, IEarlierChanges earlier)
{
    /// <summary>Why a book that is not there cannot be as it was.</summary>
    public static readonly JobFault Gone = new("book-not-found", "It is not there any more.");

    /// <summary>
    /// Describes books as they were, unless somebody changed them since; must be in a transaction. The books are locked. What had left them as they are then may be
    /// taken back in its turn.
    /// </summary>
    /// <param name="changes">What was changed about which books.</param>
    /// <param name="now">The moment of the restoring.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why others are not as they were, by their ids.</returns>
    public async Task<IReadOnlyDictionary<int, JobFault>> RestoreAsync(IReadOnlyList<ChangedBook> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = changes.Select(change => change.BookId).ToList();
        db.LockWithNextQuery(RowLock.Books(ids));
        var books = await db.Books.Where(book => ids.Contains(book.Id)).ToDictionaryAsync(book => book.Id, cancellationToken);
        var kept = new Dictionary<int, JobFault>();
        var restored = new List<ChangedBook>();
        foreach (var change in changes)
        {
            if (!books.TryGetValue(change.BookId, out var book))
                kept.Add(change.BookId, Gone);
            else if (book.UpdatedAt != change.ChangedAt)
                kept.Add(change.BookId, JobFault.ChangedSince);
            else
            {
                BookBefore.Read(change.Before).Restore(book, now);
                restored.Add(change);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        await earlier.StandAgainAsync(restored, now, cancellationToken);
        return kept;
    }
}

/// <summary>What an import or an edit changed about a book.</summary>
/// <param name="BookId">The book.</param>
/// <param name="Before">What was said of it, as JSON.</param>
/// <param name="ChangedAt">When that was changed.</param>
/// <param name="PreviousAt">When it had last been changed before; null where that was not kept.</param>
public sealed record ChangedBook(int BookId, string Before, DateTimeOffset ChangedAt, DateTimeOffset? PreviousAt);

/// <summary>What imports and edits changed about books before others did.</summary>
public interface IEarlierChanges
{
    /// <summary>Says of whatever left books as they are again, that they are as it left them; must be in a transaction.</summary>
    /// <param name="restored">What was taken back: a book is as it was at its <see cref="ChangedBook.PreviousAt"/>.</param>
    /// <param name="now">When it was taken back.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task StandAgainAsync(IReadOnlyList<ChangedBook> restored, DateTimeOffset now, CancellationToken cancellationToken);
}
