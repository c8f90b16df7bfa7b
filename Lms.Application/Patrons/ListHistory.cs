using AutoMapper;
using FluentValidation;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Patrons;

/// <summary>Which page of a history, in which order.</summary>
public sealed record HistoryPage : ListQuery;

/// <summary>Lists what the caller borrowed and brought back.</summary>
/// <param name="Page">Which page, in which order.</param>
public sealed record ListHistory(HistoryPage Page) : IRequest<Page<LoanResponse>>;

internal sealed class HistoryPageValidator() : ListQueryValidator<HistoryPage>(ListHistoryHandler.Order.Names);

internal sealed class ListHistoryValidator : AbstractValidator<ListHistory>
{
    public ListHistoryValidator() => RuleFor(query => query.Page).SetValidator(new HistoryPageValidator()).OverridePropertyName("");
}

internal sealed class ListHistoryHandler(ILmsDbContext db, ICaller caller, IMapper mapper, TimeProvider time) : IRequestHandler<ListHistory, Page<LoanResponse>>
{
    internal static readonly SortOrder<Loan> Order = new SortOrder<Loan>(loan => loan.Id)
        .By("checkedOutAt", loan => loan.CheckedOutAt)
        .By("returnedAt", loan => loan.ReturnedAt!.Value);

    public async Task<Page<LoanResponse>> Handle(ListHistory query, CancellationToken cancellationToken)
    {
        var userId = caller.RequiredUserId;
        if (!await db.Patrons.AnyAsync(patron => patron.Id == userId && patron.KeepsHistory, cancellationToken))
            throw new ConflictException("history-off", "No history is kept for you. To keep one from now on, set keepsHistory with PATCH /me.");
        return await db.Loans.AsNoTracking().Where(loan => loan.UserId == userId && loan.Status == LoanStatus.Returned)
            .PageAsync(query.Page, Order, mapper.Project<Loan, LoanResponse>(new { now = time.GetUtcNow() }), cancellationToken);
    }
}
