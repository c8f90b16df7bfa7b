using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Accounts;

/// <summary>Opens users' accounts and writes into them and into the ledger. The caller holds the lock of the patron, and saves.</summary>
internal sealed class AccountBook(ILmsDbContext db)
{
    /// <summary>What of a user's account is not settled yet.</summary>
    public async Task<Account> OpenAsync(int userId, CancellationToken cancellationToken) => new(await OpenEntriesAsync(userId, cancellationToken));

    /// <summary>The entries that are not settled or not used up, the oldest first.</summary>
    public async Task<IReadOnlyList<OpenEntry>> OpenEntriesAsync(int userId, CancellationToken cancellationToken)
    {
        var open = await (
            from entry in db.AccountEntries
            where entry.UserId == userId
            let settled = entry.Amount > 0
                ? db.Allocations.Where(part => part.ChargeId == entry.Id).Sum(part => part.Amount)
                : db.Allocations.Where(part => part.CreditId == entry.Id).Sum(part => part.Amount)
            where Math.Abs(entry.Amount) > settled
            orderby entry.Id
            select new { entry, open = Math.Abs(entry.Amount) - settled }).ToListAsync(cancellationToken);
        return [.. open.Select(row => new OpenEntry(row.entry, row.open))];
    }

    /// <summary>Charges a user; what they have to their credit is used up.</summary>
    /// <param name="userId">Whom.</param>
    /// <param name="reason">What for.</param>
    /// <param name="amount">More than 0.</param>
    /// <param name="scene">Who charges, where and when.</param>
    /// <param name="loan">The loan it is about; null for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<AccountEntry> ChargeAsync(int userId, ChargeReason reason, decimal amount, Scene scene, Loan? loan, CancellationToken cancellationToken)
    {
        var account = await OpenAsync(userId, cancellationToken);
        var charge = AccountEntry.Charge(new AccountPage(userId, scene.ActorId, scene.At), reason, amount, loan?.Id);
        account.Add(charge);
        Write(account, scene, loan);
        return charge;
    }

    /// <summary>Writes what was added to an account.</summary>
    public void Write(Account account, Scene scene, Loan? loan = null)
    {
        db.AccountEntries.AddRange(account.Entries);
        db.Allocations.AddRange(account.Allocations);
        foreach (var entry in account.Entries)
        {
            db.Transactions.Add(Transaction.Write(TypeOf(entry.Type), scene, new Subject
            {
                UserId = entry.UserId,
                Loan = loan,
                LoanId = entry.LoanId,
                Amount = entry.Amount,
                Note = entry.Note,
            }));
        }
    }

    private static TransactionType TypeOf(EntryType type) => type switch
    {
        EntryType.Charge => TransactionType.Charge,
        EntryType.Payment => TransactionType.Payment,
        EntryType.Waiver => TransactionType.Waiver,
        EntryType.Credit => TransactionType.Credit,
        EntryType.Refund => TransactionType.Refund,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
