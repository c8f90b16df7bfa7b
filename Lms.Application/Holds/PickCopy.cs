using AutoMapper;
using FluentValidation;
using Lms.Application.Catalog;
using Lms.Application.Common;
using Lms.Domain.Catalog;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using Lms.Domain.Holds;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>Takes a copy from its shelf for a hold: one of the pick list, or another that does as well.</summary>
/// <param name="Id">Which hold.</param>
/// <param name="CopyBarcode">The copy that was fetched.</param>
public sealed record PickCopy(int Id, string CopyBarcode) : ICommand<PickReceipt>;

/// <summary>What becomes of a copy that was fetched for a hold.</summary>
/// <param name="Hold">The hold, filled.</param>
/// <param name="Copy">The copy as it is now.</param>
/// <param name="Action">What to do with the copy.</param>
/// <param name="Transfer">The way that it goes; null where it stays.</param>
public sealed record PickReceipt(HoldResponse Hold, CopyResponse Copy, CopyAction Action, TransferResponse? Transfer);

internal sealed class PickCopyValidator : AbstractValidator<PickCopy>
{
    public PickCopyValidator() => RuleFor(command => command.CopyBarcode).NotEmpty().MaximumLength(Copy.MaxBarcode);
}

internal sealed class PickCopyHandler(ILmsDbContext db, HoldsInHand holds, CopyRouting routing, HoldResponses responses, ICaller caller, IMapper mapper, TimeProvider time) : IRequestHandler<PickCopy, PickReceipt>
{
    public async Task<PickReceipt> Handle(PickCopy command, CancellationToken cancellationToken)
    {
        var found = await holds.TakeAsync(command.Id, ifMatch: null, cancellationToken);
        var now = time.GetUtcNow();
        found.MustWait();
        var copy = await db.Copies.SingleOrDefaultAsync(copy => copy.Barcode == command.CopyBarcode, cancellationToken)
            ?? throw new NotFoundException("copy", $"barcode {command.CopyBarcode}");
        if (copy.BookId != found.Hold.BookId)
            throw new InvalidMemberException("copyBarcode", "It is a copy of another book.");

        var queue = await routing.QueueAsync(copy.BookId, cancellationToken);
        var free = await db.Copies.Where(other => other.BookId == copy.BookId && other.Status == CopyStatus.Available).ToListAsync(cancellationToken);
        var pick = new Pick(copy, queue.Single(waiting => waiting.Hold == found.Hold), queue, free);
        if (pick.Blocks(found.Policies, now).OfType<Block>().ToList() is { Count: > 0 } blocks)
            throw new RefusedException(blocks);

        await routing.ClearAsync(copy, now, cancellationToken);
        var facts = new RoutingFacts { Copy = copy, BranchId = copy.BranchId, Queue = [pick.For], Policies = found.Policies };
        var routed = await routing.SendOnAsync(facts, new Scene(caller.UserId, copy.BranchId, now), cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return new PickReceipt(
            await responses.FindAsync(command.Id, cancellationToken),
            mapper.Map<CopyResponse>(copy),
            routed.Route.Action,
            mapper.Map<TransferResponse?>(routed.Transfer));
    }
}
