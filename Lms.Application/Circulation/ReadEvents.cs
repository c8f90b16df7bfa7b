using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Circulation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Circulation;

/// <summary>Which events are followed. Conditions add up.</summary>
public sealed record EventFilter
{
    /// <summary>What happened.</summary>
    public TransactionType? Type { get; init; }

    /// <summary>The user it is about.</summary>
    public int? UserId { get; init; }

    /// <summary>The book it is about.</summary>
    public int? BookId { get; init; }

    /// <summary>The copy it is about.</summary>
    public int? CopyId { get; init; }

    /// <summary>Where it happened.</summary>
    public int? BranchId { get; init; }
}

/// <summary>Says where somebody who follows the ledger begins.</summary>
/// <param name="Filter">Which events.</param>
/// <param name="After">The last row that they have heard of; null for what happens from now on.</param>
public sealed record FollowEvents(EventFilter Filter, long? After) : IRequest<long>;

/// <summary>
/// Reads a stretch of the circulation ledger, oldest first. Members see what is about themselves, without who did it and what staff noted.
/// </summary>
/// <param name="Filter">Which events.</param>
/// <param name="After">The row before the first.</param>
/// <param name="Last">The last row, inclusive; nothing up to it may be written any more.</param>
public sealed record ReadEvents(EventFilter Filter, long After, long Last) : IRequest<IReadOnlyList<TransactionResponse>>
{
    /// <summary>The most that is read at once.</summary>
    public const int Most = 500;
}

/// <summary>Says how far the ledger is complete.</summary>
public interface ILedgerTail
{
    /// <summary>
    /// The last row up to which nothing can appear any more. Rows are numbered before they are committed, so that a lower number can
    /// become visible after a higher one; whoever read on from the highest would miss it.
    /// </summary>
    Task<long> SettledAsync(CancellationToken cancellationToken);
}

internal sealed class FollowEventsValidator : AbstractValidator<FollowEvents>
{
    public FollowEventsValidator()
    {
        RuleFor(query => query.After).GreaterThanOrEqualTo(0).OverridePropertyName("Last-Event-ID");
        RuleFor(query => query.Filter.UserId).GreaterThan(0).OverridePropertyName("userId");
        RuleFor(query => query.Filter.BookId).GreaterThan(0).OverridePropertyName("bookId");
        RuleFor(query => query.Filter.CopyId).GreaterThan(0).OverridePropertyName("copyId");
        RuleFor(query => query.Filter.BranchId).GreaterThan(0).OverridePropertyName("branchId");
    }
}

internal sealed class EventsHandler(ILmsDbContext db, ILedgerTail tail, ICaller caller, IMapper mapper)
    : IRequestHandler<FollowEvents, long>, IRequestHandler<ReadEvents, IReadOnlyList<TransactionResponse>>
{
    public async Task<long> Handle(FollowEvents query, CancellationToken cancellationToken) => query.After ?? await tail.SettledAsync(cancellationToken);

    public async Task<IReadOnlyList<TransactionResponse>> Handle(ReadEvents query, CancellationToken cancellationToken)
    {
        var rows = db.Transactions.AsNoTracking().Where(row => row.Id > query.After && row.Id <= query.Last);
        if (!caller.IsStaff)
            rows = rows.Where(row => row.UserId == caller.RequiredUserId);
        rows = await rows.MeetingAsync(query.Filter, db, cancellationToken);

        var events = await rows.OrderBy(row => row.Id).Take(ReadEvents.Most).Select(mapper.Project<Transaction, TransactionResponse>()).ToListAsync(cancellationToken);
        return caller.IsStaff ? events : [.. events.Select(row => row with { ActorId = null, Note = null })];
    }
}
