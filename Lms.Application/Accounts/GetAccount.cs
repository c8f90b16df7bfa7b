using System.Globalization;
using System.Text.Json.Serialization;
using Lms.Application.Common;
using Lms.Application.Policies;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Accounts;

/// <summary>Shows a user's account.</summary>
/// <param name="UserId">Whose.</param>
public sealed record GetAccount(int UserId) : IRequest<AccountResponse>;

/// <summary>What a user owes, and how that came about.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Balance">The sum of all entries, not only of those shown here: what the user owes; negative where the library owes the user.</param>
/// <param name="Currency">The currency of every amount, as an ISO 4217 code.</param>
/// <param name="Entries">The newest entries, the newest first, at most 50; <c>/users/{id}/account/entries</c> has all of them.</param>
/// <param name="RunningFines">What overdue loans that are still out have run up by now; it is charged when they end, are renewed or are lost.</param>
/// <param name="Total">The balance with the fines that run.</param>
public sealed record AccountResponse(int UserId, decimal Balance, string Currency, IReadOnlyList<AccountEntryResponse> Entries, IReadOnlyList<RunningFineResponse> RunningFines, decimal Total) : ITagged
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string EntityTag => string.Create(CultureInfo.InvariantCulture, $"{(Entries.Count == 0 ? 0 : Entries[0].Id)}.{Total}.{Currency}");
}

/// <summary>A fine that runs.</summary>
/// <param name="LoanId">Of which loan.</param>
/// <param name="Amount">By now; more than 0.</param>
public sealed record RunningFineResponse(int LoanId, decimal Amount);

internal sealed class GetAccountHandler(ILmsDbContext db, ILibraryPolicies policies, IRunningFines runningFines, TimeProvider time) : IRequestHandler<GetAccount, AccountResponse>
{
    private const int Newest = 50;

    /// <summary>In one snapshot: a fine that is charged meanwhile must neither be missing nor count twice.</summary>
    public async Task<AccountResponse> Handle(GetAccount query, CancellationToken cancellationToken)
    {
        await using var snapshot = await db.HoldStillAsync(cancellationToken);
        var found = await db.Patrons.Where(patron => patron.Id == query.UserId)
            .Select(patron => new
            {
                Balance = db.AccountEntries.Where(entry => entry.UserId == patron.Id).Sum(entry => entry.Amount),
                PolicyVersion = db.Settings.Select(settings => settings.PolicyVersion).First(),
            })
            .SingleOrDefaultAsync(cancellationToken) ?? throw new NotFoundException("user", query.UserId);
        var current = await policies.AtAsync(found.PolicyVersion, cancellationToken);
        var entries = await db.AccountEntries.Where(entry => entry.UserId == query.UserId)
            .OrderByDescending(entry => entry.Id).Take(Newest).Select(AccountEntryResponse.Projection(db)).ToListAsync(cancellationToken);
        var fines = await runningFines.OfAsync([query.UserId], current, time.GetUtcNow(), cancellationToken);
        return new AccountResponse(
            query.UserId, found.Balance, current.Settings.Currency, entries, [.. fines.Select(fine => new RunningFineResponse(fine.LoanId, fine.Amount))], found.Balance + fines.Sum(fine => fine.Amount));
    }
}
