using FluentValidation;
using Lms.Application.Circulation;
using Lms.Application.Common;
using Lms.Domain.Circulation;
using Lms.Domain.Holds;
using MediatR;

namespace Lms.Application.Holds;

/// <summary>Takes a place at the end of the queue for a book, or for one particular copy.</summary>
public sealed record PlaceHold : HoldRequest, ICommand<HoldResponse>;

internal sealed class PlaceHoldValidator : AbstractValidator<PlaceHold>
{
    public PlaceHoldValidator() => Include(new HoldRequestValidator());
}

internal sealed class PlaceHoldHandler(ILmsDbContext db, IHoldFacts holds, LoanRecall recall, ICaller caller, TimeProvider time) : IRequestHandler<PlaceHold, HoldResponse>
{
    public async Task<HoldResponse> Handle(PlaceHold command, CancellationToken cancellationToken)
    {
        var found = await holds.FindAsync(command.NamingWaiter(caller), toPlace: true, cancellationToken);
        var now = time.GetUtcNow();
        var facts = found.Facts;
        command.ExpiresOn.MustNotHavePassed(facts.Calendar, now);
        var passedOver = HoldPlacement.Decide(facts, now).Demand(command.Override.By(caller));

        var scene = new Scene(caller.UserId, facts.PickupBranchId, now, facts.Proxy?.Proxy.Id);
        var hold = Hold.Place(found.HoldId, found.BookId, found.CopyId, facts.Patron.Id, facts.PickupBranchId, command.ExpiresOn, now, facts.Patron.KeepsHistory);
        db.Holds.Add(hold);
        db.Transactions.Add(Transaction.Write(TransactionType.HoldPlaced, scene, new Subject { Hold = hold, Note = command.Override.Note(passedOver) }));
        await recall.RecallAsync(found, scene, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return HoldResponse.OfNew(hold, found.Title, found.Ahead + 1);
    }
}
