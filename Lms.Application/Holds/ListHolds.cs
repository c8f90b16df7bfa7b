using FluentValidation;
using Lms.Application.Common;
using Lms.Application.Common.Paging;
using Lms.Domain.Holds;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Holds;

/// <summary>Conditions on holds; they add up.</summary>
public record HoldConditions : ListQuery
{
    /// <summary>The book.</summary>
    public int? BookId { get; init; }

    /// <summary>How the hold stands.</summary>
    public HoldStatus? Status { get; init; }

    /// <summary>Where it is to be picked up.</summary>
    public int? PickupBranchId { get; init; }

    /// <summary>What each comes with, to save asking for it one by one: names separated by commas, out of <c>book</c>, <c>copy</c>, <c>user</c>.</summary>
    public string? Expand { get; init; }
}

/// <summary>Lists holds; a member sees their own.</summary>
public sealed record ListHolds : HoldConditions, IRequest<Page<HoldResponse>>
{
    /// <summary>Who waits.</summary>
    public int? UserId { get; init; }
}

/// <summary>Lists the holds of one user.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Page">Which page, in which order, under which conditions.</param>
public sealed record ListHoldsOfUser(int UserId, HoldConditions Page) : IRequest<Page<HoldResponse>>;

/// <summary>Which page of a book's queue.</summary>
public sealed record QueuePage : ListQuery
{
    /// <summary>What each comes with, to save asking for it one by one: names separated by commas, out of <c>book</c>, <c>copy</c>, <c>user</c>.</summary>
    public string? Expand { get; init; }
}

/// <summary>Lists the queue of a book: its active holds, the first first.</summary>
/// <param name="BookId">Which book.</param>
/// <param name="Page">Which page.</param>
public sealed record ListQueue(int BookId, QueuePage Page) : IRequest<Page<HoldResponse>>;

/// <summary>Shows a hold; a member sees their own.</summary>
/// <param name="Id">Which.</param>
public sealed record GetHold(int Id) : IRequest<HoldResponse>;

internal sealed class HoldConditionsValidator : ListQueryValidator<HoldConditions>
{
    public HoldConditionsValidator() : base(ListHoldsHandler.Order.Names)
    {
        RuleFor(query => query.BookId).GreaterThan(0);
        RuleFor(query => query.PickupBranchId).GreaterThan(0);
        HoldResponse.Expansion.Check(RuleFor(query => query.Expand));
    }
}

internal sealed class ListHoldsValidator : AbstractValidator<ListHolds>
{
    public ListHoldsValidator()
    {
        Include(new HoldConditionsValidator());
        RuleFor(query => query.UserId).GreaterThan(0);
    }
}

internal sealed class ListHoldsOfUserValidator : AbstractValidator<ListHoldsOfUser>
{
    public ListHoldsOfUserValidator() => RuleFor(query => query.Page).SetValidator(new HoldConditionsValidator()).OverridePropertyName("");
}

internal sealed class QueuePageValidator : ListQueryValidator<QueuePage>
{
    public QueuePageValidator() : base(ListHoldsHandler.QueueOrder.Names) => HoldResponse.Expansion.Check(RuleFor(query => query.Expand));
}

internal sealed class ListQueueValidator : AbstractValidator<ListQueue>
{
    public ListQueueValidator() => RuleFor(query => query.Page).SetValidator(new QueuePageValidator()).OverridePropertyName("");
}

internal sealed class ListHoldsHandler(ILmsDbContext db, HoldResponses responses, ICaller caller)
    : IRequestHandler<ListHolds, Page<HoldResponse>>, IRequestHandler<ListHoldsOfUser, Page<HoldResponse>>, IRequestHandler<ListQueue, Page<HoldResponse>>, IRequestHandler<GetHold, HoldResponse>
{
    internal static readonly SortOrder<Hold> Order = new SortOrder<Hold>(hold => hold.Id).By("placedAt", hold => hold.PlacedAt);

    internal static readonly SortOrder<Hold> QueueOrder = new SortOrder<Hold>(hold => hold.Id).By("position", hold => hold.Rank).By("placedAt", hold => hold.PlacedAt);

    public Task<Page<HoldResponse>> Handle(ListHolds query, CancellationToken cancellationToken) => PageAsync(query, query.UserId, cancellationToken);

    public async Task<Page<HoldResponse>> Handle(ListHoldsOfUser query, CancellationToken cancellationToken)
    {
        if (!await db.Users.AnyAsync(user => user.Id == query.UserId, cancellationToken))
            throw new NotFoundException("user", query.UserId);
        return await PageAsync(query.Page, query.UserId, cancellationToken);
    }

    public async Task<Page<HoldResponse>> Handle(ListQueue query, CancellationToken cancellationToken)
    {
        if (!await db.Books.AnyAsync(book => book.Id == query.BookId, cancellationToken))
            throw new NotFoundException("book", query.BookId);
        var queue = db.Holds.AsNoTracking().Where(hold => hold.BookId == query.BookId && hold.EndedAt == null);
        return await responses.PageAsync(queue, query.Page with { Sort = query.Page.Sort ?? "position" }, QueueOrder, query.Page.Expand, cancellationToken);
    }

    public Task<HoldResponse> Handle(GetHold query, CancellationToken cancellationToken) => responses.FindAsync(query.Id, cancellationToken);

    private Task<Page<HoldResponse>> PageAsync(HoldConditions query, int? waiter, CancellationToken cancellationToken)
    {
        var holds = db.Holds.AsNoTracking().VisibleTo(caller);
        if (waiter is { } userId)
            holds = holds.Where(hold => hold.UserId == userId);
        if (query.BookId is { } bookId)
            holds = holds.Where(hold => hold.BookId == bookId);
        if (query.Status is { } status)
            holds = holds.Where(hold => hold.Status == status);
        if (query.PickupBranchId is { } branchId)
            holds = holds.Where(hold => hold.PickupBranchId == branchId);
        return responses.PageAsync(holds, query, Order, query.Expand, cancellationToken);
    }
}
