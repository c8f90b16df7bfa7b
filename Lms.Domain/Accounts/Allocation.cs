namespace Lms.Domain.Accounts;

/// <summary>A part of a credit (payment, waiver, credit) that settles a part of what is owed (charge, refund).</summary>
public sealed class Allocation
{
    private Allocation()
    {
    }

    /// <summary>A positive integer.</summary>
    public long Id { get; private init; }

    /// <summary>The payment, waiver or credit.</summary>
    public AccountEntry Credit { get; private init; } = null!;

    /// <summary>The id of the payment, waiver or credit.</summary>
    public long CreditId { get; private init; }

    /// <summary>The charge or refund.</summary>
    public AccountEntry Charge { get; private init; } = null!;

    /// <summary>The id of the charge or refund.</summary>
    public long ChargeId { get; private init; }

    /// <summary>How much; more than 0.</summary>
    public decimal Amount { get; private init; }

    /// <summary>Settles.</summary>
    public static Allocation Of(AccountEntry credit, AccountEntry charge, decimal amount) => new() { Credit = credit, Charge = charge, Amount = amount };
}
