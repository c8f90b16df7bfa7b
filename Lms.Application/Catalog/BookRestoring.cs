using Lms.Application.Common;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Gives books back what was said of them before an import or an edit changed it.</summary>
public sealed class BookRestoring(ILmsDbContext db)
{
    /// <summary>Describes books as they were, unless somebody changed them since; must be in a transaction. The books are locked.</summary>
    /// <param name="changes">The books, what was said of them, and when that was changed.</param>
    /// <param name="now">The moment of the restoring.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why others are not as they were, by their ids.</returns>
    public async Task<IReadOnlyDictionary<int, string>> RestoreAsync(IReadOnlyList<(int BookId, string Before, DateTimeOffset ChangedAt)> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = changes.Select(change => change.BookId).ToList();
        db.LockWithNextQuery(RowLock.Books(ids));
        var books = await db.Books.Where(book => ids.Contains(book.Id)).ToDictionaryAsync(book => book.Id, cancellationToken);
        var kept = new Dictionary<int, string>();
        foreach (var (id, before, changedAt) in changes)
        {
            if (!books.TryGetValue(id, out var book))
                kept.Add(id, "It is not there any more.");
            else if (book.UpdatedAt != changedAt)
                kept.Add(id, "Somebody changed it since.");
            else
                BookBefore.Read(before).Restore(book, now);
        }

        await db.SaveChangesAsync(cancellationToken);
        return kept;
    }
}
