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

    /// <summary>Who had it merged; null where nobody is known.</summary>
    public int? MergedBy { get; private init; }

    /// <summary>What was said of it, as JSON; null where that was not kept.</summary>
    public string? Description { get; private init; }

    /// <summary>Notes that a book was merged.</summary>
    /// <param name="id">The book that goes.</param>
    /// <param name="intoId">The one that stays.</param>
    /// <param name="description">What was said of the book that goes, as JSON.</param>
    /// <param name="by">Who had it merged; null where nobody is known.</param>
    /// <param name="now">The moment.</param>
    public static MergedBook Note(int id, int intoId, string description, int? by, DateTimeOffset now) =>
        new() { Id = id, IntoId = intoId, Description = description, MergedBy = by, At = now };

    /// <summary>Is found in another book, because the one that had taken it up was merged itself.</summary>
    public void Follow(int intoId) => IntoId = intoId;
}
