using Lms.Application.Common;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using MediatR;

namespace Lms.Application.Holds;

/// <summary>Gives up a hold; members give up their own. A copy on the hold shelf goes on to who is next.</summary>
/// <param name="Id">Which hold.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record CancelHold(int Id, IReadOnlyList<string>? IfMatch) : ICommand<Unit>;

internal sealed class CancelHoldHandler(ILmsDbContext db, HoldsInHand holds, HoldEnding ending, ICaller caller, TimeProvider time) : IRequestHandler<CancelHold, Unit>
{
    public async Task<Unit> Handle(CancelHold command, CancellationToken cancellationToken)
    {
        var found = await holds.TakeAsync(command.Id, command.IfMatch, cancellationToken);
        await ending.EndAsync(found, HoldStatus.Cancelled, new Scene(caller.UserId, found.Hold.PickupBranchId, time.GetUtcNow()), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}
