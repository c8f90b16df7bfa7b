using Lms.Application.Chores;
using Lms.Application.Common;
using Lms.Application.Policies;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Gives a copy up as lost that has been overdue for so long.</summary>
/// <param name="Id">Which loan.</param>
public sealed record GiveUpLoan(int Id) : ICommand<bool>;

internal sealed class GiveUpLoanHandler(ILmsDbContext db, IFreeRows rows, ILibraryPolicies policies, IRequestHandler<DeclareLost, LoanResponse> declaring, TimeProvider time) : IRequestHandler<GiveUpLoan, bool>
{
    public async Task<bool> Handle(GiveUpLoan command, CancellationToken cancellationToken)
    {
        if (!await rows.TakeAsync(RowLock.BookOfLoan(command.Id), cancellationToken))
            return false;
        var settings = (await policies.CurrentAsync(cancellationToken)).Settings;
        var loan = await db.Loans.AsNoTracking().SingleAsync(loan => loan.Id == command.Id, cancellationToken);
        if (Loss.AgainstAging(loan, settings, time.GetUtcNow()) is not null)
            return false;

        await declaring.Handle(new DeclareLost(command.Id, null), cancellationToken);
        return true;
    }
}

internal sealed class GivingUpLoans(IMediator mediator) : IChore
{
    /// <summary>What is beyond it is given up in the next round.</summary>
    private const int AtMost = 1000;

    public string Name => "give up loans";

    public Task<IReadOnlyList<int>> FindAsync(CancellationToken cancellationToken) => mediator.Send(new ListLoansToGiveUp(AtMost), cancellationToken);

    public ICommand<bool> Do(int piece) => new GiveUpLoan(piece);
}
