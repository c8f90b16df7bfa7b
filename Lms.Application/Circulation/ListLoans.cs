using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Conditions on loans; they add up.</summary>
public record LoanConditions : ListQuery
{
    /// <summary>The book.</summary>
    public int? BookId { get; init; }

    /// <summary>The copy.</summary>
    public int? CopyId { get; init; }

    /// <summary>The branch of the checkout.</summary>
    public int? BranchId { get; init; }

    /// <summary>How the loan stands.</summary>
    public LoanStatus? Status { get; init; }

    /// <summary>Whether the copy should have been back by now.</summary>
    public bool? Overdue { get; init; }

    /// <summary>Due at this moment or later.</summary>
    public DateTimeOffset? DueFrom { get; init; }

    /// <summary>Due at this moment or earlier.</summary>
    public DateTimeOffset? DueTo { get; init; }

    /// <summary>What each comes with, to save asking for it one by one: names separated by commas, out of <c>book</c>, <c>copy</c>, <c>user</c>.</summary>
    public string? Expand { get; init; }
}

/// <summary>Lists loans; a member sees their own.</summary>
public sealed record ListLoans : LoanConditions, IRequest<Page<LoanResponse>>
{
    /// <summary>The borrower.</summary>
    public int? UserId { get; init; }
}

/// <summary>Shows a loan; a member sees their own.</summary>
/// <param name="Id">Which.</param>
public sealed record GetLoan(int Id) : IRequest<LoanResponse>;

/// <summary>Lists the loans of one user.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Page">Which page, in which order, under which conditions.</param>
public sealed record ListLoansOfUser(int UserId, LoanConditions Page) : IRequest<Page<LoanResponse>>;

internal sealed class LoanConditionsValidator : ListQueryValidator<LoanConditions>
{
    public LoanConditionsValidator() : base(ListLoansHandler.Order.Names)
    {
        RuleFor(query => query.BookId).GreaterThan(0);
        RuleFor(query => query.CopyId).GreaterThan(0);
        RuleFor(query => query.BranchId).GreaterThan(0);
        LoanResponse.Expansion.Check(RuleFor(query => query.Expand));
    }
}

internal sealed class ListLoansValidator : AbstractValidator<ListLoans>
{
    public ListLoansValidator()
    {
        Include(new LoanConditionsValidator());
        RuleFor(query => query.UserId).GreaterThan(0);
    }
}

internal sealed class ListLoansOfUserValidator : AbstractValidator<ListLoansOfUser>
{
    public ListLoansOfUserValidator() => RuleFor(query => query.Page).SetValidator(new LoanConditionsValidator()).OverridePropertyName("");
}

internal sealed class ListLoansHandler(ILmsDbContext db, ICaller caller, IMapper mapper, Related related, TimeProvider time)
    : IRequestHandler<ListLoans, Page<LoanResponse>>, IRequestHandler<ListLoansOfUser, Page<LoanResponse>>, IRequestHandler<GetLoan, LoanResponse>
{
    internal static readonly SortOrder<Loan> Order = new SortOrder<Loan>(loan => loan.Id)
        .By("dueAt", loan => loan.DueAt)
        .By("checkedOutAt", loan => loan.CheckedOutAt);

    public Task<Page<LoanResponse>> Handle(ListLoans query, CancellationToken cancellationToken) => PageAsync(query, query.UserId, cancellationToken);

    public async Task<Page<LoanResponse>> Handle(ListLoansOfUser query, CancellationToken cancellationToken)
    {
        if (!await db.Users.AnyAsync(user => user.Id == query.UserId, cancellationToken))
            throw new NotFoundException("user", query.UserId);
        return await PageAsync(query.Page, query.UserId, cancellationToken);
    }

    public async Task<LoanResponse> Handle(GetLoan query, CancellationToken cancellationToken) =>
        await Visible().Where(loan => loan.Id == query.Id).Select(mapper.Project<Loan, LoanResponse>(new { now = time.GetUtcNow() })).SingleOrDefaultAsync(cancellationToken)
        ?? throw new NotFoundException("loan", query.Id);

    private async Task<Page<LoanResponse>> PageAsync(LoanConditions query, int? borrower, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var loans = Visible();
        if (borrower is { } userId)
            loans = loans.Where(loan => loan.UserId == userId);
        if (query.BookId is { } bookId)
            loans = loans.Where(loan => loan.BookId == bookId);
        if (query.CopyId is { } copyId)
            loans = loans.Where(loan => loan.CopyId == copyId);
        if (query.BranchId is { } branchId)
            loans = loans.Where(loan => loan.BranchId == branchId);
        if (query.Status is { } status)
            loans = loans.Where(loan => loan.Status == status);
        // Every loan that has not ended says so twice, by its status and here: there are few of them, and an index has them alone.
        if (query.Status is LoanStatus.Open or LoanStatus.Lost or LoanStatus.ClaimedReturned || query.Overdue is true)
            loans = loans.Where(loan => loan.ReturnedAt == null);
        if (query.Overdue is true)
            loans = loans.Where(loan => loan.Status == LoanStatus.Open && loan.DueAt < now);
        if (query.Overdue is false)
            loans = loans.Where(loan => loan.ReturnedAt != null || loan.Status != LoanStatus.Open || loan.DueAt >= now);
        if (query.DueFrom is { } from)
            loans = loans.Where(loan => loan.DueAt >= from);
        if (query.DueTo is { } to)
            loans = loans.Where(loan => loan.DueAt <= to);
        var page = await loans.PageAsync(query, Order, mapper.Project<Loan, LoanResponse>(new { now }), cancellationToken);
        return await LoanResponse.Expansion.ApplyAsync(page, query.Expand, related, cancellationToken);
    }

    private IQueryable<Loan> Visible() =>
        caller.IsStaff ? db.Loans.AsNoTracking() : db.Loans.AsNoTracking().Where(loan => loan.UserId == caller.UserId);
}
