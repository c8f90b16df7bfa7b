namespace Lms.Domain.Catalog;

/// <summary>How a copy's status reads in a sentence.</summary>
public static class CopyStatusPhrases
{
    /// <summary>The words that follow "The copy is …".</summary>
    public static string Phrase(this CopyStatus status) => status switch
    {
        CopyStatus.Available => "available",
        CopyStatus.OnLoan => "on loan",
        CopyStatus.OnHoldShelf => "on the hold shelf",
        CopyStatus.InTransit => "in transit",
        CopyStatus.Lost => "lost",
        CopyStatus.ClaimedReturned => "claimed returned",
        CopyStatus.Damaged => "damaged",
        CopyStatus.Missing => "missing",
        CopyStatus.InRepair => "in repair",
        CopyStatus.Withdrawn => "withdrawn",
        CopyStatus.OnOrder => "on order",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
