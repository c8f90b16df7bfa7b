using Lms.Application.Common;
using Lms.Domain.Accounts;
using Lms.Domain.Circulation;
using Lms.Domain.Policies;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Accounts;

/// <summary>What becomes of the money when a lost copy turns up. The caller holds the lock of the patron, and saves.</summary>
internal sealed class LostCopies(ILmsDbContext db, AccountBook accounts)
{
    /// <summary>Takes back the lost fee, and what goes with it, where the copy turned up in time: what was not paid is cancelled, what was paid becomes credit.</summary>
    /// <param name="loan">The loan on which the copy was lost.</param>
    /// <param name="settings">The library's settings.</param>
    /// <param name="scene">Who found it, where and when.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<AccountEntry>> FindAsync(Loan loan, Settings settings, Scene scene, CancellationToken cancellationToken)
    {
        if (loan is not { UserId: { } userId, LostAt: { } lostAt } || scene.At > lostAt.AddDays(settings.LostRefundDays ?? Settings.MaxDays * 100))
            return [];

        var charges = await db.AccountEntries
            .Where(entry => entry.LoanId == loan.Id && entry.Type == EntryType.Charge && entry.At >= lostAt
                && !db.AccountEntries.Any(credit => credit.LoanId == loan.Id && credit.Type == EntryType.Credit && credit.Reason == entry.Reason && credit.At >= lostAt))
            .ToListAsync(cancellationToken);
        var refunded = charges.Where(charge => IsRefunded(charge.Reason, settings)).ToList();
        if (refunded.Count == 0 || settings.LostRefundDays == 0)
            return [];

        var account = await accounts.OpenAsync(userId, cancellationToken);
        foreach (var charge in refunded)
            account.Add(AccountEntry.Credit(new AccountPage(userId, scene.ActorId, scene.At), charge.Reason!.Value, charge.Amount, loan.Id, "The lost copy was found."), [charge]);
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
