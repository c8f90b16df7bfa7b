namespace Lms.Domain.Catalog;

/// <summary>A book that is now part of another. The ledger goes on naming it, for its rows are never changed; this says where it went.</summary>
public sealed class MergedBook
{
    private MergedBook()
    {
    }

    /// <summary>The id that it had.</summary>
    public int Id { get; private init; }

    /// <summary>The book that has its copies, loans and holds now.</summary>
    public int IntoId { get; private set; }

    /// <summary>When it was merged.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>Notes that a book was merged.</summary>
    /// <param name="id">The book that goes.</param>
    /// <param name="intoId">The one that stays.</param>
    /// <param name="now">The moment.</param>
    public static MergedBook Note(int id, int intoId, DateTimeOffset now) => new() { Id = id, IntoId = intoId, At = now };

    /// <summary>Is found in another book, because the one that had taken it up was merged itself.</summary>
    public void Follow(int intoId) => IntoId = intoId;
}
