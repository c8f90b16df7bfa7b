using Lms.Application.Common;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Extends all open loans of a user, the one that is due first first; each as if it were the only one.</summary>
/// <param name="UserId">Whose.</param>
public sealed record RenewLoansOfUser(int UserId) : IBatch<IReadOnlyList<BatchedLoan>>;

internal sealed class RenewLoansOfUserHandler(ILmsDbContext db, Parts parts) : IRequestHandler<RenewLoansOfUser, IReadOnlyList<BatchedLoan>>
{
    public async Task<IReadOnlyList<BatchedLoan>> Handle(RenewLoansOfUser command, CancellationToken cancellationToken)
    {
        if (!await db.Users.AnyAsync(user => user.Id == command.UserId, cancellationToken))
            throw new NotFoundException("user", command.UserId);
        var open = await db.Loans.Where(loan => loan.UserId == command.UserId && loan.ReturnedAt == null && loan.Status == LoanStatus.Open)
            .OrderBy(loan => loan.DueAt).ThenBy(loan => loan.Id)
            .Select(loan => new { loan.Id, loan.Copy!.Barcode })
            .ToListAsync(cancellationToken);

        var renewed = new List<BatchedLoan>();
        foreach (var loan in open)
        {
            var part = await parts.TryAsync($"loan {loan.Id}", new RenewLoan(loan.Id, null, null), cancellationToken);
            renewed.Add(new BatchedLoan(loan.Barcode, loan.Id, part.Problem?.Status ?? 200, part.Done, part.Problem));
        }

        return renewed;
    }
}
