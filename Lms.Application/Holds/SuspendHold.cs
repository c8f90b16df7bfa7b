using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Circulation;
using MediatR;

namespace Lms.Application.Holds;

/// <summary>Passes over a hold for a while; it keeps its place. Members suspend their own.</summary>
/// <param name="Id">Which hold.</param>
/// <param name="Until">The first day on which it is served again, in the pickup branch's calendar; after today. Null until it is resumed.</param>
public sealed record SuspendHold(int Id, DateOnly? Until) : ICommand<HoldResponse>;

/// <summary>Serves a suspended hold again. Members resume their own.</summary>
/// <param name="Id">Which hold.</param>
public sealed record ResumeHold(int Id) : ICommand<HoldResponse>;

internal sealed class SuspendHoldValidator : AbstractValidator<SuspendHold>
{
    public SuspendHoldValidator() => RuleFor(command => command.Until).Day();
}

internal sealed class SuspendHoldHandler(ILmsDbContext db, HoldsInHand holds, HoldResponses responses, ICaller caller, TimeProvider time)
    : IRequestHandler<SuspendHold, HoldResponse>, IRequestHandler<ResumeHold, HoldResponse>
{
    public async Task<HoldResponse> Handle(SuspendHold command, CancellationToken cancellationToken)
    {
        var found = await holds.TakeAsync(command.Id, ifMatch: null, cancellationToken);
        found.MustWait();
        if (command.Until <= found.Calendar.DayOf(time.GetUtcNow()))
            throw new InvalidMemberException("until", "It must lie after today.");

        found.Hold.Suspend(command.Until);
        return await WriteAsync(found, TransactionType.HoldSuspended, command.Until is { } until ? FormattableString.Invariant($"Until {until:yyyy-MM-dd}.") : null, cancellationToken);
    }

    public async Task<HoldResponse> Handle(ResumeHold command, CancellationToken cancellationToken)
    {
        var found = await holds.TakeAsync(command.Id, ifMatch: null, cancellationToken);
        if (!found.Hold.Suspended)
            return await responses.FindAsync(command.Id, cancellationToken);

        found.Hold.Resume();
        return await WriteAsync(found, TransactionType.HoldResumed, null, cancellationToken);
    }

    private async Task<HoldResponse> WriteAsync(HoldInHand found, TransactionType type, string? note, CancellationToken cancellationToken)
    {
        db.Transactions.Add(Transaction.Write(type, new Scene(caller.UserId, found.Hold.PickupBranchId, time.GetUtcNow()), new Subject { Hold = found.Hold, Note = note }));
        await db.SaveChangesAsync(cancellationToken);
        return await responses.FindAsync(found.Hold.Id, cancellationToken);
    }
}
