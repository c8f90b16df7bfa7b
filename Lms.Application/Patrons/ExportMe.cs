using AutoMapper;
using AutoMapper.QueryableExtensions;
using Lms.Application.Accounts;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Holds;
using Lms.Application.Notices;
using Lms.Domain.Patrons;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>All that the library holds about the caller.</summary>
public sealed record ExportMe : IRequest<PersonalData>;

/// <summary>All that the library holds about a user. What was anonymised is not among it: nobody knows any more whose it was.</summary>
public sealed record PersonalData
{
    /// <summary>When it was put together.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The account, the card and the person.</summary>
    public required UserResponse User { get; init; }

    /// <summary>The loans, the oldest first.</summary>
    public required IReadOnlyList<LoanResponse> Loans { get; init; }

    /// <summary>The holds, the oldest first.</summary>
    public required IReadOnlyList<HoldResponse> Holds { get; init; }

    /// <summary>The entries of the account, the oldest first. The balance is their sum.</summary>
    public required IReadOnlyList<AccountEntryResponse> AccountEntries { get; init; }

    /// <summary>The notices, the oldest first.</summary>
    public required IReadOnlyList<NoticeResponse> Notices { get; init; }

    /// <summary>The rows of the circulation ledger that are about the user, or tell what they did for themselves or for others; the oldest first.</summary>
    public required IReadOnlyList<TransactionResponse> Transactions { get; init; }

    /// <summary>Who may act for the user, and for whom the user may act.</summary>
    public required IReadOnlyList<Proxy> Proxies { get; init; }

    /// <summary>The ids of the users for whom the user answers.</summary>
    public required IReadOnlyList<int> Guarantees { get; init; }

    /// <summary>Until when each session lasts that was not ended, if it is not continued.</summary>
    public required IReadOnlyList<DateTimeOffset> SessionsUntil { get; init; }
}

internal sealed class ExportMeHandler(ILmsDbContext db, ICaller caller, IMapper mapper, TimeProvider time) : IRequestHandler<ExportMe, PersonalData>
{
    public async Task<PersonalData> Handle(ExportMe query, CancellationToken cancellationToken)
    {
        var (id, now) = (caller.RequiredUserId, time.GetUtcNow());
        await using var snapshot = await db.HoldStillAsync(cancellationToken);
        return new PersonalData
        {
            At = now,
            User = await db.Users.Where(user => user.Id == id).ProjectTo<UserResponse>(mapper.ConfigurationProvider).SingleAsync(cancellationToken),
            Loans = await db.Loans.Where(loan => loan.UserId == id).OrderBy(loan => loan.Id).Select(mapper.Project<Domain.Circulation.Loan, LoanResponse>(new { now })).ToListAsync(cancellationToken),
            Holds = await db.Holds.Where(hold => hold.UserId == id).OrderBy(hold => hold.Id).Select(HoldResponse.Projection(db)).ToListAsync(cancellationToken),
            AccountEntries = await db.AccountEntries.Where(entry => entry.UserId == id).OrderBy(entry => entry.Id).Select(AccountEntryResponse.Projection(db)).ToListAsync(cancellationToken),
            Notices = await db.Notices.Where(notice => notice.UserId == id).OrderBy(notice => notice.Id).ProjectTo<NoticeResponse>(mapper.ConfigurationProvider).ToListAsync(cancellationToken),
            Transactions = await db.Transactions.Where(row => row.UserId == id || row.ProxyId == id || (row.ActorId == id && caller.Role == Domain.Identity.Role.Member))
                .OrderBy(row => row.Id).ProjectTo<TransactionResponse>(mapper.ConfigurationProvider).ToListAsync(cancellationToken),
            Proxies = await db.Proxies.AsNoTracking().Where(proxy => proxy.SponsorId == id || proxy.ProxyId == id).ToListAsync(cancellationToken),
            Guarantees = await db.Patrons.Where(patron => patron.GuarantorId == id).OrderBy(patron => patron.Id).Select(patron => patron.Id).ToListAsync(cancellationToken),
            SessionsUntil = await db.RefreshTokens.Where(token => token.UserId == id && token.UsedAt == null && token.ExpiresAt > now).Select(token => token.ExpiresAt).ToListAsync(cancellationToken),
        };
    }
}
