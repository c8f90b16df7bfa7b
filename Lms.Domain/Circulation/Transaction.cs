namespace Lms.Domain.Circulation;

/// <summary>One row of the circulation ledger: something that happened. Never changed, never deleted.</summary>
public sealed class Transaction
{
    /// <summary>The longest note, in characters.</summary>
    public const int MaxNote = 1000;

    private Transaction()
    {
    }

    /// <summary>A positive integer; greater than that of every row written before.</summary>
    public long Id { get; private init; }

    /// <summary>What happened.</summary>
    public TransactionType Type { get; private init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>Who did it; null for the library itself, or once that user was deleted.</summary>
    public int? ActorId { get; private init; }

    /// <summary>The user it is about; null where it is about none, or once that was anonymised.</summary>
    public int? UserId { get; private init; }

    /// <summary>The book it is about; null where it is about none.</summary>
    public int? BookId { get; private init; }

    /// <summary>The copy it is about; null where it is about none.</summary>
    public int? CopyId { get; private init; }

    /// <summary>The loan it is about; null where it is about none.</summary>
    public int? LoanId { get; private init; }

    /// <summary>Where it happened; null where that is nowhere in particular.</summary>
    public int? BranchId { get; private init; }

    /// <summary>The due date that it set; null where it set none.</summary>
    public DateTimeOffset? DueAt { get; private init; }

    /// <summary>What staff said about it; null where nothing was said.</summary>
    public string? Note { get; private init; }

    /// <summary>The row for something that happened to a loan.</summary>
    public static Transaction About(Loan loan, TransactionType type, int? actorId, int branchId, DateTimeOffset at, string? note = null) => new()
    {
        Type = type,
        At = at,
        ActorId = actorId,
        UserId = loan.UserId,
        BookId = loan.BookId,
        CopyId = loan.CopyId,
        LoanId = loan.Id,
        BranchId = branchId,
        DueAt = type is TransactionType.Return ? null : loan.DueAt,
        Note = note,
    };

    /// <summary>The row for a copy that came back without having been on loan.</summary>
    public static Transaction InHouseUse(Catalog.Copy copy, int? actorId, DateTimeOffset at) => new()
    {
        Type = TransactionType.InHouseUse,
        At = at,
        ActorId = actorId,
        BookId = copy.BookId,
        CopyId = copy.Id,
        BranchId = copy.BranchId,
    };
}
