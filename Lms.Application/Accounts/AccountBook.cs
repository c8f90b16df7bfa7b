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

    /// <summary>Locks a user's account and opens it, to be written into by hand; what is written happens once the lock is held.</summary>
    /// <exception cref="NotFoundException"><c>user-not-found</c>.</exception>
    public async Task<(Account Account, AccountPage Page)> OpenForWritingAsync(int userId, ICaller caller, TimeProvider time, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(RowLock.Patron(userId));
        if (!await db.Patrons.AnyAsync(patron => patron.Id == userId, cancellationToken))
            throw new NotFoundException("user", userId);
        return (await OpenAsync(userId, cancellationToken), new AccountPage(userId, caller.UserId, time.GetUtcNow()));
    }

    /// <summary>Saves what was added to an account by hand, and shows it.</summary>
    public async Task<AccountEntryResponse> RecordAsync(Account account, Scene scene, CancellationToken cancellationToken)
    {
        Write(account, scene);
        await db.SaveChangesAsync(cancellationToken);
        return (await ShowAsync(account.Entries, cancellationToken))[0];
    }

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

    /// <summary>The user's charges that somebody named, in the order in which they were named.</summary>
    /// <exception cref="InvalidMemberException">One of them is no charge of this user.</exception>
    public async Task<IReadOnlyList<AccountEntry>> NamedAsync(int userId, IReadOnlyList<long>? chargeIds, CancellationToken cancellationToken)
    {
        if (chargeIds is null)
            return [];
        var charges = await db.AccountEntries.Where(entry => entry.UserId == userId && entry.Type == EntryType.Charge && chargeIds.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, cancellationToken);
        return [.. chargeIds.Select(id => charges.GetValueOrDefault(id) ?? throw new InvalidMemberException("chargeIds", $"The user has no charge with id {id}."))];
    }

    /// <summary>Charges a user; what they have to their credit is used up.</summary>
    /// <param name="userId">Whom.</param>
    /// <param name="costs">What for, and how much.</param>
    /// <param name="scene">Who charges, where and when.</param>
    /// <param name="loan">The loan it is about.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<AccountEntry>> ChargeAsync(int userId, IReadOnlyList<Cost> costs, Scene scene, Loan loan, CancellationToken cancellationToken)
    {
        if (costs.Count == 0)
            return [];
        var account = await OpenAsync(userId, cancellationToken);
        foreach (var cost in costs)
            account.Add(AccountEntry.Charge(new AccountPage(userId, scene.ActorId, scene.At), cost.Reason, cost.Amount, loan.Id));
        Write(account, scene, loan);
        return account.Entries;
    }

    /// <summary>The terms of a loan's fine, with what was charged of it before, where it has a fine at all.</summary>
    public async Task<FineTerms> TermsAsync(Loan loan, DateTimeOffset until, FineTerms terms, CancellationToken cancellationToken) =>
        until <= loan.DueAt ? terms : await TermsAsync(loan, terms, cancellationToken);

    /// <summary>The terms of a loan's fine, with what was charged of it before.</summary>
    public async Task<FineTerms> TermsAsync(Loan loan, FineTerms terms, CancellationToken cancellationToken) => terms with
    {
        Charged = await db.AccountEntries.Where(entry => entry.LoanId == loan.Id && entry.Reason == ChargeReason.OverdueFine).SumAsync(entry => entry.Amount, cancellationToken),
    };

    /// <summary>
    /// Takes back the fines that were charged at renewals, or when a due date was set by hand, after the copy had come back. What was waived of them stays waived.
    /// </summary>
    /// <param name="loan">The loan.</param>
    /// <param name="returnedAt">When the copy came back.</param>
    /// <param name="scene">Who takes it back, where and when.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The credit, not saved yet; empty where nothing was charged too much.</returns>
    public async Task<IReadOnlyList<AccountEntry>> CreditFinesSinceAsync(Loan loan, DateTimeOffset returnedAt, Scene scene, CancellationToken cancellationToken)
    {
        var fines = await (
            from entry in db.AccountEntries
            where entry.LoanId == loan.Id && entry.Reason == ChargeReason.OverdueFine && entry.At > returnedAt && (entry.Type == EntryType.Charge || entry.Type == EntryType.Credit)
            orderby entry.Id
            select new { Entry = entry, Waived = db.Allocations.Where(part => part.ChargeId == entry.Id && part.Credit.Type == EntryType.Waiver).Sum(part => part.Amount) }).ToListAsync(cancellationToken);
        var undue = fines.Sum(fine => fine.Entry.Amount - fine.Waived);
        if (undue <= 0 || loan.UserId is not { } userId)
            return [];

        var account = await OpenAsync(userId, cancellationToken);
        account.Add(AccountEntry.Credit(new AccountPage(userId, scene.ActorId, scene.At), ChargeReason.OverdueFine, undue, loan.Id, "The copy was back before it was charged."), [.. fines.Select(fine => fine.Entry)]);
        Write(account, scene, loan);
        return account.Entries;
    }

    /// <summary>Entries that were saved, with what is left of each, in their order.</summary>
    public async Task<IReadOnlyList<AccountEntryResponse>> ShowAsync(IEnumerable<AccountEntry> entries, CancellationToken cancellationToken)
    {
        var ids = entries.Select(entry => entry.Id).ToList();
        return await db.AccountEntries.Where(entry => ids.Contains(entry.Id)).OrderBy(entry => entry.Id).Select(AccountEntryResponse.Projection(db)).ToListAsync(cancellationToken);
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
