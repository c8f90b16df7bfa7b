using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Circulation;
using Lms.Domain.Common;
using Lms.Domain.Holds;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>What can be changed of a hold.</summary>
public sealed record HoldFields
{
    /// <summary>Where to pick it up. Free while it waits; a copy on its way goes there instead; refused once the copy is on the hold shelf.</summary>
    public int? PickupBranchId { get; init; }

    /// <summary>The last day on which it is still needed, inclusive, in the pickup branch's calendar; not in the past. Null for open.</summary>
    public DateOnly? ExpiresOn { get; init; }

    /// <summary>Until when the copy waits on the hold shelf; in the future, at most ten years away, and only once it is there. For staff.</summary>
    public DateTimeOffset? PickupBy { get; init; }
}

/// <summary>Changes where and until when a hold is kept; members change their own.</summary>
/// <param name="Id">Which hold.</param>
/// <param name="Changes">The members to change.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ChangeHold(int Id, MergePatch<HoldFields> Changes, IReadOnlyList<string>? IfMatch) : ICommand<HoldResponse>;

internal sealed class HoldFieldsValidator : AbstractValidator<HoldFields>
{
    public HoldFieldsValidator()
    {
        RuleFor(hold => hold.PickupBranchId).NotNull().GreaterThan(0);
        RuleFor(hold => hold.ExpiresOn).Day();
    }
}

internal sealed class ChangeHoldHandler(ILmsDbContext db, HoldsInHand holds, HoldResponses responses, ICaller caller, IValidator<HoldFields> validator, TimeProvider time) : IRequestHandler<ChangeHold, HoldResponse>
{
    public async Task<HoldResponse> Handle(ChangeHold command, CancellationToken cancellationToken)
    {
        var found = await holds.TakeAsync(command.Id, command.IfMatch, cancellationToken);
        var now = time.GetUtcNow();
        var hold = found.Hold;
        var current = new HoldFields { PickupBranchId = hold.PickupBranchId, ExpiresOn = hold.ExpiresOn, PickupBy = hold.PickupBy };
        var fields = command.Changes.ApplyTo(current);
        validator.ValidateAndThrow(fields);

        if (fields.PickupBranchId != current.PickupBranchId)
            await PickUpAtAsync(found, fields.PickupBranchId!.Value, cancellationToken);
        if (fields.ExpiresOn != current.ExpiresOn)
        {
            fields.ExpiresOn.MustNotHavePassed(found.Calendar, now);
            hold.NeedUntil(fields.ExpiresOn);
        }

        if (fields.PickupBy != current.PickupBy)
            KeepUntil(hold, fields.PickupBy, now);
        if (fields != current)
            db.Transactions.Add(Transaction.Write(TransactionType.HoldMoved, new Scene(caller.UserId, hold.PickupBranchId, now), new Subject { Copy = found.Copy, Hold = hold, Note = Told(current, fields) }));
        await db.SaveChangesAsync(cancellationToken);
        return await responses.FindAsync(command.Id, cancellationToken);
    }

    private async Task PickUpAtAsync(HoldInHand found, int branchId, CancellationToken cancellationToken)
    {
        if (found.Hold.Status is HoldStatus.Ready)
            throw new RefusedException(new Block("on-hold-shelf", "The copy waits on the hold shelf already; pick it up there, or cancel the hold."));
        if (!await db.Branches.AnyAsync(branch => branch.Id == branchId, cancellationToken))
            throw new NotFoundException("branch", branchId);
        found.Hold.PickUpAt(branchId);
        found.Transfer?.Redirect(branchId, found.Hold.Id);
    }

    private void KeepUntil(Hold hold, DateTimeOffset? pickupBy, DateTimeOffset now)
    {
        if (!caller.IsStaff)
            throw new ForbiddenException("Only staff keep a copy on the hold shelf for longer.");
        if (hold.Status is not HoldStatus.Ready)
            throw new ConflictException("hold-not-ready", "The copy is not on the hold shelf.");
        if (pickupBy is not { } until || until <= now || until > now.AddYears(10))
            throw new InvalidMemberException("pickupBy", "It must lie in the future, and at most ten years away.");
        hold.WaitUntil(until);
    }

    private static string Told(HoldFields before, HoldFields after)
    {
        var told = new List<string>();
        if (after.PickupBranchId != before.PickupBranchId)
            told.Add($"Picked up at branch {after.PickupBranchId} instead of {before.PickupBranchId}.");
        if (after.ExpiresOn != before.ExpiresOn)
            told.Add(after.ExpiresOn is null ? "Needed for as long as it takes." : FormattableString.Invariant($"Needed until {after.ExpiresOn:yyyy-MM-dd}."));
        if (after.PickupBy != before.PickupBy)
            told.Add(FormattableString.Invariant($"Kept on the hold shelf until {after.PickupBy:yyyy-MM-dd HH:mm}Z."));
        return string.Join(" ", told);
    }
}
