using Lms.Domain.Catalog;
using Lms.Infrastructure.Catalog.Marc;

namespace Lms.Infrastructure.Catalog.Files;

/// <summary>A file of books in one form, written book by book. The target stays open.</summary>
internal abstract class BookFile : IAsyncDisposable
{
    /// <summary>Whether it says anything about copies.</summary>
    public virtual bool HasCopies => false;

    /// <summary>Whether it takes anything from the records that books were made of.</summary>
    public virtual bool HasRecords => false;

    /// <summary>Writes what comes before the first book.</summary>
    public virtual Task BeginAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Goes on with a file that was begun before; nothing is written.</summary>
    /// <param name="booksBefore">How many books it has.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public virtual Task GoOnAsync(int booksBefore, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes a book.</summary>
    public abstract Task AddAsync(OutgoingBook book, CancellationToken cancellationToken);

    /// <summary>Writes what comes behind the last book.</summary>
    public virtual Task EndAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A book on its way out.</summary>
/// <param name="Book">The book.</param>
/// <param name="Copies">Its copies, the withdrawn ones left out; empty where the file says nothing about copies.</param>
/// <param name="Branches">The codes of branches by their ids; empty where the file says nothing about copies.</param>
/// <param name="Kept">The record that it was made of; null where it was made of none, or where the file takes nothing from records.</param>
internal sealed record OutgoingBook(Book Book, IReadOnlyList<Copy> Copies, IReadOnlyDictionary<int, string> Branches, byte[]? Kept)
{
    /// <summary>The record that it was made of, as it came; null where there is none.</summary>
    public MarcRecord? Record { get; } = Kept is null ? null : Iso2709Record.Read(1, Kept).Record;
}
