using Lms.Application.Chores;
using Lms.Application.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Catalog;

/// <summary>Works out, for some books and copies that do not say so yet, which work a book is an edition of and where a copy's call number stands.</summary>
public sealed record FileBooks : ICommand<bool>;

internal sealed class FileBooksHandler(ILmsDbContext db) : IRequestHandler<FileBooks, bool>
{
    private const int Batch = 500;

    public async Task<bool> Handle(FileBooks command, CancellationToken cancellationToken)
    {
        var books = await db.Books.Where(book => book.WorkKey == "").OrderBy(book => book.Id).Take(Batch).ToListAsync(cancellationToken);
        foreach (var book in books)
            book.FindWork();
        var copies = await db.Copies.Where(copy => copy.ShelfKey == "" && copy.CallNumber != null).OrderBy(copy => copy.Id).Take(Batch).ToListAsync(cancellationToken);
        foreach (var copy in copies)
            copy.FindPlace();
        await db.SaveChangesAsync(cancellationToken);
        return books.Count + copies.Count > 0;
    }
}

/// <summary>Goes over what was catalogued before works and shelves were known, batch by batch.</summary>
internal sealed class FilingBooks(ILmsDbContext db) : IChore
{
    private const int BatchesARound = 40;

    public string Name => "file books under their works and copies in the order of the shelf";

    public async Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken) =>
        await db.Books.AnyAsync(book => book.WorkKey == "", cancellationToken) || await db.Copies.AnyAsync(copy => copy.ShelfKey == "" && copy.CallNumber != null, cancellationToken)
            ? [.. Enumerable.Range(1, BatchesARound)]
            : [];

    public ICommand<bool> Do(int piece) => new FileBooks();
}
