using Lms.Domain.Common;

namespace Lms.Domain.Patrons;

/// <summary>A user as a borrower: the card, the person behind it, and what stands in their way.</summary>
/// <remarks>Every user is one, staff too. <see cref="Entity.Id"/> is the user's id.</remarks>
public sealed class Patron : Entity
{
    /// <summary>The longest first or last name, in characters.</summary>
    public const int MaxName = 100;

    /// <summary>The longest card number, in characters.</summary>
    public const int MaxCardNumber = 64;

    /// <summary>The longest phone number, in characters.</summary>
    public const int MaxPhone = 40;

    /// <summary>The longest address and note, in characters.</summary>
    public const int MaxText = 500;

    private Patron()
    {
    }

    /// <summary>The first name; null where it is not recorded.</summary>
    public string? FirstName { get; private set; }

    /// <summary>The last name; null where it is not recorded.</summary>
    public string? LastName { get; private set; }

    /// <summary>What the scanner reads from the card; no two users share one.</summary>
    public string CardNumber { get; private set; } = "";

    /// <summary>What circulation rules go by.</summary>
    public int PatronCategoryId { get; private set; }

    /// <summary>The branch the user belongs to.</summary>
    public int HomeBranchId { get; private set; }

    /// <summary>The last day the card is good, inclusive, in the home branch's calendar; null where it never expires.</summary>
    public DateOnly? ExpiresOn { get; private set; }

    /// <summary>Whether staff have blocked the user.</summary>
    public bool Blocked { get; private set; }

    /// <summary>Why staff have blocked the user; null where no reason was given.</summary>
    public string? BlockedNote { get; private set; }

    /// <summary>The day of birth; null where it is not recorded.</summary>
    public DateOnly? DateOfBirth { get; private set; }

    /// <summary>A phone number; null where it is not recorded.</summary>
    public string? Phone { get; private set; }

    /// <summary>A postal address; null where it is not recorded.</summary>
    public string? Address { get; private set; }

    /// <summary>Who answers for the user's debts; null for nobody.</summary>
    public int? GuarantorId { get; private set; }

    /// <summary>Whether the user's loans are renewed by themselves before they are due, as long as nothing stands against it.</summary>
    public bool AutoRenew { get; private set; }

    /// <summary>Whether the user wants to keep a history of what they borrowed.</summary>
    public bool KeepsHistory { get; private set; }

    /// <summary>How often the user has claimed that a copy was returned.</summary>
    public int ClaimsReturned { get; private set; }

    /// <summary>The particular blocks that staff have set, ended ones too.</summary>
    public IReadOnlyList<PatronBlock> Blocks { get; private set; } = [];

    /// <summary>Gives somebody a card.</summary>
    public static Patron Enrol(PatronDescription description)
    {
        var patron = new Patron();
        patron.Describe(description);
        return patron;
    }

    /// <summary>Replaces all that is known about the patron.</summary>
    public void Describe(PatronDescription description)
    {
        FirstName = description.FirstName;
        LastName = description.LastName;
        CardNumber = description.CardNumber;
        PatronCategoryId = description.PatronCategoryId;
        HomeBranchId = description.HomeBranchId;
        ExpiresOn = description.ExpiresOn;
        Blocked = description.Blocked;
        BlockedNote = description.Blocked ? description.BlockedNote : null;
        DateOfBirth = description.DateOfBirth;
        Phone = description.Phone;
        Address = description.Address;
        GuarantorId = description.GuarantorId;
    }

    /// <summary>Changes what the user wishes.</summary>
    public void Wish(bool autoRenew, bool keepsHistory) => (AutoRenew, KeepsHistory) = (autoRenew, keepsHistory);

    /// <summary>Counts a claim that a copy was returned.</summary>
    public void CountClaim() => ClaimsReturned++;

    /// <summary>Sets a block.</summary>
    public void Set(PatronBlock block) => Blocks = [.. Blocks, block];

    /// <summary>Lifts a block.</summary>
    /// <returns>The block; null where there is none with that code.</returns>
    public PatronBlock? Lift(string code)
    {
        var lifted = Blocks.FirstOrDefault(block => block.Code == code);
        Blocks = [.. Blocks.Where(block => block != lifted)];
        return lifted;
    }

    /// <summary>The user's age in whole years on a day; null where the day of birth is not recorded.</summary>
    public int? AgeOn(DateOnly day)
    {
        if (DateOfBirth is not { } born)
            return null;
        var age = day.Year - born.Year;
        return born.AddYears(age) > day ? age - 1 : age;
    }

    /// <summary>Changes how the patron is reached.</summary>
    public void Reach(string? phone, string? address)
    {
        Phone = phone;
        Address = address;
    }
}
