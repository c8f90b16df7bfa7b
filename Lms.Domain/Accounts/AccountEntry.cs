namespace Lms.Domain.Accounts;

/// <summary>One entry of a user's account. Never changed, never deleted; the balance is the sum of the entries.</summary>
public sealed class AccountEntry
{
    /// <summary>The longest note, in characters.</summary>
    public const int MaxNote = 500;

    /// <summary>The greatest amount, in the library's currency.</summary>
    public const decimal MaxAmount = 999_999.99m;

    private AccountEntry()
    {
    }

    /// <summary>A positive integer; greater than that of every entry written before.</summary>
    public long Id { get; private init; }

    /// <summary>Whose account; null once that user was deleted.</summary>
    public int? UserId { get; private init; }

    /// <summary>What kind of entry it is.</summary>
    public EntryType Type { get; private init; }

    /// <summary>What a charge, or the credit that takes one back, is for; null for payments, waivers and refunds.</summary>
    public ChargeReason? Reason { get; private init; }

    /// <summary>What it adds to the debt, in the library's currency: positive for charges and refunds, negative for payments, waivers and credits; never 0.</summary>
    public decimal Amount { get; private init; }

    /// <summary>The loan it is about; null where it is about none, or once that was anonymised.</summary>
    public int? LoanId { get; private init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>Who wrote it; null for the library itself, or once that user was deleted.</summary>
    public int? ActorId { get; private init; }

    /// <summary>What was said about it; null where nothing was said.</summary>
    public string? Note { get; private init; }

    /// <summary>Charges a user.</summary>
    /// <param name="account">Whose account, by whom, when.</param>
    /// <param name="reason">What for.</param>
    /// <param name="amount">More than 0.</param>
    /// <param name="loanId">The loan it is about; null for none.</param>
    /// <param name="note">What is said about it; null for nothing.</param>
    public static AccountEntry Charge(AccountPage account, ChargeReason reason, decimal amount, int? loanId, string? note = null) =>
        Write(account, EntryType.Charge, reason, Positive(amount), loanId, note);

    /// <summary>Takes money.</summary>
    /// <param name="account">Whose account, by whom, when.</param>
    /// <param name="amount">More than 0.</param>
    /// <param name="note">What is said about it; null for nothing.</param>
    public static AccountEntry Payment(AccountPage account, decimal amount, string? note) => Write(account, EntryType.Payment, null, -Positive(amount), null, note);

    /// <summary>Forgives a debt.</summary>
    /// <param name="account">Whose account, by whom, when.</param>
    /// <param name="amount">More than 0.</param>
    /// <param name="note">Why.</param>
    public static AccountEntry Waiver(AccountPage account, decimal amount, string note) => Write(account, EntryType.Waiver, null, -Positive(amount), null, note);

    /// <summary>Takes a charge back; what was paid of it becomes the user's credit.</summary>
    /// <param name="account">Whose account, by whom, when.</param>
    /// <param name="reason">What the charge was for.</param>
    /// <param name="amount">More than 0.</param>
    /// <param name="loanId">The loan it is about; null for none.</param>
    /// <param name="note">What is said about it; null for nothing.</param>
    public static AccountEntry Credit(AccountPage account, ChargeReason reason, decimal amount, int? loanId, string? note) =>
        Write(account, EntryType.Credit, reason, -Positive(amount), loanId, note);

    /// <summary>Gives the user's credit back as money.</summary>
    /// <param name="account">Whose account, by whom, when.</param>
    /// <param name="amount">More than 0.</param>
    /// <param name="note">What is said about it; null for nothing.</param>
    public static AccountEntry Refund(AccountPage account, decimal amount, string? note) => Write(account, EntryType.Refund, null, Positive(amount), null, note);

    private static AccountEntry Write(AccountPage account, EntryType type, ChargeReason? reason, decimal amount, int? loanId, string? note) =>
        new() { UserId = account.UserId, Type = type, Reason = reason, Amount = amount, LoanId = loanId, At = account.At, ActorId = account.ActorId, Note = note };

    private static decimal Positive(decimal amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);
        return amount;
    }
}

/// <summary>Where an entry is written.</summary>
/// <param name="UserId">Whose account.</param>
/// <param name="ActorId">Who writes; null for the library itself.</param>
/// <param name="At">When.</param>
public sealed record AccountPage(int UserId, int? ActorId, DateTimeOffset At);

/// <summary>What kind of entry stands in an account.</summary>
public enum EntryType
{
    /// <summary>The user owes more.</summary>
    Charge,

    /// <summary>The user paid.</summary>
    Payment,

    /// <summary>The library forgave.</summary>
    Waiver,

    /// <summary>A charge was taken back.</summary>
    Credit,

    /// <summary>The library gave money back.</summary>
    Refund,
}

/// <summary>What a charge is for.</summary>
public enum ChargeReason
{
    /// <summary>A copy came back late.</summary>
    OverdueFine,

    /// <summary>A copy was lost.</summary>
    LostFee,

    /// <summary>The work on a lost copy.</summary>
    ProcessingFee,

    /// <summary>A copy came back damaged.</summary>
    Damage,

    /// <summary>Anything else.</summary>
    Other,
}
