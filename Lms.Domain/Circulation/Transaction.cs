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

    /// <summary>The book it is about; null where it is about none, or about money for a loan that was anonymised.</summary>
    public int? BookId { get; private init; }

    /// <summary>The copy it is about; null where it is about none, or about money for a loan that was anonymised.</summary>
    public int? CopyId { get; private init; }

    /// <summary>The loan it is about; null where it is about none, or about money for a loan that was anonymised.</summary>
    public int? LoanId { get; private init; }

    /// <summary>The hold it is about; null where it is about none.</summary>
    public int? HoldId { get; private init; }

    /// <summary>Who acted for the user; null where nobody did, or once that user was deleted.</summary>
    public int? ProxyId { get; private init; }

    /// <summary>Where it happened; null where that is nowhere in particular.</summary>
    public int? BranchId { get; private init; }

    /// <summary>Where the copy was in its life afterwards; null where it is about no copy.</summary>
    public Catalog.CopyStatus? CopyStatus { get; private init; }

    /// <summary>What it added to the user's debt, in the library's currency: charges and refunds are positive, payments, waivers and credits negative; null where it is not about money.</summary>
    public decimal? Amount { get; private init; }

    /// <summary>The row that it took back; null where it took none back.</summary>
    public long? UndoesId { get; private init; }

    /// <summary>What stood before, as far as it is needed to take the row back; null where it cannot be taken back.</summary>
    public Before? Before { get; private init; }

    /// <summary>The due date that it set; null where it set none.</summary>
    public DateTimeOffset? DueAt { get; private init; }

    /// <summary>When it was written down; later than <see cref="At"/> for what came through the book drop.</summary>
    public DateTimeOffset RecordedAt => Before?.RecordedAt ?? At;

    /// <summary>What staff said about it; null where nothing was said.</summary>
    public string? Note { get; private init; }

    /// <summary>Writes a row.</summary>
    /// <param name="type">What happened.</param>
    /// <param name="scene">Who did it, where and when.</param>
    /// <param name="subject">What it is about.</param>
    public static Transaction Write(TransactionType type, Scene scene, Subject subject) => new()
    {
        Type = type,
        At = scene.At,
        ActorId = scene.ActorId,
        ProxyId = scene.ProxyId,
        BranchId = scene.BranchId,
        UserId = subject.Loan?.UserId ?? subject.Hold?.UserId ?? subject.UserId,
        BookId = subject.Copy?.BookId ?? subject.Loan?.BookId ?? subject.Hold?.BookId,
        CopyId = subject.Copy?.Id ?? subject.Loan?.CopyId ?? subject.Hold?.CopyId,
        CopyStatus = subject.Copy?.Status,
        LoanId = subject.Loan?.Id ?? subject.LoanId,
        HoldId = subject.Hold?.Id,
        DueAt = subject.DueAt,
        Amount = subject.Amount,
        UndoesId = subject.UndoesId,
        Before = subject.Before,
        Note = subject.Note is { Length: > MaxNote } note ? note[..MaxNote] : subject.Note,
    };
}

/// <summary>Who did something, where and when.</summary>
/// <param name="ActorId">Who; null for the library itself.</param>
/// <param name="BranchId">Where; null where that is nowhere in particular.</param>
/// <param name="At">When.</param>
/// <param name="ProxyId">Who acted for the user; null where nobody did.</param>
public sealed record Scene(int? ActorId, int? BranchId, DateTimeOffset At, int? ProxyId = null)
{
    /// <summary>What follows from it for others. Staff answer for that too; of a member who set it off nothing is to be read in what is somebody else's.</summary>
    /// <param name="branchId">Where.</param>
    /// <param name="byStaff">Whether who did it works here.</param>
    public Scene ForOthers(int? branchId, bool byStaff) => new(byStaff ? ActorId : null, branchId, At);
}

/// <summary>What a row of the ledger is about; what is left null, it is not about.</summary>
public sealed record Subject
{
    /// <summary>The copy, as it is afterwards.</summary>
    public Catalog.Copy? Copy { get; init; }

    /// <summary>The loan.</summary>
    public Loan? Loan { get; init; }

    /// <summary>The loan's id, where the loan itself is not at hand.</summary>
    public int? LoanId { get; init; }

    /// <summary>The hold.</summary>
    public Holds.Hold? Hold { get; init; }

    /// <summary>The user, where neither loan nor hold says who.</summary>
    public int? UserId { get; init; }

    /// <summary>The due date that it set.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What it added to the user's debt.</summary>
    public decimal? Amount { get; init; }

    /// <summary>What staff said about it.</summary>
    public string? Note { get; init; }

    /// <summary>The row that it takes back.</summary>
    public long? UndoesId { get; init; }

    /// <summary>What stood before.</summary>
    public Before? Before { get; init; }
}
