using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>Gives a waiting hold another place in its queue; the waiting ones between move by one, one for which a copy was found keeps its place.</summary>
/// <param name="Id">Which hold.</param>
/// <param name="Position">The new place, from 1; the next one where a copy was found for the hold that has it, the last where none is left.</param>
public sealed record MoveHold(int Id, int Position) : ICommand<HoldResponse>;

internal sealed class MoveHoldValidator : AbstractValidator<MoveHold>
{
    public MoveHoldValidator() => RuleFor(command => command.Position).GreaterThan(0);
}

internal sealed class MoveHoldHandler(ILmsDbContext db, HoldsInHand holds, HoldResponses responses, ICaller caller, TimeProvider time) : IRequestHandler<MoveHold, HoldResponse>
{
    public async Task<HoldResponse> Handle(MoveHold command, CancellationToken cancellationToken)
    {
        var found = await holds.TakeAsync(command.Id, ifMatch: null, cancellationToken);
        found.MustWait();
        var hold = found.Hold;
        var queue = await db.Holds.Where(other => other.BookId == hold.BookId && other.EndedAt == null).OrderBy(other => other.Rank).ToListAsync(cancellationToken);
        var before = queue.IndexOf(hold) + 1;

        var after = HoldQueue.Move(queue, hold, command.Position);
        if (after != before)
            db.Transactions.Add(Transaction.Write(TransactionType.HoldMoved, new Scene(caller.UserId, hold.PickupBranchId, time.GetUtcNow()), new Subject { Hold = hold, Note = $"From place {before} to {after}." }));
        await db.SaveChangesAsync(cancellationToken);
        return await responses.FindAsync(command.Id, cancellationToken);
    }
}
