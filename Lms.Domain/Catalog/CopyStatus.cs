namespace Lms.Domain.Catalog;

/// <summary>Where a copy is in its life.</summary>
public enum CopyStatus
{
    /// <summary>On its shelf, free to be lent.</summary>
    Available,

    /// <summary>With a user.</summary>
    OnLoan,

    /// <summary>Waiting for the user whose hold it fills.</summary>
    OnHoldShelf,

    /// <summary>Travelling between branches.</summary>
    InTransit,

    /// <summary>Lost by a user.</summary>
    Lost,

    /// <summary>A user says that it was returned; the library has not found it.</summary>
    ClaimedReturned,

    /// <summary>Too damaged to be lent.</summary>
    Damaged,

    /// <summary>Not on its shelf, and with nobody.</summary>
    Missing,

    /// <summary>Being mended.</summary>
    InRepair,

    /// <summary>Taken out of the collection.</summary>
    Withdrawn,

    /// <summary>Ordered and not yet received.</summary>
    OnOrder,
}
