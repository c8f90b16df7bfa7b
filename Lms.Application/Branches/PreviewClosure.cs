using FluentValidation;
using MediatR;

namespace Lms.Application.Branches;

/// <summary>Tells what a closure would change in what is already lent, without announcing it.</summary>
/// <param name="BranchId">Which branch.</param>
/// <param name="Fields">When and why.</param>
public sealed record PreviewClosure(int BranchId, ClosureFields Fields) : IRequest<CalendarChangeResponse>;

/// <summary>Tells what it would change in what is already lent to lift a closure, without lifting it.</summary>
/// <param name="BranchId">Which branch.</param>
/// <param name="Id">Which closure.</param>
public sealed record PreviewLifting(int BranchId, int Id) : IRequest<CalendarChangeResponse>;

/// <summary>What a change of a branch's calendar does to what is already lent. Dates move where that is asked for; fines that run follow the calendar by themselves.</summary>
/// <param name="Loans">The open loans whose due date or fine would change.</param>
/// <param name="Holds">The holds on the hold shelf whose last day would change.</param>
public sealed record CalendarChangeResponse(IReadOnlyList<LoanMoveResponse> Loans, IReadOnlyList<HoldMoveResponse> Holds);

/// <summary>What a change of the calendar does to a loan.</summary>
/// <param name="LoanId">Which loan.</param>
/// <param name="UserId">Who has the copy.</param>
/// <param name="Title">The book's title.</param>
/// <param name="DueAt">When it is due.</param>
/// <param name="NewDueAt">When it is due if dates follow; the same where it stays.</param>
/// <param name="Fine">The fine that runs now.</param>
/// <param name="NewFine">The fine that runs if dates follow.</param>
public sealed record LoanMoveResponse(int LoanId, int? UserId, string Title, DateTimeOffset DueAt, DateTimeOffset NewDueAt, decimal Fine, decimal NewFine);

/// <summary>What a change of the calendar does to a hold on the hold shelf.</summary>
/// <param name="HoldId">Which hold.</param>
/// <param name="UserId">Who waits.</param>
/// <param name="Title">The book's title.</param>
/// <param name="PickupBy">Until when its copy waits.</param>
/// <param name="NewPickupBy">Until when it waits if dates follow.</param>
public sealed record HoldMoveResponse(int HoldId, int? UserId, string Title, DateTimeOffset PickupBy, DateTimeOffset NewPickupBy);

internal sealed class PreviewClosureValidator : AbstractValidator<PreviewClosure>
{
    public PreviewClosureValidator() => RuleFor(query => query.Fields).SetValidator(new ClosureFieldsValidator());
}

internal sealed class PreviewClosureHandler(CalendarChange calendar) : IRequestHandler<PreviewClosure, CalendarChangeResponse>, IRequestHandler<PreviewLifting, CalendarChangeResponse>
{
    public async Task<CalendarChangeResponse> Handle(PreviewClosure query, CancellationToken cancellationToken) =>
        await calendar.PreviewAsync(await calendar.AnnouncedAsync(query.Fields.At(query.BranchId), cancellationToken), cancellationToken);

    public async Task<CalendarChangeResponse> Handle(PreviewLifting query, CancellationToken cancellationToken) =>
        await calendar.PreviewAsync(await calendar.LiftedAsync(query.BranchId, query.Id, cancellationToken), cancellationToken);
}
