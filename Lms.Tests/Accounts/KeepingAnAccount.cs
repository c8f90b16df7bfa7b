using Lms.Domain.Accounts;
using Lms.Domain.Common;

namespace Lms.Tests.Accounts;

public sealed class KeepingAnAccount
{
    private static readonly AccountPage Page = new(1, 2, Library.Opening);

    [Law]
    public void The_balance_is_the_sum_of_the_entries_whatever_is_done(Deed[] deeds)
    {
        var account = Do(deeds);

        Assert.That(account.Balance, Is.EqualTo(account.Entries.Sum(entry => entry.Amount)));
    }

    [Law]
    public void Nothing_is_settled_beyond_what_is_owed_or_used_beyond_what_was_paid(Deed[] deeds)
    {
        var account = Do(deeds);

        foreach (var entry in account.Entries)
        {
            var settled = account.Allocations.Where(part => part.Charge == entry || part.Credit == entry).Sum(part => part.Amount);
            Assert.That(settled, Is.LessThanOrEqualTo(Math.Abs(entry.Amount)));
        }

        Assert.That(account.Allocations.Select(part => part.Amount), Is.All.GreaterThan(0m));
        Assert.That(account.Allocations.All(part => part.Charge.Amount > 0 && part.Credit.Amount < 0));
    }

    [Law]
    public void Nobody_has_credit_while_they_owe(Deed[] deeds)
    {
        var account = Do(deeds);

        Assert.That(Math.Min(account.Owed, account.Credit), Is.Zero);
    }

    [Law]
    public void Where_no_charge_is_named_none_is_settled_before_an_older_one(Deed[] deeds)
    {
        var account = Do(deeds.Select(deed => deed with { Names = null }));

        var open = account.Entries.Where(entry => entry.Amount > 0).Select(account.OpenOf).ToList();
        var firstOpen = open.FindIndex(left => left > 0);
        Assert.That(firstOpen < 0 || open.Skip(firstOpen + 1).Zip(account.Entries.Where(entry => entry.Amount > 0).Skip(firstOpen + 1), (left, entry) => left == entry.Amount).All(untouched => untouched));
    }

    [Law]
    public void An_account_that_is_closed_and_opened_again_after_every_deed_comes_to_the_same(Deed[] deeds)
    {
        var whole = Do(deeds);

        List<AccountEntry> entries = [];
        List<Allocation> allocations = [];
        foreach (var deed in deeds)
        {
            var account = new Account([.. entries
                .Select(entry => new OpenEntry(entry, Math.Abs(entry.Amount) - allocations.Where(part => part.Charge == entry || part.Credit == entry).Sum(part => part.Amount)))
                .Where(entry => entry.Open > 0)]);
            Do(account, deed, entries);
            entries.AddRange(account.Entries);
            allocations.AddRange(account.Allocations);
        }

        Assert.That(entries.Select(entry => entry.Amount), Is.EqualTo(whole.Entries.Select(entry => entry.Amount)));
        Assert.That(allocations.Select(part => (entries.IndexOf(part.Credit), entries.IndexOf(part.Charge), part.Amount)),
            Is.EqualTo(whole.Allocations.Select(part => (whole.Entries.ToList().IndexOf(part.Credit), whole.Entries.ToList().IndexOf(part.Charge), part.Amount))));
    }

    [Law]
    public void No_more_is_waived_than_is_owed_and_no_more_refunded_than_is_to_credit(Deed[] deeds, ushort cents)
    {
        var (owing, inCredit) = (Do(deeds), Do(deeds));
        var beyond = 0.01m + (cents / 100m);

        Assert.That(Assert.Throws<RefusedException>(() => owing.Add(AccountEntry.Waiver(Page, owing.Owed + beyond, "Flood")))!.Blocks.Single().Code, Is.EqualTo("waiver-exceeds-debt"));
        Assert.That(Assert.Throws<RefusedException>(() => inCredit.Add(AccountEntry.Refund(Page, inCredit.Credit + beyond, null)))!.Blocks.Single().Code, Is.EqualTo("refund-exceeds-credit"));
    }

    [TestCase(0)]
    [TestCase(-0.01)]
    public void An_entry_moves_money(decimal amount)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => AccountEntry.Payment(Page, amount, null));
        Assert.Throws<ArgumentOutOfRangeException>(() => AccountEntry.Charge(Page, ChargeReason.Other, amount, null));
    }

    private static Account Do(IEnumerable<Deed> deeds)
    {
        var account = new Account([]);
        foreach (var deed in deeds)
            Do(account, deed, account.Entries);
        return account;
    }

    private static void Do(Account account, Deed deed, IReadOnlyList<AccountEntry> soFar)
    {
        var amount = 0.01m + (deed.Cents / 100m);
        var charges = soFar.Where(entry => entry.Type is EntryType.Charge).ToList();
        AccountEntry[] named = deed.Names is { } which && charges.Count > 0 ? [charges[which % charges.Count]] : [];
        switch (deed.Type)
        {
            case EntryType.Charge:
                account.Add(AccountEntry.Charge(Page, ChargeReason.Other, amount, null));
                break;
            case EntryType.Payment:
                account.Add(AccountEntry.Payment(Page, amount, null), named);
                break;
            case EntryType.Credit when named is [var charge]:
                account.Add(AccountEntry.Credit(Page, ChargeReason.Other, charge.Amount, null, null), named);
                break;
            case EntryType.Waiver when Math.Min(amount, named.Length > 0 ? account.OpenOf(named[0]) : account.Owed) is > 0 and var waived:
                account.Add(AccountEntry.Waiver(Page, waived, "Flood"), named);
                break;
            case EntryType.Refund when Math.Min(amount, account.Credit) is > 0 and var refunded:
                account.Add(AccountEntry.Refund(Page, refunded, null));
                break;
        }
    }

    /// <summary>Something done with an account; a waiver or refund is cut to what there is.</summary>
    public sealed record Deed(EntryType Type, ushort Cents, byte? Names);
}
