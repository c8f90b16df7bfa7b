using System.Globalization;
using Lms.Domain.Common;

namespace Lms.Domain.Accounts;

/// <summary>What of a user's account is not settled yet. Entries are added to it; what they settle follows by itself, the oldest first.</summary>
/// <param name="open">The charges and refunds that are not settled whole, and the payments, waivers and credits that are not used up, each with what is left of it.</param>
public sealed class Account(IEnumerable<OpenEntry> open)
{
    private readonly List<Pending> _owed = [.. Pending.Of(open.Where(entry => entry.Entry.Amount > 0))];
    private readonly List<Pending> _credit = [.. Pending.Of(open.Where(entry => entry.Entry.Amount < 0))];
    private readonly List<Allocation> _allocations = [];
    private readonly List<AccountEntry> _entries = [];

    /// <summary>What the user owes; 0 where all is settled.</summary>
    public decimal Owed => _owed.Sum(pending => pending.Left);

    /// <summary>What the library owes the user; 0 where the user has nothing to their credit.</summary>
    public decimal Credit => _credit.Sum(pending => pending.Left);

    /// <summary>What the user owes; negative where the library owes the user.</summary>
    public decimal Balance => Owed - Credit;

    /// <summary>The entries that were added.</summary>
    public IReadOnlyList<AccountEntry> Entries => _entries;

    /// <summary>What settles what since entries were added.</summary>
    public IReadOnlyList<Allocation> Allocations => _allocations;

    /// <summary>How much of a charge is not settled yet; 0 where all of it is.</summary>
    public decimal OpenOf(AccountEntry charge) => _owed.Find(pending => pending.Entry == charge)?.Left ?? 0;

    /// <summary>Adds an entry. A charge or refund uses up the user's credit; a payment, waiver or credit settles what is owed.</summary>
    /// <param name="entry">A new entry.</param>
    /// <param name="first">The charges that it is to settle first, in this order; empty for the oldest first.</param>
    /// <exception cref="RefusedException"><c>waiver-exceeds-debt</c>: it would forgive more than is owed, of the charges named where some are; <c>refund-exceeds-credit</c>: it would give back more than the user has to their credit.</exception>
    public void Add(AccountEntry entry, IReadOnlyList<AccountEntry>? first = null)
    {
        MustNotExceed(entry, first ?? []);
        _entries.Add(entry);
        var added = new Pending(entry, Math.Abs(entry.Amount));
        if (entry.Amount > 0)
        {
            _owed.Add(added);
            foreach (var credit in _credit)
                Settle(credit, added);
        }
        else
        {
            _credit.Add(added);
            foreach (var charge in first ?? [])
                Settle(added, _owed.Find(pending => pending.Entry == charge));
            foreach (var charge in _owed)
                Settle(added, charge);
        }
    }

    private void MustNotExceed(AccountEntry entry, IReadOnlyList<AccountEntry> named)
    {
        var owed = named.Count > 0 ? named.Sum(OpenOf) : Owed;
        if (entry.Type is EntryType.Waiver && -entry.Amount > owed)
            throw new RefusedException(new Block("waiver-exceeds-debt", string.Create(CultureInfo.InvariantCulture, $"No more can be waived than is owed: {owed:0.00}.")));
        if (entry.Type is EntryType.Refund && entry.Amount > Credit)
            throw new RefusedException(new Block("refund-exceeds-credit", string.Create(CultureInfo.InvariantCulture, $"No more can be given back than the user has to their credit: {Credit:0.00}.")));
    }

    private void Settle(Pending credit, Pending? charge)
    {
        var amount = Math.Min(credit.Left, charge?.Left ?? 0);
        if (amount <= 0)
            return;
        credit.Take(amount);
        charge!.Take(amount);
        _allocations.Add(Allocation.Of(credit.Entry, charge.Entry, amount));
    }

    private sealed class Pending(AccountEntry entry, decimal left)
    {
        public AccountEntry Entry { get; } = entry;

        public decimal Left { get; private set; } = left;

        public void Take(decimal amount) => Left -= amount;

        public static IEnumerable<Pending> Of(IEnumerable<OpenEntry> entries) =>
            entries.OrderBy(entry => entry.Entry.Id).Select(entry => new Pending(entry.Entry, entry.Open));
    }
}

/// <summary>An entry that is not settled or not used up.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Open">What is left of it; more than 0.</param>
public sealed record OpenEntry(AccountEntry Entry, decimal Open);
