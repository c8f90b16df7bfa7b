using System.Linq.Expressions;
using FluentValidation;
using Lms.Application.Accounts;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Application.Policies;
using Lms.Domain.Policies;
using MediatR;

namespace Lms.Application.Reports;

/// <summary>The users who owe something, the greatest debt first. Fines that run and were not charged yet stand beside the debt; they make nobody a debtor by themselves.</summary>
public sealed record ListDebts : ListQuery, IRequest<Report<Debt>>
{
    /// <summary>The users' home branch.</summary>
    public int? BranchId { get; init; }

    /// <summary>The users' patron category.</summary>
    public int? PatronCategoryId { get; init; }
}

/// <summary>What a user owes.</summary>
public sealed record Debt
{
    /// <summary>The user.</summary>
    public int UserId { get; init; }

    /// <summary>Their card number.</summary>
    public string CardNumber { get; init; } = "";

    /// <summary>Their first name; null where it is not recorded.</summary>
    public string? FirstName { get; init; }

    /// <summary>Their last name; null where it is not recorded.</summary>
    public string? LastName { get; init; }

    /// <summary>Their home branch.</summary>
    public int HomeBranchId { get; init; }

    /// <summary>What stands open in their account; more than 0.</summary>
    public decimal Balance { get; init; }

    /// <summary>The fines that run, and were not charged yet.</summary>
    public decimal RunningFines { get; init; }

    /// <summary>Both together.</summary>
    public decimal Total { get; init; }

    /// <summary>The library's currency.</summary>
    public string Currency { get; init; } = "";

    /// <summary>When the oldest of what is not settled was charged.</summary>
    public DateTimeOffset? OwedSince { get; init; }
}

internal sealed class ListDebtsValidator : ListQueryValidator<ListDebts>
{
    public ListDebtsValidator() : base(ListDebtsHandler.Order.Names)
    {
        RuleFor(query => query.BranchId).GreaterThan(0);
        RuleFor(query => query.PatronCategoryId).GreaterThan(0);
    }
}

internal sealed class ListDebtsHandler(ILmsDbContext db, ILibraryPolicies policies, IRunningFines runningFines, TimeProvider time) : IRequestHandler<ListDebts, Report<Debt>>
{
    internal static readonly SortOrder<Debtor> Order = new SortOrder<Debtor>(debtor => debtor.UserId).By("balance", debtor => debtor.Balance);

    public async Task<Report<Debt>> Handle(ListDebts query, CancellationToken cancellationToken)
    {
        var (current, now) = (await policies.CurrentAsync(cancellationToken), time.GetUtcNow());
        return await Reports.ReadAsync(query with { Sort = query.Sort ?? "-balance" }, (page, cancel) => PageAsync(page, current, now, cancel), cancellationToken);
    }

    private async Task<Page<Debt>> PageAsync(ListDebts query, LibraryPolicies current, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var page = await Matching(query).PageAsync(query, Order, Shown, cancellationToken);
        var fines = (await runningFines.OfAsync([.. page.Select(debt => debt.UserId)], current, now, cancellationToken)).ToLookup(fine => fine.UserId, fine => fine.Amount);
        return new Page<Debt>([.. page.Select(debt => debt with
        {
            RunningFines = fines[debt.UserId].Sum(),
            Total = debt.Balance + fines[debt.UserId].Sum(),
            Currency = current.Settings.Currency,
        })], page.NextCursor, page.Total);
    }

    private Expression<Func<Debtor, Debt>> Shown => debtor => new Debt
    {
        UserId = debtor.UserId,
        CardNumber = db.Patrons.Where(patron => patron.Id == debtor.UserId).Select(patron => patron.CardNumber).First(),
        FirstName = db.Patrons.Where(patron => patron.Id == debtor.UserId).Select(patron => patron.FirstName).First(),
        LastName = db.Patrons.Where(patron => patron.Id == debtor.UserId).Select(patron => patron.LastName).First(),
        HomeBranchId = db.Patrons.Where(patron => patron.Id == debtor.UserId).Select(patron => patron.HomeBranchId).First(),
        Balance = debtor.Balance,
        OwedSince = db.AccountEntries.Where(entry => entry.UserId == debtor.UserId && entry.Amount > 0
            && db.Allocations.Where(part => part.ChargeId == entry.Id).Sum(part => part.Amount) < entry.Amount).Min(entry => (DateTimeOffset?)entry.At),
    };

    private IQueryable<Debtor> Matching(ListDebts query)
    {
        var debtors = db.AccountEntries.Where(entry => entry.UserId != null)
            .GroupBy(entry => entry.UserId!.Value)
            .Select(account => new Debtor { UserId = account.Key, Balance = account.Sum(entry => entry.Amount) })
            .Where(debtor => debtor.Balance > 0);
        if (query.BranchId is { } branchId)
            debtors = debtors.Where(debtor => db.Patrons.Any(patron => patron.Id == debtor.UserId && patron.HomeBranchId == branchId));
        if (query.PatronCategoryId is { } categoryId)
            debtors = debtors.Where(debtor => db.Patrons.Any(patron => patron.Id == debtor.UserId && patron.PatronCategoryId == categoryId));
        return debtors;
    }

    internal sealed class Debtor
    {
        public required int UserId { get; init; }

        public required decimal Balance { get; init; }
    }
}
