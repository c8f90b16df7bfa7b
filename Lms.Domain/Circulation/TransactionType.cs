namespace Lms.Domain.Circulation;

/// <summary>What a row of the circulation ledger tells.</summary>
public enum TransactionType
{
    /// <summary>A copy was lent.</summary>
    Checkout,

    /// <summary>A loan was extended.</summary>
    Renewal,

    /// <summary>A copy came back.</summary>
    Return,

    /// <summary>A copy that was not on loan was taken back from a table.</summary>
    InHouseUse,

    /// <summary>Staff set another due date.</summary>
    DueDateChange,
}
