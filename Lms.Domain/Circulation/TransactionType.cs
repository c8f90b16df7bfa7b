namespace Lms.Domain.Circulation;

/// <summary>What a row of the circulation ledger tells.</summary>
public enum TransactionType
{
    /// <summary>Staff said by hand where a copy is in its life.</summary>
    CopyStatusChange,

    /// <summary>A copy was lent.</summary>
    Checkout,

    /// <summary>A loan was extended.</summary>
    Renewal,

    /// <summary>A copy came back.</summary>
    Return,

    /// <summary>A copy that was not on loan was taken back from a table.</summary>
    InHouseUse,

    /// <summary>Another due date was set, or another last day on the hold shelf.</summary>
    DueDateChange,

    /// <summary>A loan was shortened for somebody who waits.</summary>
    Recall,

    /// <summary>A copy was given up as lost, by staff or by the passing of time.</summary>
    Lost,

    /// <summary>A borrower said that the copy was returned.</summary>
    ClaimedReturned,

    /// <summary>A user took a place in a queue.</summary>
    HoldPlaced,

    /// <summary>A hold went to another place in its queue, or to another pickup branch.</summary>
    HoldMoved,

    /// <summary>A hold was suspended.</summary>
    HoldSuspended,

    /// <summary>A suspended hold was resumed.</summary>
    HoldResumed,

    /// <summary>A copy was found for a hold; it waits on the hold shelf, or is on its way there.</summary>
    HoldFilled,

    /// <summary>The copy for a hold arrived on the hold shelf.</summary>
    HoldReady,

    /// <summary>A hold lost the copy that was found for it, and is back in its old place.</summary>
    HoldUnfilled,

    /// <summary>The user borrowed what they waited for.</summary>
    HoldFulfilled,

    /// <summary>A hold was given up.</summary>
    HoldCancelled,

    /// <summary>A hold came to its end unfulfilled.</summary>
    HoldExpired,

    /// <summary>A copy was sent to another branch.</summary>
    TransferSent,

    /// <summary>A copy arrived from another branch.</summary>
    TransferReceived,

    /// <summary>A user was charged.</summary>
    Charge,

    /// <summary>A user paid.</summary>
    Payment,

    /// <summary>A debt was forgiven.</summary>
    Waiver,

    /// <summary>A charge was taken back.</summary>
    Credit,

    /// <summary>Money was given back.</summary>
    Refund,

    /// <summary>An earlier row was taken back.</summary>
    Undo,
}
