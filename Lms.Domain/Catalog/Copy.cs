using Lms.Domain.Common;

namespace Lms.Domain.Catalog;

/// <summary>One physical item of a book.</summary>
public sealed class Copy : Entity
{
    /// <summary>The longest barcode, in characters.</summary>
    public const int MaxBarcode = 64;

    /// <summary>The longest shelf location and call number, in characters.</summary>
    public const int MaxPlace = 100;

    /// <summary>The longest note, in characters.</summary>
    public const int MaxNote = 2000;

    private Copy()
    {
    }

    /// <summary>The book it is a copy of.</summary>
    public int BookId { get; private init; }

    /// <summary>What the scanner reads; no two copies share one.</summary>
    public string Barcode { get; private set; } = "";

    /// <summary>The branch it is at, or was last seen at.</summary>
    public int BranchId { get; private set; }

    /// <summary>The branch it belongs to.</summary>
    public int HomeBranchId { get; private set; }

    /// <summary>The part of the branch where its shelf stands; null where the call number says it all.</summary>
    public string? ShelfLocation { get; private set; }

    /// <summary>Its place on the shelf; null where it has none.</summary>
    public string? CallNumber { get; private set; }

    /// <summary>What the call number is sorted by, as <see cref="Catalog.ShelfKey"/> has it; empty where it has none, or where that has not been worked out yet.</summary>
    public string ShelfKey { get; private set; } = "";

    /// <summary>The code of its material type.</summary>
    public string MaterialType { get; private set; } = Catalog.MaterialType.Book;

    /// <summary>Where it is in its life.</summary>
    public CopyStatus Status { get; private set; }

    /// <summary>What it costs to replace, in the library's currency; null where unknown.</summary>
    public decimal? Price { get; private set; }

    /// <summary>The day it was acquired; null where unknown.</summary>
    public DateOnly? AcquiredOn { get; private set; }

    /// <summary>When it was taken out of the collection; null while it is in it.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>A note for staff; null where there is none.</summary>
    public string? Note { get; private set; }

    /// <summary>The import that brought it; null where somebody added it.</summary>
    public int? ImportId { get; private init; }

    /// <summary>Adds a copy to a book: free to be lent, at the branch it belongs to.</summary>
    public static Copy Acquire(int bookId, CopyDescription description)
    {
        var copy = new Copy { BookId = bookId, BranchId = description.HomeBranchId, Status = CopyStatus.Available };
        copy.Describe(description);
        return copy;
    }

    /// <summary>Changes what the library knows about the copy, but not who has it.</summary>
    public void Describe(CopyDescription description)
    {
        Barcode = description.Barcode;
        HomeBranchId = description.HomeBranchId;
        ShelfLocation = description.ShelfLocation;
        CallNumber = description.CallNumber;
        FindPlace();
        MaterialType = description.MaterialType;
        Price = description.Price;
        AcquiredOn = description.AcquiredOn;
        Note = description.Note;
    }

    /// <summary>Works out where the call number stands among others.</summary>
    public void FindPlace() => ShelfKey = Catalog.ShelfKey.Of(CallNumber);

    /// <summary>
    /// Says by hand where the copy is in its life. What only circulation can bring about is refused: a copy goes on loan
    /// by a checkout and comes back by a return. A copy on the hold shelf or on its way may turn out to be unfit or gone; it no longer
    /// fills a hold then.
    /// </summary>
    /// <exception cref="RefusedException"><c>copy-in-circulation</c>.</exception>
    public void Mark(CopyStatus status, DateTimeOffset now)
    {
        if (status == Status)
            return;
        if (Forbids(status) is { } block)
            throw new RefusedException(block);

        Status = status;
        WithdrawnAt = status == CopyStatus.Withdrawn ? now : null;
    }

    /// <summary>Why the copy cannot be given a status by hand; null where it can.</summary>
    public Block? Forbids(CopyStatus status) =>
        status != Status && (IsMovedByCirculation(status) || (IsMovedByCirculation(Status) && !(IsOnTheMove && IsOutOfReach(status))))
            ? new Block("copy-in-circulation", $"The copy is {Status.Phrase()}; check it out or return it to change that.")
            : null;

    /// <summary>Whether the copy was found for somebody, or travels.</summary>
    public bool IsOnTheMove => Status is CopyStatus.OnHoldShelf or CopyStatus.InTransit;

    /// <summary>Whether a copy in this status gets into it and out of it by circulation alone.</summary>
    public static bool IsMovedByCirculation(CopyStatus status) =>
        status is CopyStatus.OnLoan or CopyStatus.OnHoldShelf or CopyStatus.InTransit or CopyStatus.ClaimedReturned;

    /// <summary>Gives the copy out at a branch.</summary>
    public void Lend(int branchId) => MoveTo(CopyStatus.OnLoan, branchId);

    /// <summary>Takes the copy back at a branch and sets it free to be lent.</summary>
    public void Shelve(int branchId) => MoveTo(CopyStatus.Available, branchId);

    /// <summary>Puts the copy aside at a branch for the user whose hold it fills.</summary>
    public void PutOnHoldShelf(int branchId) => MoveTo(CopyStatus.OnHoldShelf, branchId);

    /// <summary>Sends the copy on its way from a branch.</summary>
    public void Send(int fromBranchId) => MoveTo(CopyStatus.InTransit, fromBranchId);

    /// <summary>Takes the copy out of circulation until it is mended.</summary>
    public void SetAsideAsDamaged(int branchId) => MoveTo(CopyStatus.Damaged, branchId);

    /// <summary>Gives the copy up: its borrower does not bring it back.</summary>
    public void Lose() => Status = CopyStatus.Lost;

    /// <summary>Notes that the borrower says it was returned.</summary>
    public void ClaimReturned() => Status = CopyStatus.ClaimedReturned;

    /// <summary>Puts the copy back to where it was before something that was taken back.</summary>
    public void Restore(CopyStatus status, int branchId) => MoveTo(status, branchId);

    private static bool IsOutOfReach(CopyStatus status) =>
        status is CopyStatus.Damaged or CopyStatus.Missing or CopyStatus.Lost or CopyStatus.InRepair or CopyStatus.Withdrawn;

    private void MoveTo(CopyStatus status, int branchId)
    {
        Status = status;
        BranchId = branchId;
        WithdrawnAt = null;
    }
}
