using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Finds loans that have been overdue for so long that their copies count as lost, the longest overdue first; none where the setting says never.</summary>
/// <param name="Limit">The most to find; 1 to 1000.</param>
public sealed record ListLoansToGiveUp(int Limit) : IRequest<IReadOnlyList<int>>;

internal sealed class ListLoansToGiveUpValidator : AbstractValidator<ListLoansToGiveUp>
{
    public ListLoansToGiveUpValidator() => RuleFor(query => query.Limit).InclusiveBetween(1, 1000);
}

internal sealed class ListLoansToGiveUpHandler(ILmsDbContext db, ILibraryPolicies policies, TimeProvider time) : IRequestHandler<ListLoansToGiveUp, IReadOnlyList<int>>
{
    public async Task<IReadOnlyList<int>> Handle(ListLoansToGiveUp query, CancellationToken cancellationToken)
    {
        if ((await policies.CurrentAsync(cancellationToken)).Settings.LostAfterDays is not { } days)
            return [];
        var dueBy = time.GetUtcNow().AddDays(-days);
        return await db.Loans.Where(loan => loan.ReturnedAt == null && loan.Status == LoanStatus.Open && loan.DueAt <= dueBy)
            .OrderBy(loan => loan.DueAt).ThenBy(loan => loan.Id).Select(loan => loan.Id).Take(query.Limit).ToListAsync(cancellationToken);
    }
}
