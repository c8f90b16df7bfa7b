using System.Collections.Frozen;
using Lms.Domain.Common;
using Lms.Domain.Policies;

namespace Lms.Domain.Circulation;

/// <summary>All that the taking back of a mistake is decided on.</summary>
/// <param name="Row">The row of the ledger to take back.</param>
/// <param name="TakenBack">Whether it was taken back already.</param>
/// <param name="BuiltUpon">Whether something has happened since to what it was about.</param>
/// <param name="Settings">The library's settings.</param>
public sealed record UndoFacts(Transaction Row, bool TakenBack, bool BuiltUpon, Settings Settings);

/// <summary>Decides whether a checkout, return or renewal done by mistake can be taken back.</summary>
public static class Undoing
{
    private static readonly FrozenSet<TransactionType> Undoable =
        FrozenSet.Create(TransactionType.Checkout, TransactionType.Renewal, TransactionType.Return, TransactionType.InHouseUse);

    /// <summary>What the ledger tells along with something that can be taken back: it is taken back with it, and builds on nothing.</summary>
    public static IReadOnlyList<TransactionType> Consequences { get; } =
    [
        TransactionType.HoldFilled, TransactionType.HoldReady, TransactionType.HoldUnfilled, TransactionType.HoldFulfilled,
        TransactionType.TransferSent, TransactionType.TransferReceived, TransactionType.Charge, TransactionType.Credit,
    ];

    /// <summary>Collects every reason against it.</summary>
    public static IReadOnlyList<Block> Decide(UndoFacts facts, DateTimeOffset now)
    {
        if (facts.Row.Before is null || !Undoable.Contains(facts.Row.Type))
            return [new Block("not-undoable", "Only a checkout, a return or a renewal can be taken back.")];
        if (facts.TakenBack)
            return [new Block("already-undone", "It was taken back already.")];
        return [.. new[] { TooLate(facts, now), BuiltUpon(facts) }.OfType<Block>()];
    }

    private static Block? TooLate(UndoFacts facts, DateTimeOffset now) =>
        now > facts.Row.RecordedAt.AddMinutes(facts.Settings.UndoMinutes)
            ? new Block("undo-too-late", $"It can be taken back for {facts.Settings.UndoMinutes} minutes.")
            : null;

    private static Block? BuiltUpon(UndoFacts facts) =>
        facts.BuiltUpon ? new Block("undo-built-upon", "Something else has been done with it since; take that back first, or put it right by hand.") : null;
}
