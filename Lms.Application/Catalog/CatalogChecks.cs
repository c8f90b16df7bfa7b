using Lms.Application.Common;
using Lms.Domain.Catalog;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>What several catalogue use cases ask of the database.</summary>
internal static class CatalogChecks
{
    /// <exception cref="InvalidMemberException">There is no such material type.</exception>
    public static async Task MustHaveMaterialTypeAsync(this ILmsDbContext db, string code, CancellationToken cancellationToken)
    {
        if (!await db.MaterialTypes.AnyAsync(type => type.Code == code, cancellationToken))
            throw new InvalidMemberException("materialType", $"There is no material type '{code}'.");
    }

    /// <exception cref="InvalidMemberException">There is no such material type as books are to be given.</exception>
    public static async Task MustHaveMaterialTypeAsync(this ILmsDbContext db, BookEdit edit, CancellationToken cancellationToken)
    {
        if (edit.Set.MaterialType is { } code && !await db.MaterialTypes.AnyAsync(type => type.Code == code, cancellationToken))
            throw new InvalidMemberException("set.materialType", $"There is no material type '{code}'.");
    }

    /// <summary>Looks for another book with the same ISBN. Two at once are kept apart by a unique index.</summary>
    /// <exception cref="ConflictException"><c>isbn-exists</c>, with the other book's id.</exception>
    public static async Task MustBeFirstWithIsbnAsync(this ILmsDbContext db, string? isbn, int? exceptBookId, CancellationToken cancellationToken)
    {
        if (Book.KeyOf(isbn) is not { } key)
            return;
        var first = await db.Books.Where(book => book.IsbnKey == key && book.Id != exceptBookId)
            .OrderBy(book => book.Id).Select(book => (int?)book.Id).FirstOrDefaultAsync(cancellationToken);
        if (first is { } id)
            throw IsbnExists(id);
    }

    /// <summary>All ids by which the ledger may name a book: its own, and those of books that were merged into it.</summary>
    public static async Task<int[]> IdsOfBookAsync(this ILmsDbContext db, int id, CancellationToken cancellationToken) =>
        [id, .. await db.MergedBooks.Where(merged => merged.IntoId == id).Select(merged => merged.Id).ToListAsync(cancellationToken)];

    /// <summary>The branch where copies are made when none is named: the first one opened.</summary>
    /// <exception cref="ConflictException"><c>no-branch</c>: there is none yet.</exception>
    public static async Task<int> DefaultBranchIdAsync(this ILmsDbContext db, CancellationToken cancellationToken) =>
        await db.Branches.OrderBy(branch => branch.Id).Select(branch => (int?)branch.Id).FirstOrDefaultAsync(cancellationToken)
        ?? throw new ConflictException("no-branch", "The library has no branch yet; create one first.");

    private static ConflictException IsbnExists(int bookId) =>
        new("isbn-exists", $"Book {bookId} has this ISBN already. Add a copy to it, or set allowDuplicate.") { Details = new Dictionary<string, object> { ["bookId"] = bookId } };
}
