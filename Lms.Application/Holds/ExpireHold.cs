using Lms.Application.Common;
using Lms.Application.Notices;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using Lms.Domain.Notices;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>Ends a hold whose time is over: it was not picked up in time, or is not needed any more. Its user is told.</summary>
/// <param name="Id">Which hold.</param>
public sealed record ExpireHold(int Id) : ICommand<HoldResponse>;

internal sealed class ExpireHoldHandler(ILmsDbContext db, HoldsInHand holds, HoldEnding ending, HoldResponses responses, ICaller caller, TimeProvider time) : IRequestHandler<ExpireHold, HoldResponse>
{
    public async Task<HoldResponse> Handle(ExpireHold command, CancellationToken cancellationToken)
    {
        var found = await holds.TakeAsync(command.Id, ifMatch: null, cancellationToken);
        var now = time.GetUtcNow();
        var hold = found.Hold;
        if (!hold.HasRunOut(now, found.Calendar.DayOf(now)))
            throw new ConflictException("hold-not-run-out", "The time of the hold is not over.");

        await ending.EndAsync(found, HoldStatus.Expired, new Scene(caller.UserId, hold.PickupBranchId, now), cancellationToken);
        var title = await db.Books.Where(book => book.Id == hold.BookId).Select(book => book.Title).SingleAsync(cancellationToken);
        db.Notices.Add(Notice.Write(hold.UserId!.Value, NoticeType.HoldExpired, NoticeTexts.HoldExpired(title), now, holdId: hold.Id));
        await db.SaveChangesAsync(cancellationToken);
        return await responses.FindAsync(command.Id, cancellationToken);
    }
}
