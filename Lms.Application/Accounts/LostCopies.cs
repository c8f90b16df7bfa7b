using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using Lms.Domain.Policies;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Accounts;

/// <summary>What becomes of the money when a lost copy turns up. The caller holds the lock of the patron, and saves.</summary>
internal sealed class LostCopies(ILmsDbContext db, AccountBook accounts)
{
    /// <summary>
    /// Takes back the lost fee, and what goes with it, where the copy turned up in time: what was not paid is cancelled, what was paid becomes
    /// credit, and what was waived stays waived.
    /// </summary>
    /// <param name="loan">The loan on which the copy was lost.</param>
    /// <param name="foundAt">When the copy turned up.</param>
    /// <param name="settings">The library's settings.</param>
    /// <param name="scene">Who found it, where and when.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<AccountEntry>> FindAsync(Loan loan, DateTimeOffset foundAt, Settings settings, Scene scene, CancellationToken cancellationToken)
    {
        if (loan is not { UserId: { } userId, LostAt: { } lostAt } || settings.LostRefundDays == 0 || (settings.LostRefundDays is { } days && foundAt > lostAt.AddDays(days)))
            return [];

        var entries = await (
            from entry in db.AccountEntries
            where entry.LoanId == loan.Id && entry.At >= lostAt && (entry.Type == EntryType.Charge || entry.Type == EntryType.Credit)
            orderby entry.Id
            select new { Entry = entry, Waived = db.Allocations.Where(part => part.ChargeId == entry.Id && part.Credit.Type == EntryType.Waiver).Sum(part => part.Amount) }).ToListAsync(cancellationToken);
        var account = await accounts.OpenAsync(userId, cancellationToken);
        foreach (var charged in entries.Where(row => IsRefunded(row.Entry.Reason, settings)).GroupBy(row => row.Entry.Reason!.Value))
        {
            var refund = charged.Sum(row => row.Entry.Amount - row.Waived);
            if (refund > 0)
                account.Add(AccountEntry.Credit(new AccountPage(userId, scene.ActorId, scene.At), charged.Key, refund, loan.Id, "The lost copy was found."), [.. charged.Select(row => row.Entry)]);
        }

        accounts.Write(account, scene, loan);
        return account.Entries;
    }

    private static bool IsRefunded(ChargeReason? reason, Settings settings) => reason switch
    {
        ChargeReason.LostFee => true,
        ChargeReason.ProcessingFee => settings.RefundProcessingFee,
        ChargeReason.OverdueFine => !settings.LostKeepsFine,
        _ => false,
    };
}
