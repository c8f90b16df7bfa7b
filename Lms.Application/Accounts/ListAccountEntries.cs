using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Accounts;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Accounts;

/// <summary>Conditions on the entries of an account; they add up.</summary>
public sealed record AccountEntryConditions : ListQuery
{
    /// <summary>What kind of entry.</summary>
    public EntryType? Type { get; init; }

    /// <summary>The loan it is about.</summary>
    public int? LoanId { get; init; }
}

/// <summary>Lists the entries of a user's account.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Page">Which page, in which order, under which conditions.</param>
public sealed record ListAccountEntries(int UserId, AccountEntryConditions Page) : IRequest<Page<AccountEntryResponse>>;

/// <summary>Shows an entry of a user's account.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="EntryId">Which.</param>
public sealed record GetAccountEntry(int UserId, long EntryId) : IRequest<AccountEntryResponse>;

internal sealed class AccountEntryConditionsValidator : ListQueryValidator<AccountEntryConditions>
{
    public AccountEntryConditionsValidator() : base(ListAccountEntriesHandler.Order.Names) => RuleFor(query => query.LoanId).GreaterThan(0);
}

internal sealed class ListAccountEntriesValidator : AbstractValidator<ListAccountEntries>
{
    public ListAccountEntriesValidator() => RuleFor(query => query.Page).SetValidator(new AccountEntryConditionsValidator()).OverridePropertyName("");
}

internal sealed class ListAccountEntriesHandler(ILmsDbContext db) : IRequestHandler<ListAccountEntries, Page<AccountEntryResponse>>, IRequestHandler<GetAccountEntry, AccountEntryResponse>
{
    internal static readonly SortOrder<AccountEntry> Order = new SortOrder<AccountEntry>(entry => entry.Id).By("amount", entry => entry.Amount);

    public async Task<Page<AccountEntryResponse>> Handle(ListAccountEntries query, CancellationToken cancellationToken)
    {
        if (!await db.Patrons.AnyAsync(patron => patron.Id == query.UserId, cancellationToken))
            throw new NotFoundException("user", query.UserId);
        var entries = db.AccountEntries.AsNoTracking().Where(entry => entry.UserId == query.UserId);
        if (query.Page.Type is { } type)
            entries = entries.Where(entry => entry.Type == type);
        if (query.Page.LoanId is { } loanId)
            entries = entries.Where(entry => entry.LoanId == loanId);
        return await entries.PageAsync(query.Page, Order, AccountEntryResponse.Projection(db), cancellationToken);
    }

    public async Task<AccountEntryResponse> Handle(GetAccountEntry query, CancellationToken cancellationToken) =>
        await db.AccountEntries.Where(entry => entry.Id == query.EntryId && entry.UserId == query.UserId).Select(AccountEntryResponse.Projection(db)).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("account entry", query.EntryId);
}
