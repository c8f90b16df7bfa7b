using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using MediatR;

namespace Lms.Application.Branches;

/// <summary>What staff write to announce a closure.</summary>
public sealed record ClosureAnnouncement : ClosureFields
{
    /// <summary>Whether the due dates of open loans and the pickup dates of holds on the shelf follow, with a notice to each user. Never to an earlier date.</summary>
    public bool MoveDates { get; init; }
}

/// <summary>Closes a branch for some days.</summary>
/// <param name="BranchId">Which branch.</param>
/// <param name="Fields">When and why, and whether dates follow.</param>
public sealed record AnnounceClosure(int BranchId, ClosureAnnouncement Fields) : ICommand<ClosureResponse>;

/// <summary>Opens a branch on days on which it was to be closed.</summary>
/// <param name="BranchId">Which branch.</param>
/// <param name="Id">Which closure.</param>
/// <param name="MoveDates">Whether due dates and pickup dates follow, with a notice to each user.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record LiftClosure(int BranchId, int Id, bool MoveDates, IReadOnlyList<string>? IfMatch) : ICommand<Unit>;

internal sealed class AnnounceClosureValidator : AbstractValidator<AnnounceClosure>
{
    public AnnounceClosureValidator() => RuleFor(command => command.Fields).SetValidator(new ClosureFieldsValidator());
}

internal sealed class ClosureHandler(ILmsDbContext db, CalendarChange calendar, IMapper mapper) : IRequestHandler<AnnounceClosure, ClosureResponse>, IRequestHandler<LiftClosure, Unit>
{
    public async Task<ClosureResponse> Handle(AnnounceClosure command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(CalendarLock.ToChange);
        db.LockWithNextQuery(RowLock.Branch(command.BranchId));
        var closure = command.Fields.At(command.BranchId);
        var change = await calendar.AnnouncedAsync(closure, cancellationToken);
        if (command.Fields.MoveDates)
            await calendar.FollowAsync(change, cancellationToken);

        db.Closures.Add(closure);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<ClosureResponse>(closure);
    }

    public async Task<Unit> Handle(LiftClosure command, CancellationToken cancellationToken)
    {
        db.LockWithNextQuery(CalendarLock.ToChange);
        db.LockWithNextQuery(RowLock.Branch(command.BranchId));
        var change = await calendar.LiftedAsync(command.BranchId, command.Id, cancellationToken);
        change.Closure.MustMatch(command.IfMatch);
        if (command.MoveDates)
            await calendar.FollowAsync(change, cancellationToken);

        db.Closures.Remove(change.Closure);
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }
}
